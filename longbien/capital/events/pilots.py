"""What happens to a pilot that one company orders from another.

Its terms are theirs: who, what and how much don't enter the record, only the fingerprint that both sides agreed to.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text

PREPARED = Text.of(vi="Lập dự thảo thử nghiệm của doanh nghiệp", en="A corporate pilot was prepared")
BEGUN = Text.of(vi="Bắt đầu một phần của thử nghiệm", en="A part of a pilot has begun")
OWED = Text.of(vi="Nghiệm thu một phần của thử nghiệm", en="A part of a pilot was accepted")
LATE = Text.of(vi="Một phần của thử nghiệm quá hạn trả tiền", en="The payment of a part of a pilot is late")
PAID = Text.of(vi="Ghi nhận đã trả tiền một phần của thử nghiệm", en="The payment of a part of a pilot was recorded")
ENDED = Text.of(vi="Một phần của thử nghiệm không đạt", en="A part of a pilot was not met")


@dataclass(frozen=True)
class PilotPrepared(Event, type="capital.pilot-prepared", words=PREPARED):
    """`digest` is what both sides sign: the route, the parties, the problem, every part and its price."""

    number: str
    digest: str


@dataclass(frozen=True)
class PartBegun(Event, type="capital.part-begun", words=BEGUN):
    part: UUID
    number: int
    due_on: date


@dataclass(frozen=True)
class PartOwed(Event, type="capital.part-owed", words=OWED):
    """To be paid by `due_by`; `found` what the exit report says of the figure that was asked."""

    part: UUID
    number: int
    due_by: datetime
    found: int | None
    reason: str | None = sealed()


@dataclass(frozen=True)
class PaymentOverdue(Event, type="capital.payment-overdue", words=LATE):
    """Nobody has recorded the payment of a part by `due_by`: both companies are told."""

    part: UUID
    number: int
    due_by: datetime


@dataclass(frozen=True)
class PartPaid(Event, type="capital.part-paid", words=PAID):
    """By the `document`; the money went from company to company, not through the ledger."""

    part: UUID
    number: int
    document: UUID
    paid_on: date | None = sealed()


@dataclass(frozen=True)
class PartEnded(Event, type="capital.part-ended", words=ENDED):
    part: UUID
    number: int
