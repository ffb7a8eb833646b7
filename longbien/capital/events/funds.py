"""What happens to funds. Who promised how much is between them and the fund: it enters the log as a commitment only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text

ADOPTED = Text.of(vi="Bộ quy định cho một loại quỹ được nạp", en="The rules for a kind of fund were taken in")
OPENED = Text.of(vi="Mở một quỹ", en="A fund was opened")
COMMITTED = Text.of(vi="Một nhà đầu tư ký cam kết góp vốn", en="An investor signed a commitment")
WITHDRAWN = Text.of(vi="Một cam kết góp vốn được rút", en="A commitment was withdrawn")
AGREED = Text.of(vi="Thoả thuận riêng thêm một điều khoản", en="A clause of a side letter was agreed")
PREPARED = Text.of(vi="Cán bộ lập phương án", en="An officer prepared a draft")
DROPPED = Text.of(vi="Phương án bị bỏ", en="A draft was dropped")
CLOSED = Text.of(vi="Quỹ đóng một đợt nhận vốn", en="A fund held a close")
CALLED = Text.of(vi="Quỹ gọi vốn", en="A fund called capital")
RECEIVED = Text.of(vi="Nhận tiền góp vốn", en="Capital was received")
MISSED = Text.of(vi="Quá hạn góp vốn", en="A payment to a fund was missed")
DEFAULTED = Text.of(vi="Tuyên bố vi phạm nghĩa vụ góp vốn", en="A default was declared")
REFUNDED = Text.of(vi="Hoàn vốn sau đợt đóng", en="Refunds of a close were paid")
ACCRUED = Text.of(vi="Ghi nhận phí quản lý", en="The management fee was accrued")


@dataclass(frozen=True)
class PackAdopted(Event, type="capital.pack-adopted", words=ADOPTED):
    code: str
    number: int
    sha256: str


@dataclass(frozen=True)
class VehicleOpened(Event, type="capital.vehicle-opened", words=OPENED):
    """`pack` is the code of its rules, `terms_sha256` the digest of its terms."""

    pack: str
    pack_version: int
    terms_sha256: str
    is_demo: bool


@dataclass(frozen=True)
class Committed(Event, type="capital.committed", words=COMMITTED):
    commitment: UUID
    organisation: UUID | None = sealed()
    amount: Money | None = sealed()


@dataclass(frozen=True)
class CommitmentWithdrawn(Event, type="capital.commitment-withdrawn", words=WITHDRAWN):
    commitment: UUID
    reason: str | None = sealed()


@dataclass(frozen=True)
class ClauseAgreed(Event, type="capital.clause-agreed", words=AGREED):
    commitment: UUID
    number: int
    kind: str
    text: str | None = sealed()


@dataclass(frozen=True)
class Prepared(Event, type="capital.prepared", words=PREPARED):
    """`which` is the id of the call or close; `plan_sha256` the digest of what the officer saw."""

    kind: str
    which: UUID
    plan_sha256: str


@dataclass(frozen=True)
class Dropped(Event, type="capital.dropped", words=DROPPED):
    kind: str
    which: UUID
    reason: str | None = sealed()


@dataclass(frozen=True)
class CloseHeld(Event, type="capital.closed", words=CLOSED):
    close: UUID
    number: int
    day: date
    due_on: date
    plan_sha256: str
    entry: UUID


@dataclass(frozen=True)
class CallIssued(Event, type="capital.called", words=CALLED):
    call: UUID
    number: int
    due_on: date
    plan_sha256: str
    entry: UUID
    amount: Money | None = sealed()


@dataclass(frozen=True)
class Received(Event, type="capital.received", words=RECEIVED):
    notice: UUID
    received_on: date
    entry: UUID
    amount: Money | None = sealed()


@dataclass(frozen=True)
class PaymentMissed(Event, type="capital.payment-missed", words=MISSED):
    """The day passed and not all of it was there."""

    notice: UUID
    due_on: date


@dataclass(frozen=True)
class DefaultDeclared(Event, type="capital.defaulted", words=DEFAULTED):
    notice: UUID
    reason: str | None = sealed()


@dataclass(frozen=True)
class RefundsPaid(Event, type="capital.refunded", words=REFUNDED):
    close: UUID
    paid_on: date
    entry: UUID


@dataclass(frozen=True)
class FeeAccrued(Event, type="capital.fee-accrued", words=ACCRUED):
    day: date
    entry: UUID
    amount: Money | None = sealed()
