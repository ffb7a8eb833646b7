"""Where organisations and persons are shown."""

from uuid import UUID

from django.urls import reverse

from longbien.people import queries
from longbien.ui import links
from longbien.ui.language import say


def _organisation_title(organisation_id: UUID) -> str:
    card = queries.organisation(organisation_id)
    return card.name if card else ""


def _person_title(person_id: UUID) -> str:
    card = queries.person_card(person_id)
    return card.name if card else ""


def _body_url(subject_id: UUID) -> str:
    return f"{reverse('people:bodies')}#{queries.body_of(subject_id) or ''}"


def _body_title(subject_id: UUID) -> str:
    card = queries.body(queries.body_of(subject_id) or "")
    return say(card.name) if card else ""


links.register("people.body", url=_body_url, title=_body_title)
links.register(
    "people.organisation",
    url=lambda organisation_id: reverse("people:organisation", args=[organisation_id]),
    title=_organisation_title,
)
links.register(
    "people.person", url=lambda person_id: reverse("people:person", args=[person_id]), title=_person_title
)  # fmt: skip
