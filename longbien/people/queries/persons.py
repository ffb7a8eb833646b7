"""Persons as others show them, find them and write to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from longbien.people import models

LONGEST_ADDRESS = 254  # RFC 5321 §4.5.3.1.3, without its brackets


@dataclass(frozen=True)
class PersonCard:
    id: UUID
    name: str
    is_demo: bool


@dataclass(frozen=True)
class Contact:
    """Where and in which language to write to someone, and in which time zone; "" for the hub's."""

    id: UUID
    name: str
    email: str
    language: str
    timezone: str = ""


def person_card(person_id: UUID | None) -> PersonCard | None:
    return persons([person_id]).get(person_id) if person_id else None


def persons(ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Cards by id, in one query; unknown ids are left out."""
    return {found.pk: card_of(found) for found in models.Person.objects.filter(pk__in=set(ids))}


def person_with_address(email: str) -> PersonCard | None:
    """The open account with an address, whatever its case; for those who run the hub."""
    if len(email) > LONGEST_ADDRESS:
        return None  # a database may refuse to compare a text this long
    found = models.Person.objects.filter(email__iexact=email, is_active=True).first()
    return card_of(found) if found else None


def persons_with_role(role: str) -> tuple[PersonCard, ...]:
    """Holders of a hub role whose account is open, by name."""
    found = models.Person.objects.filter(is_active=True, hub_roles__role=role).order_by("sort_key", "pk")
    return tuple(card_of(one) for one in found)


def roles_held(roles: Iterable[str]) -> frozenset[str]:
    """Those of the hub roles that somebody whose account is open holds."""
    found = models.HubRole.objects.filter(role__in=set(roles), person__is_active=True)
    return frozenset(found.values_list("role", flat=True))


def persons_by_expertise(tags: Iterable[str], *, role: str = "") -> tuple[PersonCard, ...]:
    """Persons who know at least one of `tags`, those who know most of them first; `role` narrows to its holders."""
    known = models.Person.objects.filter(is_active=True, expertise__tag__in=set(tags))
    if role:
        known = known.filter(pk__in=models.HubRole.objects.filter(role=role).values("person_id"))
    counted = known.annotate(matches=Count("expertise", distinct=True))
    return tuple(card_of(one) for one in counted.order_by("-matches", "sort_key", "pk"))


def expertise_of(person_id: UUID) -> frozenset[str]:
    return frozenset(models.Expertise.objects.filter(person_id=person_id).values_list("tag", flat=True))


def contacts(ids: Iterable[UUID]) -> tuple[Contact, ...]:
    """Where to write to these persons; closed accounts are left out."""
    found = models.Person.objects.filter(pk__in=set(ids), is_active=True)
    return tuple(Contact(one.pk, one.name, one.email, _spoken(one.language), one.timezone) for one in found)


@dataclass(frozen=True)
class Details:
    """What a person tells of themselves, for their own page only; "" where they told nothing."""

    timezone: str
    address: str
    language: str


def details_of(person_id: UUID) -> Details:
    found = models.Person.objects.get(pk=person_id)
    return Details(found.timezone, found.address, _spoken(found.language))


def language_of(email: str) -> str:
    """The language to write to an address in: its account's, else the hub's first."""
    found = models.Person.objects.filter(email__iexact=email).values_list("language", flat=True).first()
    return _spoken(found)


def reader_of(email: str) -> tuple[str, str] | None:
    """The language and the time zone ("" for the hub's) of the account with an address; None where there is none."""
    found = models.Person.objects.filter(email__iexact=email).values_list("language", "timezone").first()
    return (_spoken(found[0]), found[1]) if found else None


def _spoken(language: str | None) -> str:
    """The language, if the hub speaks it, else the hub's first."""
    return language if language in settings.HUB.languages else settings.HUB.languages[0]


def card_of(found: models.Person) -> PersonCard:
    return PersonCard(found.pk, found.name, found.is_demo)
