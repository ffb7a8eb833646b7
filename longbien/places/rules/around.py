"""What lies around the things on a map, so that its reader finds their way where no streets are drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry import box, shape

from longbien.places.rules.wards import Ward

BESIDE = 0.6  # of the map's own width and height, to each side
LEAST, WIDEST = 0.01, 0.2  # degrees: about one and about twenty kilometres
MOST = 6


@dataclass(frozen=True)
class Frame:
    """A part of the earth, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def is_wide(self) -> bool:
        """Whether so much is shown that single wards tell nothing."""
        return self.east - self.west > WIDEST or self.north - self.south > WIDEST

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def meets(self, geometry: Mapping[str, Any]) -> bool:
        """Whether any of an outline lies in it."""
        return bool(shape(geometry).intersects(box(self.west, self.south, self.east, self.north)))


def frame_of(geometries: Iterable[Mapping[str, Any]], beside: float = BESIDE, least: float = LEAST) -> Frame | None:
    """The part of the earth in which these lie, and so much `beside` them, at `least` that; None around nothing."""
    bounds = [shape(one).bounds for one in geometries]
    if not bounds:
        return None
    west, south, east, north = (pick(one[n] for one in bounds) for n, pick in enumerate((min, min, max, max)))
    wide, high = max((east - west) * beside, least), max((north - south) * beside, least)
    return Frame(west - wide, south - high, east + wide, north + high)


def nearest(frame: Frame, wards: Iterable[Ward]) -> tuple[Ward, ...]:
    """At most MOST wards whose middle lies in a frame, those near its own middle first; none in a wide one."""
    if frame.is_wide:
        return ()
    lon, lat = (frame.west + frame.east) / 2, (frame.south + frame.north) / 2
    inside = [one for one in wards if frame.holds(one.lon, one.lat)]
    return tuple(sorted(inside, key=lambda one: ((one.lon - lon) ** 2 + (one.lat - lat) ** 2, one.code))[:MOST])
