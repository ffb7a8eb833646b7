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


def recused(
    who: Actor | UUID | None, organisation_id: UUID, *, on: date | None = None, about: str = ""
) -> Reason | None:
    """Why someone may not decide about what is an organisation's, or None when nothing ties them to it.

    Said to them, or by their name `about` them."""
    person_id = who.id if isinstance(who, Actor) else who
    if person_id is None or (isinstance(who, Actor) and not who.related_to(organisation_id)):
        return None
    tie = next((one for one in ties_of(person_id, on=on) if one.organisation_id == organisation_id), None)
    return Reason("related-party", why(tie, _names(tie), about=about), where=tie.kind) if tie else None


def ties_of(person_id: UUID, *, on: date | None = None) -> tuple[Tie, ...]:
    """Every tie of a person, with those of the persons they act for."""
    day = on or today()
    rows = held_by([person_id], day)
    theirs = of_principals(rows, day)
    principals = set(acting_for(rows, theirs).values())
    return ties(rows, [row for row in theirs if row.person_id in principals], day)


def persons_related_to(organisation_id: UUID, *, on: date | None = None) -> frozenset[UUID]:
    """Everyone who is tied to an organisation, or acts for someone who is."""
    return persons_related_to_each([organisation_id], on=on)[organisation_id]


def persons_related_to_each(organisation_ids: Iterable[UUID], *, on: date | None = None) -> dict[UUID, frozenset[UUID]]:
    """The same for several organisations, in five queries however many they are."""
    wanted, day = set(organisation_ids), on or today()
    near = {one: {one} for one in wanted}
    for pair in (
        links_in_force(day)
        .filter(Q(holder_id__in=wanted) | Q(organisation_id__in=wanted))
        .values_list("holder_id", "organisation_id")
    ):
        for one in wanted & set(pair):
            near[one] |= {end for end in pair if end is not None}
    tied = _tied_to(set().union(*near.values()), day)
    deputies = _deputies({person for persons in tied.values() for person in persons}, day)

    def around(one: UUID) -> frozenset[UUID]:
        persons = {person for organisation in near[one] for person in tied.get(organisation, ())}
        return frozenset(persons | {deputy for person in persons for deputy in deputies.get(person, ())})

    return {one: around(one) for one in wanted}


def _tied_to(organisations: set[UUID], day: date) -> dict[UUID, set[UUID]]:
    """Organisation → who is a member of it, sits in its name or has an interest in it."""
    here = Q(organisation_id__in=organisations, person__isnull=False)
    found = (
        models.Membership.objects.filter(here),
        models.Seat.objects.filter(here),
        models.Interest.objects.filter(here, on_day(day)),
    )
    tied: dict[UUID, set[UUID]] = {}
    for rows in found:
        for organisation_id, person_id in rows.values_list("organisation_id", "person_id"):
            tied.setdefault(organisation_id, set()).add(person_id)
    return tied


def _deputies(persons: set[UUID], day: date) -> dict[UUID, set[UUID]]:
    """Holder → who acts for them."""
    found = models.Delegation.objects.filter(on_day(day), holder_id__in=persons, revoked_at=None)
    deputies: dict[UUID, set[UUID]] = {}
    for holder_id, delegate_id in found.values_list("holder_id", "delegate_id"):
        deputies.setdefault(holder_id, set()).add(delegate_id)
    return deputies


def _names(tie: Tie) -> dict[UUID, str]:
    places = organisations([one for one in (tie.organisation_id, tie.through) if one])
    people = persons([tie.acting_for] if tie.acting_for else [])
    return {key: card.name for key, card in places.items()} | {key: card.name for key, card in people.items()}
