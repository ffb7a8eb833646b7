"""What a person may stand for: roles, memberships, seats."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.text import Text
from longbien.people import models


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


def role_codes() -> tuple[str, ...]:
    """The roles of the hub, in the order of hub.yaml."""
    return tuple(settings.HUB.roles)


def role_names(codes: Iterable[str]) -> tuple[Text, ...]:
    """Roles of the hub by name, in the order of hub.yaml; what hub.yaml doesn't name is left out."""
    held = set(codes)
    return tuple(name for code, name in settings.HUB.roles.items() if code in held)


@dataclass(frozen=True)
class Related:
    """What ties a person to others, for conflicts of interest."""

    organisations: frozenset[UUID]
    bodies: frozenset[str]


def related(person_id: UUID) -> Related:
    """The organisations someone is a member of or sits for, and the bodies they sit in."""
    seats = models.Seat.objects.filter(person_id=person_id).values_list("body_id", "organisation_id")
    joined = models.Membership.objects.filter(person_id=person_id).values_list("organisation_id", flat=True)
    return Related(
        organisations=frozenset(joined) | {organisation for _, organisation in seats if organisation},
        bodies=frozenset(body for body, _ in seats),
    )
