"""Reads of the people room."""

from uuid import UUID

from longbien.kernel.actor import ANONYMOUS, Actor
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
