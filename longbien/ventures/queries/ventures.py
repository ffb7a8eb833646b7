"""Ventures as lists and other pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from longbien.kernel.actor import Actor
from longbien.kernel.folding import beginning, fold
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check, visible
from longbien.people.queries import OrganisationCard, organisations
from longbien.problems.queries import titles
from longbien.procedures.queries import case
from longbien.trials.queries import card as trial_card
from longbien.ui.language import say
from longbien.ui.links import Link
from longbien.ventures.models import Venture


@dataclass(frozen=True)
class VentureCard:
    """A venture in a list: who, on which problem, how far."""

    id: UUID
    name: str
    organisation: OrganisationCard
    problem_id: UUID | None
    problem: Text | None
    stage: str
    stage_name: Text | None
    case_id: UUID
    founded_at: datetime
    is_demo: bool

    @property
    def organisation_id(self) -> UUID:
        return self.organisation.id


def ventures(actor: Actor, *, text: str = "", stage: str = "", problem_id: UUID | None = None) -> QuerySet[Venture]:
    """The ventures that fit, newest first; `cards()` turns a slice of them into data."""
    found = visible(actor, Venture.objects.all())
    for word in fold(text.replace("\0", "")).split()[:12]:
        found = found.filter(folded__regex=beginning(word))
    if stage:
        found = found.filter(stage=stage.replace("\0", ""))
    return found.filter(problem_id=problem_id) if problem_id else found


def cards(found: Iterable[Venture]) -> tuple[VentureCard, ...]:
    """The list form of ventures. Three queries, however many there are."""
    rows = list(found)
    owners = organisations(row.organisation_id for row in rows)
    problems = titles(tuple(row.problem_id for row in rows if row.problem_id))
    return tuple(
        VentureCard(
            id=row.pk,
            name=row.name,
            organisation=owners[row.organisation_id],
            problem_id=row.problem_id,
            problem=problems.get(row.problem_id) if row.problem_id else None,
            stage=row.stage,
            stage_name=settings.HUB.stages.get(row.stage),
            case_id=row.case_id,
            founded_at=row.founded_at,
            is_demo=row.is_demo,
        )
        for row in rows
    )


def venture(actor: Actor, venture_id: UUID) -> VentureCard:
    """One venture. Refusal 404 for what is not there or hidden."""
    row = Venture.objects.filter(pk=venture_id).first()
    if row is None:
        raise not_found()
    check(actor, "view", row)
    return cards([row])[0]


def venture_of_case(case_id: UUID) -> UUID:
    """The venture that an accepted application founded. Refusal (404) when it founded none."""
    found = Venture.objects.filter(case_id=case_id).values_list("pk", flat=True).first()
    if found is None:
        raise not_found()
    return found


def links_of(actor: Actor, subject: Subject) -> tuple[Link, ...]:
    """The ventures that a problem, a case, a trial or an organisation belongs to, as links."""
    found = visible(actor, Venture.objects.filter(_belonging(subject)))[:20]
    return tuple(
        Link(card.name, url(card.id), say(card.stage_name) if card.stage_name else "") for card in cards(found)
    )


def _belonging(subject: Subject) -> Q:
    if subject.type == "problems.problem":
        return Q(problem_id=subject.id)
    if subject.type == "people.organisation":
        return Q(organisation_id=subject.id)
    if subject.type == "trials.trial":
        trial = trial_card(subject.id)
        return Q(pk=trial.about.id) if trial and trial.about else Q(pk__in=[])
    about = case(subject.id, with_data=False).about
    return Q(case_id=subject.id) | Q(pk=about.id if about else None)


def url(venture_id: UUID) -> str:
    return reverse("ventures:crossing", args=[venture_id])


def title(venture_id: UUID) -> str:
    return Venture.objects.filter(pk=venture_id).values_list("name", flat=True).first() or ""
