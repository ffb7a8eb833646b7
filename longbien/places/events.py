"""What happens to areas."""

from dataclasses import dataclass

from longbien.kernel.event import Event
from longbien.kernel.text import Text


@dataclass(frozen=True)
class AreaDrawn(Event, type="places.area_drawn", words=Text.of(vi="Ranh giới khu vực được vẽ", en="An area was drawn")):
    """An area has a new outline: `outline` counts from 1, `digest` is the SHA-256 of its canonical GeoJSON geometry."""

    code: str
    outline: int
    digest: str
    is_indicative: bool
