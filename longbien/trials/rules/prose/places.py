"""Where a place lies, in coordinates that can be read off paper."""

from collections.abc import Mapping
from typing import Any

import shapely

from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical

MOST_CORNERS = 40


def corners(geometry: Mapping[str, Any]) -> Text:
    """The corners of a place (GeoJSON, WGS 84) in order; of one with holes or too many corners what it lies between."""
    shape = shapely.from_geojson(canonical(dict(geometry)).decode())
    parts = [_outer(part) for part in shapely.get_parts(shape)]
    if None in parts or sum(len(part or ()) for part in parts) > MOST_CORNERS:
        west, south, east, north = map(_degrees, shape.bounds)
        return Text.of(
            vi=f"Nằm giữa kinh độ {west} và {east}, vĩ độ {south} và {north}; ranh giới đầy đủ ở sổ đăng ký công khai.",
            en=f"Between longitudes {west} and {east}, latitudes {south} and {north}; the whole outline is in the "
            "public register.",
        )
    said = " / ".join("; ".join(f"{_degrees(lon)}, {_degrees(lat)}" for lon, lat in part or ()) for part in parts)
    return Text.of(vi=f"Toạ độ (kinh độ, vĩ độ): {said}.", en=f"Coordinates (longitude, latitude): {said}.")


def _outer(part: Any) -> list[tuple[float, float]] | None:
    """The corners of one piece, the first not said again; None for one with holes."""
    if part.geom_type != "Polygon":
        return list(part.coords)
    return None if part.interiors else list(part.exterior.coords)[:-1]


def _degrees(value: float) -> str:
    return f"{value:.7f}".rstrip("0").rstrip(".")
