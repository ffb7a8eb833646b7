"""What happens to the rights of those who fund laboratories."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text

CONTRIBUTION = Text.of(vi="Nhận một khoản góp cho phòng thí nghiệm", en="A contribution to a laboratory was taken in")
PROPOSED = Text.of(vi="Lập dự thảo thoả thuận với bên góp", en="An agreement with a funder was proposed")
SIGNED = Text.of(vi="Một bên ký thoả thuận", en="One side signed an agreement")
IN_FORCE = Text.of(vi="Thoả thuận có hiệu lực", en="An agreement is in force")
OFFERED = Text.of(vi="Kết quả của phòng thí nghiệm được chào", en="Results of a laboratory were offered")
TRIGGERED = Text.of(vi="Quyền ưu tiên phát sinh", en="A right was triggered")
NOTIFIED = Text.of(vi="Bên có quyền đã nhận thông báo", en="The holder of a right was notified")
EXERCISED = Text.of(vi="Bên có quyền thực hiện quyền", en="A right was exercised")
WAIVED = Text.of(vi="Bên có quyền từ bỏ lần này", en="A right was waived")
LAPSED = Text.of(vi="Quyền hết hạn do im lặng", en="A right lapsed by silence")


@dataclass(frozen=True)
class ContributionTaken(Event, type="capital.contribution_taken", words=CONTRIBUTION):
    """`evidence` is the written valuation, a document of the record."""

    laboratory: UUID
    organisation_id: UUID
    kind: str
    evidence: UUID | None
    value: Money | None = sealed()
    valued_by: str | None = sealed()


@dataclass(frozen=True)
class AgreementProposed(Event, type="capital.agreement_proposed", words=PROPOSED):
    number: str
    contribution: UUID
    template: str
    template_version: int
    digest: str
    rights: tuple[UUID, ...]


@dataclass(frozen=True)
class AgreementSigned(Event, type="capital.agreement_signed", words=SIGNED):
    """`side` is the holder or the hub; what was signed is the digest, by someone who had just proved who they are."""

    number: str
    side: str
    digest: str
    method: str
    second_factor: bool
    proved_at: datetime


@dataclass(frozen=True)
class AgreementInForce(Event, type="capital.agreement_in_force", words=IN_FORCE):
    number: str
    rights: tuple[UUID, ...]


@dataclass(frozen=True)
class OfferMade(Event, type="capital.offer_made", words=OFFERED):
    """`rights` are those that it reaches, in the order of asking."""

    laboratory: UUID
    offeror: UUID
    stage: str
    purpose: str
    called: UUID | None
    rights: tuple[UUID, ...]
    what: str | None = sealed()
    bid: Money | None = sealed()


@dataclass(frozen=True)
class RightTriggered(Event, type="capital.right_triggered", words=TRIGGERED):
    offer: UUID
    place: int


@dataclass(frozen=True)
class RightNotified(Event, type="capital.right_notified", words=NOTIFIED):
    """`how` it was received: by mail, on the page, or by hand. The clock runs to `due_by`."""

    offer: UUID
    how: str
    due_by: datetime
    note: str | None = sealed()


@dataclass(frozen=True)
class RightExercised(Event, type="capital.right_exercised", words=EXERCISED):
    offer: UUID
    reason: str | None = sealed()
    price: Money | None = sealed()


@dataclass(frozen=True)
class RightWaived(Event, type="capital.right_waived", words=WAIVED):
    offer: UUID
    reason: str | None = sealed()


@dataclass(frozen=True)
class RightLapsed(Event, type="capital.right_lapsed", words=LAPSED):
    offer: UUID
    due_by: datetime
