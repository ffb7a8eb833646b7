"""Insurance and compensation, as the record writes them down: days and sums, no names."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text


@dataclass(frozen=True)
class InsuranceRecorded(
    Event,
    type="trials.insurance-recorded",
    words=Text.of(vi="Ghi nhận bảo hiểm của thử nghiệm", en="Insurance of the trial was recorded"),
):
    """The holder is insured up to an amount from `start` until before `end`; instead of what it `replaces`."""

    number: str
    insurance: UUID
    amount: Money
    start: date
    end: date
    replaces: UUID | None
    policy: str = sealed()
    insurer: str = sealed()
    covers: str = sealed()


@dataclass(frozen=True)
class ClaimMade(
    Event,
    type="trials.claim-made",
    words=Text.of(vi="Có người đòi bồi thường", en="Compensation was claimed"),
):
    """Somebody claims an amount from the holder for what happened on a day."""

    number: str
    claim: int
    amount: Money
    made_on: date
    told: str = sealed()


@dataclass(frozen=True)
class ClaimMoved(
    Event,
    type="trials.claim-moved",
    words=Text.of(vi="Giải quyết một yêu cầu bồi thường", en="A claim for compensation was dealt with"),
):
    """The holder agreed to an amount, refused, or paid on a day."""

    number: str
    claim: int
    state: str
    amount: Money | None
    paid_on: date | None
    reason: str | None = sealed()
