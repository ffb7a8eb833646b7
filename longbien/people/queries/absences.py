"""Who is away, and who holds whose office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people import models
from longbien.people.policy import can, visible
from longbien.people.queries.held import held_by, on_day, today
from longbien.people.queries.persons import PersonCard, card_of
from longbien.people.rules.offices import KEPT, office_of_body, split


@dataclass(frozen=True)
class AbsenceCard:
    """Days on which someone is away. `is_now`: today is one of them."""

    id: UUID
    person: PersonCard
    since: date
    until: date
    deputy: PersonCard | None
    is_now: bool
    is_over: bool
    may_end: bool


@dataclass(frozen=True)
class DelegationCard:
    """An office that someone holds for another."""

    id: UUID
    office: str
    title: Text
    holder: PersonCard
    delegate: PersonCard
    since: date
    until: date
    scope: str
    is_now: bool
    is_over: bool
    may_revoke: bool


def absent_on(day: date, person_ids: Iterable[UUID] | None = None) -> frozenset[UUID]:
    """Who is away on a day, of these persons or of all."""
    found = models.Absence.objects.filter(on_day(day), ended_at=None)
    if person_ids is not None:
        found = found.filter(person_id__in=list(person_ids))
    return frozenset(found.values_list("person_id", flat=True))


def deputy_of(person_id: UUID, day: date) -> PersonCard | None:
    """Who stands in for someone who is away on a day."""
    found = models.Absence.objects.filter(on_day(day), person_id=person_id, ended_at=None, deputy__is_active=True)
    row = found.select_related("deputy").order_by("-declared_at").first()
    return card_of(row.deputy) if row and row.deputy else None


def deputies_in(office: str, day: date) -> tuple[PersonCard, ...]:
    """Who holds an office (`group:<role>`, `body:<body>`) for someone else on a day, by name."""
    found = models.Delegation.objects.filter(on_day(day), office=office, revoked_at=None, delegate__is_active=True)
    rows = found.select_related("delegate").order_by("delegate__name", "pk")
    return tuple(card_of(row.delegate) for row in rows if office in offices_in_right(row.holder_id))


def proxies_in(body: str, day: date) -> dict[UUID, UUID]:
    """Who votes in a body for whom on a day: delegate → holder."""
    office = office_of_body(body)
    found = models.Delegation.objects.filter(on_day(day), office=office, revoked_at=None, delegate__is_active=True)
    pairs = found.values_list("delegate_id", "holder_id")
    return {delegate: holder for delegate, holder in pairs if office in offices_in_right(holder)}


def offices_in_right(person_id: UUID) -> tuple[str, ...]:
    """The offices that someone holds themselves, never those delegated to them."""
    return tuple(dict.fromkeys(row.office for row in held_by([person_id], today()) if row.office))


def offices_to_delegate(person_id: UUID) -> tuple[tuple[str, Text], ...]:
    """The offices that someone may let another hold, with their names."""
    return tuple((office, office_title(office)) for office in offices_in_right(person_id) if office not in KEPT)


def office_title(office: str) -> Text:
    """An office in the words of the hub."""
    kind, code = split(office)
    if kind == "group" and code in settings.HUB.roles:
        return settings.HUB.roles[code]
    bodies = settings.HUB.data.get("bodies", {})
    return settings.HUB.text(bodies[code]["name"]) if code in bodies else Text.of(und=code)


def colleagues(person_id: UUID) -> tuple[PersonCard, ...]:
    """Who holds one of the same offices as someone, by name: who may stand in while they are away."""
    offices = [split(office) for office in offices_in_right(person_id)]
    roles, bodies = [c for k, c in offices if k == "group"], [c for k, c in offices if k == "body"]
    sharing = models.Person.objects.filter(is_active=True).exclude(pk=person_id)
    found = sharing.filter(hub_roles__role__in=roles) | sharing.filter(seats__body_id__in=bodies)
    return tuple(card_of(one) for one in found.distinct().order_by("name", "pk"))


def absences(viewer: Actor, person_id: UUID | None = None) -> tuple[AbsenceCard, ...]:
    """Absences that the viewer may see, the latest first: of one person, or all that aren't over."""
    found = visible(viewer, models.Absence.objects.filter(ended_at=None))
    found = found.filter(person_id=person_id) if person_id else found.filter(until__gte=today())
    return tuple(_absence(viewer, row) for row in found.select_related("person", "deputy").order_by("-since", "pk"))


def absence(absence_id: UUID) -> AbsenceCard | None:
    row = models.Absence.objects.select_related("person", "deputy").filter(pk=absence_id).first()
    return _absence(Actor(), row) if row else None


def delegations(viewer: Actor, person_id: UUID | None = None) -> tuple[DelegationCard, ...]:
    """Delegations that the viewer may see, the latest first: by or to one person, or all that aren't over."""
    found: QuerySet[models.Delegation] = visible(viewer, models.Delegation.objects.filter(revoked_at=None))
    if person_id:
        found = found.filter(holder_id=person_id) | found.filter(delegate_id=person_id)
    else:
        found = found.filter(until__gte=today())
    rows = found.select_related("holder", "delegate").order_by("-since", "pk")
    return tuple(_delegation(viewer, row) for row in rows)


def _absence(viewer: Actor, row: models.Absence) -> AbsenceCard:
    day = today()
    return AbsenceCard(
        row.pk, card_of(row.person), row.since, row.until, card_of(row.deputy) if row.deputy else None,
        is_now=row.since <= day <= row.until, is_over=row.until < day,
        may_end=row.until >= day and can(viewer, "end", row),
    )  # fmt: skip


def _delegation(viewer: Actor, row: models.Delegation) -> DelegationCard:
    day = today()
    return DelegationCard(
        row.pk, row.office, office_title(row.office), card_of(row.holder), card_of(row.delegate), row.since, row.until,
        row.scope, is_now=row.since <= day <= row.until, is_over=row.until < day,
        may_revoke=row.until >= day and can(viewer, "revoke", row),
    )  # fmt: skip
