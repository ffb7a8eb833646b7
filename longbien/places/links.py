"""Where areas are shown."""

from uuid import UUID

from django.urls import reverse

from longbien.places import queries
from longbien.ui import links
from longbien.ui.language import say


def url(area_id: UUID) -> str:
    card = queries.area_with_id(area_id)
    return reverse("places:area", args=[card.code]) if card else reverse("places:areas")


def title(area_id: UUID) -> str:
    card = queries.area_with_id(area_id)
    return say(card.name) if card else ""


links.register("places.area", url=url, title=title)
