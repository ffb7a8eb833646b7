"""Cohorts as pages show them: to everyone who is in and who graduated; inside, how it goes with each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital.models import Cohort, CohortNote, CohortPlace, Mentor, MentorAnswer
from longbien.capital.rules.cohorts.places import APPLIED, IN, NAMES, NOTES, TONES, state_of
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check, visible
from longbien.people.queries import OrganisationCard, organisations, persons


@dataclass(frozen=True)
class PlaceCard:
    id: UUID
    cohort_id: UUID
    company: OrganisationCard
    about: str
    state: str
    at: datetime

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_in(self) -> bool:
        return self.state in IN


@dataclass(frozen=True)
class MentorCard:
    """`accepts` is None until they answer."""

    id: UUID
    person_id: UUID
    name: str
    accepts: bool | None
    is_tied: bool


@dataclass(frozen=True)
class NoteCard:
    kind: Text
    is_milestone: bool
    on: date
    said: str
    met: bool | None
    author: str


def cohorts() -> tuple[Cohort, ...]:
    return tuple(Cohort.objects.all()[:50])


def cohort(cohort_id: UUID) -> Cohort:
    found = Cohort.objects.select_related("demo_day").filter(pk=cohort_id).first()
    if found is None:
        raise not_found()
    return found


def members_of(found: Cohort) -> tuple[PlaceCard, ...]:
    """Who is in, and who graduated: for everyone."""
    return tuple(one for one in place_cards(found.places.all()) if one.is_in)


def places_of(actor: Actor, found: Cohort) -> tuple[PlaceCard, ...]:
    """The places that the reader may see inside, those to decide on first."""
    every = place_cards(visible(actor, found.places.all()))
    return tuple(sorted(every, key=lambda one: one.state != APPLIED))


def place_cards(rows: Iterable[CohortPlace]) -> tuple[PlaceCard, ...]:
    """Three queries, however many there are."""
    found = list(rows.prefetch_related("steps") if hasattr(rows, "prefetch_related") else rows)
    names = organisations(row.company_id for row in found)
    return tuple(
        PlaceCard(
            row.pk, row.cohort_id, names[row.company_id], row.about, state_of(one.step for one in row.steps.all()),
            row.at,
        )
        for row in found
    )  # fmt: skip


def place_row(actor: Actor, place_id: UUID, action: str = "view") -> CohortPlace:
    """Refusal 404 for what is not there or hidden, 403 for what may be seen but not done."""
    row = CohortPlace.objects.select_related("cohort").filter(pk=place_id).first()
    if row is None:
        raise not_found()
    check(actor, action, row)
    return row


def mentors_of(row: CohortPlace) -> tuple[MentorCard, ...]:
    """Everyone who was asked. The caller has asked the policy."""
    rows = list(row.mentors.all())
    answers = {one.mentor_id: one for one in MentorAnswer.objects.filter(mentor__in=rows)}
    names = persons(one.person_id for one in rows)
    return tuple(_mentor(one, answers.get(one.pk), names[one.person_id].name) for one in rows)


def _mentor(row: Mentor, answer: MentorAnswer | None, name: str) -> MentorCard:
    accepts, is_tied = (answer.accepts, answer.is_tied) if answer else (None, False)
    return MentorCard(row.pk, row.person_id, name, accepts, is_tied)


def notes_of(row: CohortPlace) -> tuple[NoteCard, ...]:
    """The newest day first. The caller has asked the policy."""
    rows: list[CohortNote] = list(row.notes.order_by("-on", "-pk"))
    names = persons(one.person_id for one in rows)
    return tuple(
        NoteCard(
            NOTES[one.kind], one.kind == "milestone", one.on, one.said, one.met,
            names[one.person_id].name if one.person_id in names else "",
        )
        for one in rows
    )  # fmt: skip


def asked_of(actor: Actor) -> tuple[Mentor, ...]:
    """Requests to mentor that wait for the reader's answer."""
    rows = Mentor.objects.filter(person=actor.id, answer=None).select_related("place__cohort", "place__company")
    return tuple(rows) if actor.is_signed_in else ()


def title(cohort_id: UUID) -> str:
    return Cohort.objects.filter(pk=cohort_id).values_list("title", flat=True).first() or ""
