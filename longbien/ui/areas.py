"""Shapes of designated areas: the room that keeps them says here how to get them, so that forms can show a map."""

from collections.abc import Callable, Iterable
from typing import Any

GeoJSON = dict[str, Any]
Source = Callable[[Iterable[str] | None], GeoJSON]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """`source(codes)` answers with a FeatureCollection; each feature has `code` and `title` among its properties."""
    if _sources:
        raise RuntimeError("two rooms keep the areas")
    _sources.append(source)
    return source


def shapes(codes: Iterable[str] | None = None) -> GeoJSON:
    """The areas of these codes, or all of them; an empty collection when no room keeps any."""
    return _sources[0](codes) if _sources else {"type": "FeatureCollection", "features": []}
