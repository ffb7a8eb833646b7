"""What a person may stand for: roles, memberships, seats, offices held for others; and what ties them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.text import Text
from longbien.people import models
from longbien.people.queries.held import Held, acting_for, held_by, ties, today
from longbien.people.rules.offices import split
from longbien.record import rows as stored


def actor_for(person_id: UUID | None, *, on: date | None = None) -> Actor:
    """The standing of a person as of today, or of another day; ANONYMOUS for None or for a closed account."""
    person = stored.find(models.Person, person_id) if person_id else None
    return actor_of(person, on=on) if person else ANONYMOUS


def actor_of(person: models.Person, *, on: date | None = None) -> Actor:
    """The standing of a person whose row was read already, such as of whoever is signed in."""
    if not person.is_active:
        return ANONYMOUS
    day = on or today()
    rows = held_by([person.pk], day)
    theirs = of_principals(rows, day)
    deputises = acting_for(rows, theirs)
    return Actor(
        id=person.pk,
        roles=_codes(rows, "role") | _lent(deputises, "group"),
        organisations=_memberships(rows),
        bodies=_codes(rows, "seat") | _lent(deputises, "body"),
        name=person.name,
        related=frozenset(tie.organisation_id for tie in ties(rows, _still(theirs, deputises), day)),
        deputises=deputises,
    )


def of_principals(rows: Iterable[Held], on: date) -> tuple[Held, ...]:
    """What those hold whose offices were delegated; no query when there are none."""
    principals = {row.other for row in rows if row.kind == "deputy" and row.other}
    return held_by(principals, on) if principals else ()


def _codes(rows: Iterable[Held], kind: str) -> frozenset[str]:
    return frozenset(row.code for row in rows if row.kind == kind)


def _lent(deputises: Iterable[str], kind: str) -> frozenset[str]:
    return frozenset(code for found, code in map(split, deputises) if found == kind)


def _still(theirs: Iterable[Held], deputises: dict[str, UUID]) -> list[Held]:
    return [row for row in theirs if row.person_id in deputises.values()]


def _memberships(rows: Iterable[Held]) -> dict[UUID, frozenset[str]]:
    joined: dict[UUID, set[str]] = {}
    for row in rows:
        if row.kind == "member" and row.other:
            joined.setdefault(row.other, set()).add(row.code)
    return {key: frozenset(roles) for key, roles in joined.items()}


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


def related(person_id: UUID, *, on: date | None = None) -> Related:
    """The organisations someone is tied to, by membership, seat or interest, and the bodies they sit in."""
    standing = actor_for(person_id, on=on)
    return Related(standing.related, standing.bodies)
