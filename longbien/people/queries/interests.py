"""The register of interests as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people import models
from longbien.people.kinds.ties import INTERESTS
from longbien.people.policy import can, visible
from longbien.people.queries.held import today
from longbien.people.queries.organisations import OrganisationCard, organisation_card
from longbien.people.queries.persons import PersonCard, card_of
from longbien.people.rules.days import in_force


@dataclass(frozen=True)
class InterestCard:
    """One entry of the register. `person` or `holder` is tied to `organisation`; `may_end`: by the reader."""

    id: UUID
    person: PersonCard | None
    holder: OrganisationCard | None
    organisation: OrganisationCard
    kind: Text
    since: date
    until: date | None
    note: str
    source: str
    is_public: bool
    is_over: bool
    may_end: bool


def interests_of(viewer: Actor, person_id: UUID) -> tuple[InterestCard, ...]:
    """The interests of a person, as far as the viewer may see them."""
    return _cards(viewer, models.Interest.objects.filter(person_id=person_id))


def interests_of_organisation(viewer: Actor, organisation_id: UUID) -> tuple[InterestCard, ...]:
    """The interests of an organisation in others, as far as the viewer may see them."""
    return _cards(viewer, models.Interest.objects.filter(holder_id=organisation_id))


def register_of_interests(viewer: Actor) -> QuerySet[models.Interest]:
    """Every interest in force that the viewer may see, for a page of the register; `interest_cards` shows them."""
    day = today()
    found = models.Interest.objects.exclude(until__lt=day).filter(since__lte=day)
    return _with_names(visible(viewer, found)).order_by("organisation__name", "entered_at", "pk")


def interest_cards(viewer: Actor, rows: Iterable[models.Interest]) -> tuple[InterestCard, ...]:
    return tuple(_card(viewer, row) for row in rows)


def _cards(viewer: Actor, found: QuerySet[models.Interest]) -> tuple[InterestCard, ...]:
    rows = _with_names(visible(viewer, found)).order_by(F("until").desc(nulls_first=True), "-since", "pk")
    return interest_cards(viewer, rows)


def _with_names(found: QuerySet[models.Interest]) -> QuerySet[models.Interest]:
    return found.select_related("person", "holder", "organisation")


def _card(viewer: Actor, row: models.Interest) -> InterestCard:
    return InterestCard(
        id=row.pk,
        person=card_of(row.person) if row.person else None,
        holder=organisation_card(row.holder) if row.holder else None,
        organisation=organisation_card(row.organisation),
        kind=INTERESTS[row.kind],
        since=row.since,
        until=row.until,
        note=row.note,
        source=row.source,
        is_public=row.is_public,
        is_over=not in_force(today(), row.since, row.until) and row.since <= today(),
        may_end=can(viewer, "end", row) and (row.until is None or row.until > today()),
    )
