"""What happens to areas."""

from dataclasses import dataclass
from datetime import date
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
