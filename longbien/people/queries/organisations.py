"""Organisations as others show them, and who belongs to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.people import models
from longbien.people.queries.persons import PersonCard, card_of
from longbien.people.rules.collation import sort_key
from longbien.ui.language import reader_language


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation as others show it: `name` is in the reader's language where hub.yaml gives it in several."""

    id: UUID
    code: str | None
    name: str
    kind: str
    is_demo: bool
    is_verified: bool = False


@dataclass(frozen=True)
class MemberCard:
    person: PersonCard
    role: str


def organisation(organisation_id: UUID | None) -> OrganisationCard | None:
    return organisations([organisation_id]).get(organisation_id) if organisation_id else None


def organisations(ids: Iterable[UUID]) -> dict[UUID, OrganisationCard]:
    """Cards by id, in one query; unknown ids are left out."""
    return {found.pk: organisation_card(found) for found in models.Organisation.objects.filter(pk__in=set(ids))}


def organisation_with_code(code: str) -> OrganisationCard | None:
    """The organisation that hub.yaml calls so."""
    found = models.Organisation.objects.filter(code=code).first()
    return organisation_card(found) if found else None


def every_organisation() -> tuple[OrganisationCard, ...]:
    """All of them, by name; for officers who choose one."""
    found = map(organisation_card, models.Organisation.objects.all())
    return tuple(sorted(found, key=lambda card: sort_key(card.name)))


def organisations_of(actor: Actor) -> tuple[OrganisationCard, ...]:
    """Where the actor is a member, by name."""
    return tuple(sorted(organisations(actor.organisations).values(), key=lambda card: sort_key(card.name)))


def organisation_card(found: models.Organisation) -> OrganisationCard:
    name = found.names.get(reader_language()) or found.name
    return OrganisationCard(found.pk, found.code, name, found.kind, found.is_demo, found.is_verified)


def members(organisation_id: UUID) -> tuple[MemberCard, ...]:
    """Members by role (leads first), then name."""
    found = models.Membership.objects.filter(organisation_id=organisation_id).select_related("person")
    return tuple(MemberCard(card_of(one.person), one.role) for one in found.order_by("role", "person__sort_key", "pk"))
