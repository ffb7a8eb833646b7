"""Maps drawn on the server as SVG: what stands where MapLibre can't run, and until it has loaded. No Django."""

import math
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

GeoJSON = dict[str, Any]
Position = list[float]

WIDTH, HEIGHT, MARGIN = 720.0, 400.0, 24.0


def svg(collection: GeoJSON, title: str) -> str:
    """A FeatureCollection as a drawing, north up, areas true to shape. Properties used: `title`, `kind`, `tone`."""
    features = collection.get("features", [])
    spots = [spot for feature in features for spot in _positions(feature["geometry"]["coordinates"])]
    opening = f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{escape(title)}">'
    if not spots:
        return opening + "</svg>"
    place = _Projection(spots)
    return opening + "".join(_drawn(feature, place) for feature in features) + "</svg>"


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
    marks = f'data-kind="{kind}" data-tone="{tone}"'
    name = f"<title>{title}</title>"
    if geometry["type"] == "Point":
        x, y = place(geometry["coordinates"])
        return f'<circle {marks} cx="{x:.1f}" cy="{y:.1f}" r="7">{name}</circle>'
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
