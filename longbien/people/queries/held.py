"""What persons hold and what ties them, in one query: roles, memberships, seats, interests, offices of others."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import CharField, F, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast
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


def held_by(person_ids: Collection[UUID], on: date) -> tuple[Held, ...]:
    """Everything these persons hold on a day, and what ties them to others."""
    mine, now = Q(person_id__in=person_ids), on_day(on)
    return tuple(
        Held(*row)
        for row in _rows(models.HubRole.objects.filter(mine), "role", "role", None).union(
            _rows(models.Membership.objects.filter(mine), "member", "role", "organisation_id"),
            _rows(models.Seat.objects.filter(mine), "seat", "body_id", "organisation_id"),
            _rows(models.Interest.objects.filter(mine, now), "interest", "kind", "organisation_id"),
            _rows(
                models.Delegation.objects.filter(
                    now, delegate_id__in=person_ids, revoked_at=None, holder__is_active=True
                ),
                "deputy", "office", "holder_id", whose="delegate_id",
            ),
            all=True,
        )
    )  # fmt: skip


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


def _links(organisations: set[UUID], on: date) -> tuple[Link, ...]:
    found = links_in_force(on).filter(Q(holder_id__in=organisations) | Q(organisation_id__in=organisations))
    return tuple(Link(*row) for row in found.values_list("holder_id", "organisation_id", "kind"))


def links_in_force(on: date) -> QuerySet[models.Interest]:
    """The interests of organisations in one another on a day."""
    return models.Interest.objects.filter(on_day(on), holder__isnull=False).order_by("entered_at", "pk")


def _rows(
    found: QuerySet[Any], kind: str, code: str, other: str | None, whose: str = "person_id"
) -> QuerySet[Any, tuple[UUID, str, str, UUID | None]]:
    nobody = Cast(Value(None), UUIDField())
    return found.order_by().values_list(
        whose, Value(kind, CharField()), Cast(F(code), CharField()), F(other) if other else nobody
    )
