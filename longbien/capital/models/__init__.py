"""Tables of capital."""

from longbien.capital.models.rights import (
    Agreement,
    Contribution,
    Entitlement,
    Offer,
    Quota,
    RightStep,
    Signature,
)

__all__ = ["Agreement", "Contribution", "Entitlement", "Offer", "Quota", "RightStep", "Signature"]
