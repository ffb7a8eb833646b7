"""Tables of the capital room. Amounts are minor units of the vehicle's currency."""

from longbien.capital.models.adoption import Solution, SolutionPart, SolutionStep
from longbien.capital.models.commitments import Clause, Commitment
from longbien.capital.models.money import Accrual, Notice, Receipt, Refund
from longbien.capital.models.orders import Appropriation, Order, OrderStep, Part
from longbien.capital.models.rights import Agreement, Contribution, Entitlement, Offer, Quota, RightStep, Signature
from longbien.capital.models.runs import Call, Close
from longbien.capital.models.vehicles import Pack, Terms, Vehicle

__all__ = [
    "Accrual", "Agreement", "Appropriation", "Call", "Clause", "Close", "Commitment", "Contribution", "Entitlement",
    "Notice", "Offer", "Order", "OrderStep", "Pack", "Part", "Quota", "Receipt", "Refund", "RightStep", "Signature",
    "Solution", "SolutionPart", "SolutionStep", "Terms", "Vehicle",
]  # fmt: skip
