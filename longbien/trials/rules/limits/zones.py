"""Zones of a plan: places that may not be entered, or only slowly, each with a margin in metres.

A zone is written as corners, `longitude, latitude`, one a line: one is a point, two are the ends of a straight way,
three and more the outline of an area, which may also be GeoJSON. With a margin of 30 m, whatever comes within 30 m of
it is inside. Distances are measured on a plane that touches the earth at the zone (equirectangular, on a sphere of
6,371,008.8 m): around a zone of ten kilometres that is true to a thousandth.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from longbien.kernel.text import Text
from longbien.places.rules.written import Unreadable, read_corner, read_outline
from longbien.record.rules.leaf import canonical
from longbien.trials.rules.reading import Faulty, parts, whole, words

METRES_A_DEGREE = 6_371_008.8 * np.pi / 180
WIDEST_MARGIN_M = 10_000
Degrees = NDArray[np.float64]


@dataclass(frozen=True)
class Zone:
    """A place and what lies within `margin_m` metres of it. `outline` as it was written."""

    name: str
    outline: str
    margin_m: int

    def to_data(self) -> dict[str, Any]:
        return {"name": self.name, "outline": self.outline, "margin_m": self.margin_m}

    @cached_property
    def geometry(self) -> dict[str, Any]:
        """GeoJSON in WGS 84, without the margin: Point, LineString, Polygon or MultiPolygon."""
        return read_shape(self.outline)

    @cached_property
    def area(self) -> dict[str, Any]:
        """GeoJSON of the zone with its margin, for maps: 32 corners a round."""
        round_it = shapely.buffer(self._flat, self.margin_m, quad_segs=8) if self.margin_m else self._flat
        unfolded = shapely.transform(round_it, lambda at: at / self._metres + self._origin)
        drawn: dict[str, Any] = shapely.geometry.mapping(shapely.set_precision(unfolded, 1e-7))
        return drawn

    def holds(self, lon: Degrees, lat: Degrees) -> NDArray[np.bool_]:
        """Which places lie in the zone; its edge belongs to it."""
        there = shapely.points((np.column_stack([lon, lat]) - self._origin) * self._metres)
        near = shapely.dwithin(self._flat, there, float(self.margin_m))
        return np.asarray(near, dtype=np.bool_)

    def touches(self, shape: BaseGeometry) -> bool:
        """Whether anything of a shape (WGS 84) lies in the zone."""
        return bool(shapely.dwithin(self._flat, self._flattened(shape), float(self.margin_m)))

    @cached_property
    def _shape(self) -> BaseGeometry:
        return shapely.from_geojson(canonical(self.geometry).decode())

    @cached_property
    def _origin(self) -> Degrees:
        """The middle of the zone's bounds, in degrees."""
        west, south, east, north = self._shape.bounds
        return np.array([(west + east) / 2, (south + north) / 2])

    @cached_property
    def _metres(self) -> Degrees:
        """Metres in a degree of longitude and of latitude there."""
        return np.array([METRES_A_DEGREE * np.cos(np.radians(self._origin[1])), METRES_A_DEGREE])

    @cached_property
    def _flat(self) -> BaseGeometry:
        """The zone on its plane, in metres from its middle."""
        flat = self._flattened(self._shape)
        shapely.prepare(flat)
        return flat

    def _flattened(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, lambda at: (at - self._origin) * self._metres)


@dataclass(frozen=True)
class SlowZone(Zone):
    """A zone in which no more than `speed_kmh` is allowed."""

    speed_kmh: int

    def to_data(self) -> dict[str, Any]:
        return {**super().to_data(), "speed_kmh": self.speed_kmh}


Z = TypeVar("Z", bound=Zone)


def read_zone(given: Any) -> Zone:
    """A zone of the form. Faulty with all that is wrong with it."""
    return _with_margin(Zone(**parts(given, **PLACE)))


def read_slow_zone(given: Any, than: Any) -> SlowZone:
    """A zone with a speed of its own, lower `than` that of the plan, if this is a number."""

    def speed(said: Any) -> int:
        if isinstance(than, int) and whole(said) >= than:
            raise Unreadable(NOT_SLOWER)
        return whole(said)

    return _with_margin(SlowZone(**parts(given, **PLACE, speed_kmh=speed)))


def read_shape(written: str) -> dict[str, Any]:
    """GeoJSON of an outline as a person writes it. Unreadable, a ValueError, for anything else."""
    lines = [line for line in written.splitlines() if line.strip()]
    if written.strip().startswith("{") or len(lines) > 2:
        return read_outline(written, None)
    corners = [read_corner(number, line) for number, line in enumerate(lines, start=1)]
    if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in corners):
        raise Unreadable(NO_PLACE)
    if len(corners) == 1:
        return {"type": "Point", "coordinates": corners[0]}
    return {"type": "LineString", "coordinates": corners}


def _outline(given: Any) -> str:
    read_shape(words(given))
    return str(given)


def _with_margin(zone: Z) -> Z:
    if zone.geometry["type"] in ("Point", "LineString") and not zone.margin_m:
        raise Faulty([("/margin_m", NO_MARGIN)])
    return zone


PLACE: dict[str, Callable[[Any], Any]] = {
    "name": words, "outline": _outline, "margin_m": lambda given: whole(given, most=WIDEST_MARGIN_M),
}  # fmt: skip
NO_PLACE = Text.of(
    vi="Kinh độ từ -180 đến 180, rồi vĩ độ từ -90 đến 90.",
    en="Longitude from -180 to 180, then latitude from -90 to 90.",
)
NO_MARGIN = Text.of(
    vi="Một chỗ hay một đoạn thẳng cần khoảng cách ít nhất 1 mét.",
    en="A spot or a way needs a distance of 1 metre or more.",
)
NOT_SLOWER = Text.of(
    vi="Tốc độ trong vùng hạn chế tốc độ phải thấp hơn tốc độ tối đa của phương án.",
    en="A slow zone must be slower than the highest speed of the plan.",
)
