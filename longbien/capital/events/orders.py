"""What happens to orders, grants and the budgets they are paid from. What people wrote enters as a commitment only."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text

APPROPRIATED = Text.of(vi="Cấp ngân sách để đặt hàng", en="Money was appropriated for orders")
PREPARED = Text.of(vi="Lập dự thảo đơn đặt hàng hoặc tài trợ", en="An order or a grant was prepared")
AGREED = Text.of(vi="Bên nhận đồng ý với đơn", en="The supplier agreed to an order")
SIGNED = Text.of(vi="Ký đơn đặt hàng hoặc tài trợ", en="An order or a grant was signed")
WITHDRAWN = Text.of(vi="Rút dự thảo đơn", en="An order was withdrawn before it was signed")
RESERVED = Text.of(vi="Giữ tiền cho một phần của đơn", en="Money was reserved for a part of an order")
OVERDUE = Text.of(vi="Nghiệm thu một phần của đơn đặt hàng đã trễ", en="A part of an order was not accepted in time")
DELIVERED = Text.of(vi="Bên nhận giao một phần của đơn", en="A part of an order was delivered")
REFUSED = Text.of(vi="Một phần của đơn chưa được nhận", en="A part of an order was not accepted")
ACCEPTED = Text.of(vi="Nghiệm thu và trả tiền một phần của đơn", en="A part of an order was accepted and paid")
LAPSED = Text.of(vi="Một phần của đơn không đạt, tiền được trả lại", en="A part of an order lapsed, its money released")
DECIDED = Text.of(vi="Quyết định sau đơn đặt hàng", en="It was decided what follows an order")


@dataclass(frozen=True)
class BudgetAppropriated(Event, type="capital.budget-appropriated", words=APPROPRIATED):
    """`entry` is the posting in the ledger; `decision` what it rests on, as it was written."""

    buyer: UUID
    entry: UUID
    amount: Money
    decision: str | None = sealed()


@dataclass(frozen=True)
class OrderPrepared(Event, type="capital.order-prepared", words=PREPARED):
    """`digest` is what both sides sign: the route, the parties, the problem, every part and its price."""

    number: str
    route: str
    problem: UUID
    buyer: UUID
    supplier: UUID
    price: Money
    digest: str


@dataclass(frozen=True)
class OrderAgreed(Event, type="capital.order-agreed", words=AGREED):
    number: str
    digest: str


@dataclass(frozen=True)
class OrderSigned(Event, type="capital.order-signed", words=SIGNED):
    number: str
    digest: str


@dataclass(frozen=True)
class OrderWithdrawn(Event, type="capital.order-withdrawn", words=WITHDRAWN):
    number: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class PartReserved(Event, type="capital.part-reserved", words=RESERVED):
    """`entry` holds the money in the ledger until the part is accepted, or lapses after `due_on`."""

    part: UUID
    number: int
    due_on: date
    entry: UUID


@dataclass(frozen=True)
class AcceptanceOverdue(Event, type="capital.acceptance-overdue", words=OVERDUE):
    """Nobody has accepted or refused a part by `due_by`: the programme's officers are told."""

    part: UUID
    number: int
    due_by: datetime


@dataclass(frozen=True)
class PartDelivered(Event, type="capital.part-delivered", words=DELIVERED):
    """`trial` and the SHA-256 of its exit report where the route pays by evidence; to be accepted by `due_by`."""

    part: UUID
    number: int
    due_by: datetime
    trial: UUID | None
    report_sha256: str
    measured: str | None = sealed()
    note: str | None = sealed()


@dataclass(frozen=True)
class PartRefused(Event, type="capital.part-refused", words=REFUSED):
    part: UUID
    number: int
    reason: str | None = sealed()


@dataclass(frozen=True)
class PartAccepted(Event, type="capital.part-accepted", words=ACCEPTED):
    """`entry` is the payment; `found` what the exit report says of the figure, where one was asked."""

    part: UUID
    number: int
    entry: UUID
    amount: Money
    found: int | None
    reason: str | None = sealed()


@dataclass(frozen=True)
class PartLapsed(Event, type="capital.part-lapsed", words=LAPSED):
    part: UUID
    number: int
    entry: UUID


@dataclass(frozen=True)
class OrderDecided(Event, type="capital.order-decided", words=DECIDED):
    number: str
    verdict: str
    reason: str | None = sealed()
