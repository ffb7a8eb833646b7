"""Maps drawn on the server as SVG: what stands where MapLibre can't run, and until it has loaded. No Django."""

import math
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

GeoJSON = dict[str, Any]
Position = list[float]

WIDTH, HEIGHT, MARGIN = 720.0, 400.0, 24.0
DEGREE_M = 111_320.0  # metres of a degree of latitude
BAR = 140.0  # the longest that the scale bar gets
STEPS = (5, 2, 1)


def svg(collection: GeoJSON, title: str) -> str:
    """A FeatureCollection as a drawing, north up, areas true to shape, with their names and a scale. Properties used:
    `title`, `kind`, `tone`, and `around` for what is there to find one's way by."""
    features = sorted(collection.get("features", []), key=lambda one: not _is_around(one))
    spots = [spot for feature in features if _is_framed(feature) for spot in _spots(feature)]
    opening = f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{escape(title)}">'
    if not spots:
        return opening + "</svg>"
    place = _Projection(spots)
    drawn = "".join(_drawn(feature, place) for feature in features)
    return opening + drawn + "".join(_named(feature, place) for feature in features) + _scale(place) + "</svg>"


def _is_around(feature: GeoJSON) -> bool:
    return bool((feature.get("properties") or {}).get("around"))


def _is_framed(feature: GeoJSON) -> bool:
    """An outline that only lies about may reach beyond the map."""
    return not _is_around(feature) or feature["geometry"]["type"] == "Point"


def _spots(feature: GeoJSON) -> Iterator[Position]:
    return _positions(feature["geometry"]["coordinates"])


def _named(feature: GeoJSON, place: "_Projection") -> str:
    """The name of an area above it, of a mark beside it; devices are too many to be named."""
    properties, geometry = feature.get("properties") or {}, feature["geometry"]
    title, is_around = str(properties.get("title", "")), _is_around(feature)
    is_point = geometry["type"] == "Point"
    if not title or (is_point and not is_around):
        return ""
    spots = [place(spot) for spot in _spots(feature)]
    x, y = (min(s[0] for s in spots) + max(s[0] for s in spots)) / 2, min(s[1] for s in spots)
    x, y = min(max(x, 2 * MARGIN), WIDTH - 2 * MARGIN), max(y, MARGIN)
    part = "around" if is_around else "name"
    return f'<text class="{part}" x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{escape(title)}</text>'


def _scale(place: "_Projection") -> str:
    """A bar as long as a round number of metres, at the foot of the map."""
    metres_a_pixel = DEGREE_M / place.scale
    metres = _round(BAR * metres_a_pixel)
    long, y = metres / metres_a_pixel, HEIGHT - MARGIN / 2
    said = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    ends = ((MARGIN, y - 6), (MARGIN, y), (MARGIN + long, y), (MARGIN + long, y - 6))
    bar = f'<polyline class="scale" points="{" ".join(f"{x:.1f},{at:.1f}" for x, at in ends)}"></polyline>'
    return f'{bar}<text class="around" x="{MARGIN + long + 8:.1f}" y="{y:.1f}">{said}</text>'


def _round(most: float) -> int:
    """The largest of 1, 2, 5, 10, 20, 50 … metres that is not more."""
    power = 10 ** max(0, math.floor(math.log10(max(most, 1.0))))
    return next(step * power for step in STEPS if step * power <= max(most, 1.0))


class _Projection:
    """Equirectangular about the middle latitude: good to a pixel for a city."""

    def __init__(self, spots: list[Position]) -> None:
        west, east = min(s[0] for s in spots), max(s[0] for s in spots)
        south, north = min(s[1] for s in spots), max(s[1] for s in spots)
        self.shrink = math.cos(math.radians((south + north) / 2))
        wide, high = max((east - west) * self.shrink, 1e-6), max(north - south, 1e-6)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
        self.middle = ((west + east) / 2, (south + north) / 2)

    def __call__(self, spot: Position) -> tuple[float, float]:
        x = WIDTH / 2 + (spot[0] - self.middle[0]) * self.shrink * self.scale
        y = HEIGHT / 2 - (spot[1] - self.middle[1]) * self.scale
        return x, y


def _positions(coordinates: Any) -> Iterator[Position]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from _positions(part)


def _drawn(feature: GeoJSON, place: _Projection) -> str:
    properties, geometry = feature.get("properties") or {}, feature["geometry"]
    kind, tone, title = (escape(str(properties.get(key, ""))) for key in ("kind", "tone", "title"))
    marks = f'data-kind="{kind}" data-tone="{tone}"' + (' data-around="1"' if _is_around(feature) else "")
    name = f"<title>{title}</title>"
    if geometry["type"] == "Point":
        x, y = place(geometry["coordinates"])
        return f'<circle {marks} cx="{x:.1f}" cy="{y:.1f}" r="{3 if _is_around(feature) else 7}">{name}</circle>'
    closing, shape = ("Z", "area") if "Polygon" in geometry["type"] else ("", "line")
    lines = (_line(line, place) + closing for line in _lines(geometry["coordinates"]))
    return f'<path {marks} data-shape="{shape}" d="{"".join(lines)}">{name}</path>'


def _lines(coordinates: Any) -> Iterator[list[Position]]:
    if isinstance(coordinates[0][0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from _lines(part)


def _line(spots: Iterable[Position], place: _Projection) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(place, spots))
