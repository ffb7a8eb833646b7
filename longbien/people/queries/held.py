"""What persons hold and what ties them, in one query: roles, memberships, seats, interests, offices of others.

Every request of whoever is signed in asks this, so the statement stands here as it goes to the database: to have the
ORM put five tables together anew took thirty times as long as the answer does.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import DateField, Q, QuerySet, UUIDField
from django.utils import timezone

from longbien.people import models
from longbien.people.rules.offices import office_of_body, office_of_role
from longbien.people.rules.ties import Link, Tie, reach


@dataclass(frozen=True)
class Held:
    """One row: `kind` is role, member, seat, interest or deputy; `code` what exactly; `other` the organisation, or for
    a deputy the person whose office it is."""

    person_id: UUID
    kind: str
    code: str
    other: UUID | None

    @property
    def office(self) -> str | None:
        """The office that this row gives, if it gives one in its own right."""
        if self.kind == "role":
            return office_of_role(self.code)
        return office_of_body(self.code) if self.kind == "seat" else None

    def tie(self, acting_for: UUID | None = None) -> Tie | None:
        """The tie to an organisation that this row makes, if it makes one."""
        if self.other is None or self.kind in ("role", "deputy"):
            return None
        kind = self.code if self.kind == "interest" else self.kind
        return Tie(self.other, kind, acting_for=acting_for)


def today() -> date:
    """The date in the hub now."""
    return timezone.now().astimezone(ZoneInfo(settings.HUB.timezone)).date()


HELD = """
SELECT person_id, 'role', role, NULL FROM people_hubrole WHERE person_id IN ({persons})
UNION ALL SELECT person_id, 'member', role, organisation_id FROM people_membership WHERE person_id IN ({persons})
UNION ALL SELECT person_id, 'seat', body_id, organisation_id FROM people_seat WHERE person_id IN ({persons})
UNION ALL SELECT person_id, 'interest', kind, organisation_id FROM people_interest
  WHERE person_id IN ({persons}) AND since <= %s AND (until IS NULL OR until >= %s)
UNION ALL SELECT delegate_id, 'deputy', office, holder_id FROM people_delegation
  WHERE delegate_id IN ({persons}) AND since <= %s AND until >= %s AND revoked_at IS NULL
    AND EXISTS (SELECT 1 FROM people_person WHERE id = holder_id AND is_active)
"""


def held_by(person_ids: Collection[UUID], on: date) -> tuple[Held, ...]:
    """Everything these persons hold on a day, and what ties them to others."""
    if not person_ids:
        return ()
    persons, day = _stored(person_ids), _day(on)
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(persons=_marks(persons)), [*persons * 4, *day, *persons, *day])
        return tuple(Held(_id(whose), kind, code, other and _id(other)) for whose, kind, code, other in cursor)


def on_day(on: date) -> Q:
    """In force on a day: the last one counts."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))


def acting_for(rows: Iterable[Held], theirs: Iterable[Held]) -> dict[str, UUID]:
    """The offices that were delegated: only those their holder still has in their own right, and one lacks oneself."""
    own = {row.office for row in rows if row.office}
    in_right = {(row.person_id, row.office) for row in theirs if row.office}
    given = ((row.code, row.other) for row in rows if row.kind == "deputy" and row.other)
    return {office: holder for office, holder in given if office not in own and (holder, office) in in_right}


def ties(rows: Iterable[Held], theirs: Iterable[Held], on: date) -> tuple[Tie, ...]:
    """Every organisation these ties reach, with those of the persons that are acted for."""
    own = [tie for row in rows if (tie := row.tie())]
    lent = [tie for row in theirs if (tie := row.tie(acting_for=row.person_id))]
    direct = [*own, *lent]
    return reach(direct, _links({tie.organisation_id for tie in direct}, on)) if direct else ()


LINKS = """
SELECT holder_id, organisation_id, kind FROM people_interest
WHERE since <= %s AND (until IS NULL OR until >= %s)
  AND holder_id IS NOT NULL AND (holder_id IN ({ids}) OR organisation_id IN ({ids}))
ORDER BY entered_at, id
"""


def _links(organisations: set[UUID], on: date) -> tuple[Link, ...]:
    ids, day = _stored(organisations), _day(on)
    with connection.cursor() as cursor:
        cursor.execute(LINKS.format(ids=_marks(ids)), [*day, *ids, *ids])
        return tuple(Link(_id(holder), _id(organisation), kind) for holder, organisation, kind in cursor)


def links_in_force(on: date) -> QuerySet[models.Interest]:
    """The interests of organisations in one another on a day."""
    return models.Interest.objects.filter(on_day(on), holder__isnull=False).order_by("entered_at", "pk")


def _stored(ids: Collection[UUID]) -> list[Any]:
    return [UUIDField().get_db_prep_value(one, connection) for one in ids]


def _day(on: date) -> list[Any]:
    """A day twice: something has begun by then, and has not ended before."""
    return [DateField().get_db_prep_value(on, connection)] * 2


def _marks(values: list[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _id(stored: UUID | str) -> UUID:
    """SQLite keeps ids as text."""
    return stored if isinstance(stored, UUID) else UUID(stored)
