"""Outlines on the globe: WGS 84 longitude and latitude, GeoJSON (RFC 7946), distances in metres."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from math import cos, isfinite, radians
from typing import Any

from shapely import transform
from shapely.geometry import Point, shape
from shapely.validation import explain_validity

from longbien.kernel.text import Text

# Metres in one degree of latitude on the mean sphere (6 371 008.8 m, IUGG).
DEGREE_M = 111_195.08
MOST_POINTS = 5_000
Where = tuple[str | int, ...]
Bounds = tuple[float, float, float, float]


def outline_faults(geometry: Any, bounds: Bounds | None) -> Iterator[tuple[Where, Text]]:
    """What is wrong with a GeoJSON geometry, each fault with its path; nothing when it is a valid (Multi)Polygon.

    `bounds` are west, south, east, north in degrees; every point must lie within.
    """
    if not isinstance(geometry, Mapping) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        yield ("type",), Text.of(vi="phải là Polygon hoặc MultiPolygon", en="must be a Polygon or MultiPolygon")
        return
    faults = list(_coordinate_faults(geometry, bounds or (-180.0, -90.0, 180.0, 90.0)))
    yield from faults
    if not faults and (wrong := _shape_fault(geometry)):
        yield ("coordinates",), wrong


def _coordinate_faults(geometry: Mapping[str, Any], bounds: Bounds) -> Iterator[tuple[Where, Text]]:
    at: Where = ("coordinates",)
    polygons = geometry.get("coordinates")
    if geometry["type"] == "Polygon":
        yield from _polygon_faults(polygons, at, bounds)
    elif not isinstance(polygons, list) or not polygons:
        yield at, Text.of(vi="cần ít nhất một đa giác", en="needs at least one polygon")
    else:
        for n, polygon in enumerate(polygons):
            yield from _polygon_faults(polygon, (*at, n), bounds)


def _polygon_faults(rings: Any, at: Where, bounds: Bounds) -> Iterator[tuple[Where, Text]]:
    if not isinstance(rings, list) or not rings:
        yield at, Text.of(vi="cần ít nhất một vòng khép kín", en="needs at least one ring")
        return
    for n, ring in enumerate(rings):
        yield from _ring_faults(ring, (*at, n), bounds)


def _ring_faults(ring: Any, at: Where, bounds: Bounds) -> Iterator[tuple[Where, Text]]:
    if not isinstance(ring, list) or not 4 <= len(ring) <= MOST_POINTS:
        yield at, Text.of(vi=f"một vòng có từ 4 đến {MOST_POINTS} điểm", en=f"a ring has 4 to {MOST_POINTS} points")
        return
    wrong = [(n, what) for n, point in enumerate(ring) if (what := _point_fault(point, bounds))]
    for n, what in wrong:
        yield (*at, n), what
    if not wrong and ring[0] != ring[-1]:
        yield at, Text.of(vi="điểm đầu và điểm cuối của vòng phải trùng nhau", en="a ring must end where it starts")


def _point_fault(point: Any, bounds: Bounds) -> Text | None:
    if not isinstance(point, list) or len(point) != 2 or not all(_is_number(part) for part in point):
        return Text.of(vi="một điểm là [kinh độ, vĩ độ]", en="a point is [longitude, latitude]")
    west, south, east, north = bounds
    lon, lat = point
    if west <= lon <= east and south <= lat <= north:
        return None
    limits = f"{west}…{east}, {south}…{north}"
    if west <= lat <= east and south <= lon <= north:
        return Text.of(vi="kinh độ viết trước, vĩ độ viết sau", en="longitude comes first, then latitude")
    return Text.of(vi=f"điểm {point} nằm ngoài trung tâm ({limits})", en=f"point {point} is outside the hub ({limits})")


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    # An integer of any length is finite, and too long for `isfinite`.
    return isinstance(value, int) or (isinstance(value, float) and isfinite(value))


def _shape_fault(geometry: Mapping[str, Any]) -> Text | None:
    """Rings that cross themselves or have no area; GEOS says where."""
    drawn = shape(geometry)
    if drawn.is_valid:
        return None
    why, _, place = explain_validity(drawn).partition("[")
    at = ", ".join(place.rstrip("]").split())
    if "Self-intersection" in why:
        return Text.of(vi=f"đường ranh giới tự cắt tại {at}", en=f"the outline crosses itself at {at}")
    return Text.of(vi=f"hình không hợp lệ: {why} ({at})", en=f"the outline isn't valid: {why} ({at})")


def digest(geometry: Mapping[str, Any]) -> str:
    """SHA-256 of the geometry as JSON with sorted keys and no spaces; the same outline has the same digest."""
    plain = json.dumps(geometry, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def distance_m(geometry: Mapping[str, Any], lon: float, lat: float) -> float:
    """Metres from a point to an outline, 0 inside. Plane around the point: good to 1 % within 50 km of it."""
    scale = cos(radians(lat)) * DEGREE_M, DEGREE_M
    plane = transform(shape(geometry), lambda points: (points - (lon, lat)) * scale)
    return float(plane.distance(Point(0, 0)))


def area_m2(geometry: Mapping[str, Any]) -> float:
    """Square metres inside an outline, on the plane around its middle."""
    drawn = shape(geometry)
    middle = drawn.centroid
    scale = cos(radians(middle.y)) * DEGREE_M, DEGREE_M
    return float(transform(drawn, lambda points: (points - (middle.x, middle.y)) * scale).area)


def middle_of(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """A point inside the outline, longitude and latitude, to put a label on."""
    inside = shape(geometry).representative_point()
    return inside.x, inside.y
