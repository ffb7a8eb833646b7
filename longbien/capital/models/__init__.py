"""Tables of the capital room. Amounts are minor units of the vehicle's currency."""

from longbien.capital.models.commitments import Clause, Commitment
from longbien.capital.models.investing import Distribution, Investment, Payout, Proceeds, Spent, Valuation
from longbien.capital.models.money import Accrual, Notice, Receipt, Refund
from longbien.capital.models.rights import Agreement, Contribution, Entitlement, Offer, Quota, RightStep, Signature
from longbien.capital.models.runs import Call, Close
from longbien.capital.models.vehicles import Pack, Terms, Vehicle

__all__ = [
    "Accrual", "Agreement", "Call", "Clause", "Close", "Commitment", "Contribution", "Distribution", "Entitlement",
    "Investment", "Notice", "Offer", "Pack", "Payout", "Proceeds", "Quota", "Receipt", "Refund", "RightStep",
    "Signature", "Spent", "Terms", "Valuation", "Vehicle",
]  # fmt: skip
