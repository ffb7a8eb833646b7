"""Where areas are shown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.places import queries
from longbien.places.rules.around import frame_of, nearest
from longbien.ui import areas as area_shapes
from longbien.ui import links
from longbien.ui.language import say


def url(area_id: UUID) -> str:
    card = queries.area_with_id(area_id)
    return reverse("places:area", args=[card.code]) if card else reverse("places:areas")


def title(area_id: UUID) -> str:
    card = queries.area_with_id(area_id)
    return say(card.name) if card else ""


links.register("places.area", url=url, title=title)


def laboratory_url(laboratory_id: UUID) -> str:
    card = queries.laboratory(laboratory_id)
    return reverse("places:laboratory", args=[card.code]) if card else reverse("places:areas")


def laboratory_title(laboratory_id: UUID) -> str:
    card = queries.laboratory(laboratory_id)
    return say(card.name) if card else ""


links.register("places.laboratory", url=laboratory_url, title=laboratory_title)


@links.neighbours("procedures.case")
def of_case(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The area that a case designated."""
    card = queries.area_of_case(subject.id)
    if card is not None:
        yield links.Link(say(card.name), url(card.id), say(card.kind))


@area_shapes.register
def shapes(codes: Iterable[str] | None = None) -> dict[str, Any]:
    """The outlines of areas for the forms that offer them."""
    wanted = None if codes is None else set(codes)
    features = [
        {"type": "Feature", "geometry": card.geometry, "properties": {"code": card.code, "title": say(card.name)}}
        for card in queries.areas()
        if wanted is None or card.code in wanted
    ]
    return {"type": "FeatureCollection", "features": features}


@area_shapes.register_around
def around(features: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The hub's other areas, and the middles of the wards nearby: no tiles and no outlines of wards are to be had."""
    shown = tuple(features)
    codes = {(one.get("properties") or {}).get("code") for one in shown}
    geometries = [one["geometry"] for one in shown]
    frame = frame_of(geometries)
    if frame is None:
        return []
    wards = nearest(frame, queries.wards())
    marks = [_told({"type": "Point", "coordinates": [one.lon, one.lat]}, one.name) for one in wards]
    drawn = frame_of([*geometries, *(one["geometry"] for one in marks)], beside=0.0, least=0.0)
    elsewhere = [card for card in queries.areas() if card.code not in codes and card.geometry not in geometries]
    others = [card for card in elsewhere if drawn and drawn.meets(card.geometry)]
    return [*(_told(card.geometry, say(card.name)) for card in others), *marks]


def _told(geometry: Mapping[str, Any], title: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": dict(geometry), "properties": {"title": title}}
