"""Where the rows of sets lie, as maps: an outline for each set of a list, the rows of one."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from longbien.data.queries.catalogue.features import extent_of, first_shapes, is_placed
from longbien.data.queries.sets import SetCard
from longbien.data.rules.features.asked import Box
from longbien.ui.language import say


def extents_of(cards: Iterable[SetCard]) -> dict[str, Any] | None:
    """A FeatureCollection of boxes; None when no set lies anywhere."""
    boxes = [(one, box) for one in cards if is_placed(one) and (box := extent_of(one))]
    features = [_feature(_ring(box), one) for one, box in sorted(boxes, key=lambda pair: -_size(pair[1]))]
    return {"type": "FeatureCollection", "features": features} if features else None


def rows_of(found: SetCard) -> dict[str, Any] | None:
    """The first rows of a set where they lie."""
    shapes = first_shapes(found)
    features = [{"type": "Feature", "geometry": shape, "properties": {"kind": "area"}} for shape in shapes]
    return {"type": "FeatureCollection", "features": features} if features else None


def _feature(shape: dict[str, Any], one: SetCard) -> dict[str, Any]:
    properties = {"title": say(one.contract.title), "href": reverse("data:set", args=[one.code]), "kind": "area"}
    return {"type": "Feature", "geometry": shape, "properties": properties}


def _ring(box: Box) -> dict[str, Any]:
    west, south, east, north = box.west, box.south, box.east, box.north
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _size(box: Box) -> float:
    return (box.east - box.west) * (box.north - box.south)
