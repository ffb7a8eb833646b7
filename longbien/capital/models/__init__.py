"""Tables of the capital room. Amounts are minor units of the vehicle's currency."""

from longbien.capital.models.commitments import Clause, Commitment
from longbien.capital.models.money import Accrual, Notice, Receipt, Refund
from longbien.capital.models.runs import Call, Close
from longbien.capital.models.vehicles import Pack, Terms, Vehicle

__all__ = [
    "Accrual", "Call", "Clause", "Close", "Commitment", "Notice", "Pack", "Receipt", "Refund", "Terms", "Vehicle",
]  # fmt: skip
