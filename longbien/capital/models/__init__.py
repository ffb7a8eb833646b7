"""Tables of the capital room. Amounts are minor units of the vehicle's currency."""

from longbien.capital.models.adoption import Solution, SolutionPart, SolutionStep
from longbien.capital.models.buy_outs import BuyOut, BuyOutPart
from longbien.capital.models.captables import CapTable
from longbien.capital.models.cohorts import Cohort, CohortNote, CohortPlace, CohortStep, Mentor, MentorAnswer
from longbien.capital.models.commitments import Clause, Commitment
from longbien.capital.models.conversions import Conversion
from longbien.capital.models.deals import Deal, DealStep, Memo, MemoFile, TermSheet
from longbien.capital.models.demo_days import DemoDay, Pitch, PitchInterest
from longbien.capital.models.fees import FeePayment
from longbien.capital.models.investing import Distribution, Investment, Payout, Proceeds, Spent, Valuation
from longbien.capital.models.money import Accrual, Notice, Receipt, Refund
from longbien.capital.models.orders import Appropriation, Order, OrderStep, Part
from longbien.capital.models.rights import Agreement, Contribution, Entitlement, Offer, Quota, RightStep, Signature
from longbien.capital.models.rooms import RoomBar, RoomDocument, RoomEntry, RoomRemoval, RoomTake
from longbien.capital.models.rounds import FollowOn, FollowOnStep
from longbien.capital.models.runs import Call, Close
from longbien.capital.models.vehicles import Pack, Terms, Vehicle

__all__ = [
    "Accrual", "Agreement", "Appropriation", "BuyOut", "BuyOutPart", "Call", "CapTable", "Clause", "Close", "Cohort",
    "CohortNote", "CohortPlace", "CohortStep", "Commitment", "Contribution", "Conversion", "Deal", "DealStep",
    "DemoDay", "Distribution", "Entitlement", "FeePayment", "FollowOn", "FollowOnStep", "Investment", "Memo",
    "MemoFile", "Mentor", "MentorAnswer", "Notice", "Offer", "Order", "OrderStep", "Pack", "Part", "Payout", "Pitch",
    "PitchInterest", "Proceeds", "Quota", "Receipt", "Refund", "RightStep", "RoomBar", "RoomDocument", "RoomEntry",
    "RoomRemoval", "RoomTake", "Signature", "Solution", "SolutionPart", "SolutionStep", "Spent", "TermSheet", "Terms",
    "Valuation", "Vehicle",
]  # fmt: skip
