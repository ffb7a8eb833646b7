"""Shapes of designated areas: the room that keeps them says here how to get them, so that forms can show a map."""

from collections.abc import Callable, Iterable
from typing import Any

GeoJSON = dict[str, Any]
Source = Callable[[Iterable[str] | None], GeoJSON]

Around = Callable[[Iterable[GeoJSON]], Iterable[GeoJSON]]

_sources: list[Source] = []
_around: list[Around] = []


def register(source: Source) -> Source:
    """`source(codes)` answers with a FeatureCollection; each feature has `code` and `title` among its properties."""
    if _sources:
        raise RuntimeError("two rooms keep the areas")
    _sources.append(source)
    return source


def shapes(codes: Iterable[str] | None = None) -> GeoJSON:
    """The areas of these codes, or all of them; an empty collection when no room keeps any."""
    return _sources[0](codes) if _sources else {"type": "FeatureCollection", "features": []}


def register_around(source: Around) -> Around:
    """`source(features)` answers with features that help to find one's way about those of a map: outlines, and points
    with a `title`. None of them is what the map is about."""
    _around[:] = [source]
    return source


def around(features: Iterable[GeoJSON]) -> list[GeoJSON]:
    """What lies about the features of a map, each marked `around`; nothing when no room knows."""
    found = _around[0](features) if _around else ()
    return [{**one, "properties": {**one["properties"], "around": True}} for one in found]
