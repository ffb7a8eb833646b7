"""Who may not decide about an organisation, and why, in plain words."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Reason
from longbien.people import models
from longbien.people.kinds.ties import why
from longbien.people.queries.held import acting_for, held_by, links_in_force, on_day, ties, today
from longbien.people.queries.organisations import organisations
from longbien.people.queries.persons import persons
from longbien.people.queries.standing import of_principals
from longbien.people.rules.ties import Tie


def recused(who: Actor | UUID | None, organisation_id: UUID, *, on: date | None = None) -> Reason | None:
    """Why someone may not decide about what is an organisation's, or None when nothing ties them to it."""
    person_id = who.id if isinstance(who, Actor) else who
    if person_id is None or (isinstance(who, Actor) and not who.related_to(organisation_id)):
        return None
    tie = next((one for one in ties_of(person_id, on=on) if one.organisation_id == organisation_id), None)
    return Reason("related-party", why(tie, _names(tie)), where=tie.kind) if tie else None


def ties_of(person_id: UUID, *, on: date | None = None) -> tuple[Tie, ...]:
    """Every tie of a person, with those of the persons they act for."""
    day = on or today()
    rows = held_by([person_id], day)
    theirs = of_principals(rows, day)
    principals = set(acting_for(rows, theirs).values())
    return ties(rows, [row for row in theirs if row.person_id in principals], day)


def persons_related_to(organisation_id: UUID, *, on: date | None = None) -> frozenset[UUID]:
    """Everyone who is tied to an organisation, or acts for someone who is."""
    day = on or today()
    near = {organisation_id, *_linked(organisation_id, day)}
    members = models.Membership.objects.filter(organisation_id__in=near).values_list("person_id", flat=True)
    seated = models.Seat.objects.filter(organisation_id__in=near, person__isnull=False)
    declared = models.Interest.objects.filter(on_day(day), organisation_id__in=near, person__isnull=False)
    tied = {*members, *seated.values_list("person_id", flat=True), *declared.values_list("person_id", flat=True)}
    deputies = models.Delegation.objects.filter(on_day(day), holder_id__in=tied, revoked_at=None)
    return frozenset(tied | set(deputies.values_list("delegate_id", flat=True)))


def _linked(organisation_id: UUID, day: date) -> Iterable[UUID]:
    found = links_in_force(day).filter(Q(holder_id=organisation_id) | Q(organisation_id=organisation_id))
    return (one for pair in found.values_list("holder_id", "organisation_id") for one in pair)


def _names(tie: Tie) -> dict[UUID, str]:
    places = organisations([one for one in (tie.organisation_id, tie.through) if one])
    people = persons([tie.acting_for] if tie.acting_for else [])
    return {key: card.name for key, card in places.items()} | {key: card.name for key, card in people.items()}
