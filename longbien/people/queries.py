"""Reads of the people room, as frozen dataclasses for other rooms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count, QuerySet
from django.db.models.functions import Lower

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.citation import Citation
from longbien.kernel.text import Text
from longbien.people import models
from longbien.people.kinds.demonstration import PERSONS, DemoPerson
from longbien.ui.language import reader_language


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation as others show it: `name` is in the reader's language where hub.yaml gives it in several."""

    id: UUID
    code: str | None
    name: str
    kind: str
    is_demo: bool


@dataclass(frozen=True)
class PersonCard:
    id: UUID
    name: str
    is_demo: bool


@dataclass(frozen=True)
class Contact:
    """Where and in which language to write to someone."""

    id: UUID
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class MemberCard:
    person: PersonCard
    role: str


@dataclass(frozen=True)
class Related:
    """What ties a person to others, for conflicts of interest."""

    organisations: frozenset[UUID]
    bodies: frozenset[str]


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
class InvitationCard:
    """An open invitation. `email` is where it went: shown only to the organisation's leads and to the invited."""

    id: UUID
    organisation: OrganisationCard
    email: str
    role: str
    invited_by: PersonCard
    at: datetime


def actor_for(person_id: UUID | None) -> Actor:
    """The standing of a person as of now; ANONYMOUS for None or for an account that is closed."""
    person = models.Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None
    if person is None:
        return ANONYMOUS
    memberships: dict[UUID, set[str]] = {}
    for organisation_id, role in person.memberships.values_list("organisation_id", "role"):
        memberships.setdefault(organisation_id, set()).add(role)
    return Actor(
        id=person.pk,
        roles=frozenset(person.hub_roles.values_list("role", flat=True)),
        organisations={key: frozenset(roles) for key, roles in memberships.items()},
        bodies=frozenset(person.seats.values_list("body_id", flat=True)),
        name=person.name,
    )


def organisation(organisation_id: UUID | None) -> OrganisationCard | None:
    return organisations([organisation_id]).get(organisation_id) if organisation_id else None


def organisations(ids: Iterable[UUID]) -> dict[UUID, OrganisationCard]:
    """Cards by id, in one query; unknown ids are left out."""
    return {found.pk: organisation_card(found) for found in models.Organisation.objects.filter(pk__in=set(ids))}


def organisation_with_code(code: str) -> OrganisationCard | None:
    """The organisation that hub.yaml calls so."""
    found = models.Organisation.objects.filter(code=code).first()
    return organisation_card(found) if found else None


def organisations_of(actor: Actor) -> tuple[OrganisationCard, ...]:
    """Where the actor is a member, by name."""
    return tuple(sorted(organisations(actor.organisations).values(), key=lambda card: card.name.casefold()))


def organisation_card(found: models.Organisation) -> OrganisationCard:
    name = found.names.get(reader_language()) or found.name
    return OrganisationCard(found.pk, found.code, name, found.kind, found.is_demo)


def person_card(person_id: UUID | None) -> PersonCard | None:
    return persons([person_id]).get(person_id) if person_id else None


def persons(ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Cards by id, in one query; unknown ids are left out."""
    return {found.pk: _person(found) for found in models.Person.objects.filter(pk__in=set(ids))}


def persons_with_role(role: str) -> tuple[PersonCard, ...]:
    """Holders of a hub role whose account is open, by name."""
    found = models.Person.objects.filter(is_active=True, hub_roles__role=role).order_by("name", "pk")
    return tuple(_person(one) for one in found)


def persons_by_expertise(tags: Iterable[str], *, role: str = "") -> tuple[PersonCard, ...]:
    """Persons who know at least one of `tags`, those who know most of them first; `role` narrows to its holders."""
    known = models.Person.objects.filter(is_active=True, expertise__tag__in=set(tags))
    if role:
        known = known.filter(pk__in=models.HubRole.objects.filter(role=role).values("person_id"))
    counted = known.annotate(matches=Count("expertise", distinct=True))
    return tuple(_person(one) for one in counted.order_by("-matches", "name", "pk"))


def expertise_of(person_id: UUID) -> frozenset[str]:
    return frozenset(models.Expertise.objects.filter(person_id=person_id).values_list("tag", flat=True))


def contacts(ids: Iterable[UUID]) -> tuple[Contact, ...]:
    """Where to write to these persons; closed accounts are left out."""
    found = models.Person.objects.filter(pk__in=set(ids), is_active=True)
    return tuple(Contact(one.pk, one.name, one.email, one.language) for one in found)


def members(organisation_id: UUID) -> tuple[MemberCard, ...]:
    """Members by role (leads first), then name."""
    found = models.Membership.objects.filter(organisation_id=organisation_id).select_related("person")
    return tuple(MemberCard(_person(one.person), one.role) for one in found.order_by("role", "person__name", "pk"))


def invitation(invitation_id: UUID) -> InvitationCard | None:
    return next(iter(_invitations(models.Invitation.objects.filter(pk=invitation_id))), None)


def invitations_of(organisation_id: UUID) -> tuple[InvitationCard, ...]:
    """Invitations of an organisation that nobody has answered yet."""
    return _invitations(models.Invitation.objects.filter(organisation_id=organisation_id))


def invitations_for(actor: Actor) -> tuple[InvitationCard, ...]:
    """Open invitations to addresses that the actor has confirmed."""
    if actor.id is None:
        return ()
    mine = EmailAddress.objects.filter(user_id=actor.id, verified=True).values_list("email", flat=True)
    lowered = models.Invitation.objects.annotate(address=Lower("email"))
    return _invitations(lowered.filter(address__in=[address.lower() for address in mine]))


def _invitations(found: QuerySet[models.Invitation]) -> tuple[InvitationCard, ...]:
    rows = found.select_related("organisation", "invited_by").order_by("invited_at", "pk")
    return tuple(
        InvitationCard(
            row.pk, organisation_card(row.organisation), row.email, row.role, _person(row.invited_by), row.invited_at
        )
        for row in rows
    )


def language_of(email: str) -> str:
    """The language to write to an address in: its account's, else the hub's first."""
    found = models.Person.objects.filter(email__iexact=email).values_list("language", flat=True).first()
    return found if found in settings.HUB.languages else settings.HUB.languages[0]


def role_names(codes: Iterable[str]) -> tuple[Text, ...]:
    """Roles of the hub by name, in the order of hub.yaml; what hub.yaml doesn't name is left out."""
    held = set(codes)
    return tuple(name for code, name in settings.HUB.roles.items() if code in held)


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


def related(person_id: UUID) -> Related:
    """The organisations someone is a member of or sits for, and the bodies they sit in."""
    seats = models.Seat.objects.filter(person_id=person_id).values_list("body_id", "organisation_id")
    joined = models.Membership.objects.filter(person_id=person_id).values_list("organisation_id", flat=True)
    return Related(
        organisations=frozenset(joined) | {organisation for _, organisation in seats if organisation},
        bodies=frozenset(body for body, _ in seats),
    )


def body(code: str) -> BodyCard | None:
    return next((card for card in bodies() if card.code == code), None)


def bodies() -> tuple[BodyCard, ...]:
    """Every governing body with its filled seats, in the order of hub.yaml."""
    order = list(settings.HUB.data.get("bodies", ()))
    found = models.Body.objects.filter(pk__in=order).prefetch_related("seats__person", "seats__organisation")
    return tuple(sorted(map(_body, found), key=lambda card: order.index(card.code)))


def _body(found: models.Body) -> BodyCard:
    hub, terms = settings.HUB, found.terms
    about = hub.text(terms["about"]) if "about" in terms else None
    sources = hub.cite(terms["source"], reader_language())
    return BodyCard(found.pk, hub.text(found.name), about, terms, sources, _seats(found))


def persons_in_body(code: str) -> tuple[PersonCard, ...]:
    """Who sits in a governing body, by name."""
    found = models.Person.objects.filter(is_active=True, seats__body_id=code).distinct().order_by("name", "pk")
    return tuple(_person(one) for one in found)


def _seats(found: models.Body) -> tuple[SeatCard, ...]:
    return tuple(
        SeatCard(
            seat.pk,
            _person(seat.person) if seat.person else None,
            organisation_card(seat.organisation) if seat.organisation else None,
            seat.label,
        )
        for seat in sorted(found.seats.all(), key=lambda seat: seat.pk)
    )


def _person(found: models.Person) -> PersonCard:
    return PersonCard(found.pk, found.name, found.is_demo)


@dataclass(frozen=True)
class DemoCard:
    """A demonstration person and what they are there to do."""

    person: PersonCard
    code: str
    does: Text
    roles: tuple[Text, ...]
    organisations: tuple[OrganisationCard, ...]


def demonstration() -> tuple[DemoCard, ...]:
    """The demonstration's persons that are loaded, in the order of the crossing."""
    emails = [one.email for one in PERSONS]
    loaded = models.Person.objects.filter(email__in=emails, is_demo=True, is_active=True)
    known = {one.email: one for one in loaded.prefetch_related("hub_roles", "memberships__organisation")}
    return tuple(_demo_card(one, known[one.email]) for one in PERSONS if one.email in known)


def _demo_card(demo: DemoPerson, found: models.Person) -> DemoCard:
    roles = tuple(settings.HUB.roles[held.role] for held in found.hub_roles.all() if held.role in settings.HUB.roles)
    places = tuple(organisation_card(membership.organisation) for membership in found.memberships.all())
    return DemoCard(_person(found), demo.code, demo.does, roles, places)
