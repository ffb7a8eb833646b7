"""Where organisations and persons are shown."""

from uuid import UUID

from django.urls import reverse

from longbien.people import queries
from longbien.ui import links


def _organisation_title(organisation_id: UUID) -> str:
    card = queries.organisation(organisation_id)
    return card.name if card else ""


def _person_title(person_id: UUID) -> str:
    card = queries.person_card(person_id)
    return card.name if card else ""


links.register(
    "people.organisation",
    url=lambda organisation_id: reverse("people:organisation", args=[organisation_id]),
    title=_organisation_title,
)
links.register(
    "people.person", url=lambda person_id: reverse("people:person", args=[person_id]), title=_person_title
)  # fmt: skip
