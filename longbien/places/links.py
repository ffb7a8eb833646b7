"""Where areas are shown."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.places import queries
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
