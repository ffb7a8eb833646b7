"""Founders and governing bodies, as far as they are published, with who sits in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from longbien.kernel.citation import Citation
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people import models
from longbien.people.queries.organisations import OrganisationCard, organisation_card
from longbien.people.queries.persons import PersonCard, card_of
from longbien.ui.language import reader_language


@dataclass(frozen=True)
class SeatCard:
    id: int
    person: PersonCard | None
    organisation: OrganisationCard | None
    label: str


@dataclass(frozen=True)
class BodyCard:
    """A governing body; `terms` holds seats, quorum and reserved_matters as hub.yaml says, else `not-published`."""

    code: str
    name: Text
    about: Text | None
    terms: Mapping[str, Any]
    sources: tuple[Citation, ...]
    seats: tuple[SeatCard, ...]


@dataclass(frozen=True)
class FounderCard:
    """One founder, or several who hold a share together."""

    organisations: tuple[OrganisationCard, ...]
    share_percent: int
    note: Text | None
    sources: tuple[Citation, ...]


def founders() -> tuple[FounderCard, ...]:
    """Who founded the hub, with their shares, as published."""
    hub = settings.HUB
    told = hub.data.get("founders", ())
    wanted = {code for founder in told for code in founder["organisations"]}
    known = {found.code: organisation_card(found) for found in models.Organisation.objects.filter(code__in=wanted)}
    return tuple(
        FounderCard(
            organisations=tuple(known[code] for code in founder["organisations"] if code in known),
            share_percent=founder["share_percent"],
            note=hub.text(founder["note"]) if "note" in founder else None,
            sources=hub.cite(founder["source"], reader_language()),
        )
        for founder in told
    )


def body(code: str) -> BodyCard | None:
    return next((card for card in bodies() if card.code == code), None)


def body_subject(code: str) -> Subject:
    """What the record calls a governing body of this hub."""
    return Subject("people.body", uuid5(NAMESPACE_URL, f"longbien:hub:{settings.HUB.code}:body:{code}"))


def body_of(subject_id: UUID) -> str | None:
    """The code behind the subject of a body."""
    codes = settings.HUB.data.get("bodies", ())
    return next((code for code in codes if body_subject(code).id == subject_id), None)


def bodies() -> tuple[BodyCard, ...]:
    """Every governing body with its filled seats, in the order of hub.yaml."""
    order = list(settings.HUB.data.get("bodies", ()))
    found = models.Body.objects.filter(pk__in=order).prefetch_related("seats__person", "seats__organisation")
    return tuple(sorted(map(_body, found), key=lambda card: order.index(card.code)))


def persons_in_body(code: str) -> tuple[PersonCard, ...]:
    """Who sits in a governing body, by name."""
    found = models.Person.objects.filter(is_active=True, seats__body_id=code).distinct().order_by("sort_key", "pk")
    return tuple(card_of(one) for one in found)


def _body(found: models.Body) -> BodyCard:
    hub, terms = settings.HUB, found.terms
    about = hub.text(terms["about"]) if "about" in terms else None
    sources = hub.cite(terms.get("source", ()), reader_language())
    return BodyCard(found.pk, hub.text(found.name), about, terms, sources, _seats(found))


def _seats(found: models.Body) -> tuple[SeatCard, ...]:
    return tuple(
        SeatCard(
            seat.pk,
            card_of(seat.person) if seat.person else None,
            organisation_card(seat.organisation) if seat.organisation else None,
            seat.label,
        )
        for seat in sorted(found.seats.all(), key=lambda seat: seat.pk)
    )
