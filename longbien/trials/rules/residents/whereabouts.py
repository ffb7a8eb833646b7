"""Coordinates as people write them: "21.0054, 105.8466", in either order."""

import re
from collections.abc import Sequence

PAIR = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,12})?)°?\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d{1,12})?)°?\s*").fullmatch


def read_point(written: str, bounds: Sequence[float] | None = None) -> tuple[float, float] | None:
    """Longitude and latitude, or None when the words are no coordinates.

    Maps write latitude first; `bounds` (west, south, east, north) tell when someone wrote it the other way round.
    """
    pair = PAIR(written)
    if pair is None:
        return None
    lat, lon = float(pair[1]), float(pair[2])
    if _is_in(lat, lon, bounds) and not _is_in(lon, lat, bounds):
        return lat, lon
    return (lon, lat) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _is_in(lon: float, lat: float, bounds: Sequence[float] | None) -> bool:
    west, south, east, north = bounds or (-180.0, -90.0, 180.0, 90.0)
    return west <= lon <= east and south <= lat <= north
