"""What happens to areas."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text


@dataclass(frozen=True)
class AreaDrawn(Event, type="places.area_drawn", words=Text.of(vi="Ranh giới khu vực được vẽ", en="An area was drawn")):
    """An area has a new outline: `outline` counts from 1, `digest` is the SHA-256 of its canonical GeoJSON geometry."""

    code: str
    outline: int
    digest: str
    is_indicative: bool


@dataclass(frozen=True)
class AreaDesignated(
    Event,
    type="places.area_designated",
    words=Text.of(vi="Một khu thử nghiệm được xác định", en="An area was designated"),
):
    """A case of this hub made an area a place for testing, from `since` to `until` included."""

    code: str
    case: UUID
    decision: str
    since: date
    until: date


@dataclass(frozen=True)
class LaboratoryListed(
    Event,
    type="places.laboratory_listed",
    words=Text.of(vi="Một phòng thí nghiệm được đưa vào danh mục", en="A laboratory was listed"),
):
    """The hub's folder has a laboratory, or other machines in it than before."""

    code: str
    machines: tuple[str, ...]


@dataclass(frozen=True)
class MachineBooked(
    Event, type="places.machine_booked", words=Text.of(vi="Một thiết bị được giữ chỗ", en="A machine was booked")
):
    machine: str
    organisation_id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class BookingCancelled(
    Event, type="places.booking_cancelled", words=Text.of(vi="Một lần giữ chỗ bị huỷ", en="A booking was cancelled")
):
    machine: str
    starts_at: datetime
