"""Solutions as their pages show them: the evidence, the price, the terms, who has ordered by them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from longbien.capital.models import Order, Solution, SolutionPart, SolutionStep
from longbien.capital.queries.orders.parts import KpiView, kpi_view
from longbien.capital.rules.adoption.solutions import STATES, TONES, PricedPart, price, state_of
from longbien.capital.rules.orders.routes import PILOT
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check, visible
from longbien.people.queries import OrganisationCard, organisations
from longbien.problems.queries import titles
from longbien.trials.queries import TrialCard, card
from longbien.trials.queries.leaving.exits import exit_report

Rows = QuerySet[Solution]


@dataclass(frozen=True)
class StepView:
    step: str
    at: datetime
    entry_id: UUID

    @property
    def name(self) -> Text:
        return STATES[self.step]


@dataclass(frozen=True)
class SolutionView:
    """`orders` counts those that were signed by it."""

    id: UUID
    title: str
    about: str
    terms: str
    supplier: OrganisationCard
    problem_id: UUID
    problem: Text
    kpis: tuple[KpiView, ...]
    parts: tuple[PricedPart, ...]
    currency: str
    trial_id: UUID
    report_sha256: str
    digest: str
    state: str
    steps: tuple[StepView, ...]
    offered_at: datetime
    entry_id: UUID
    orders: int
    is_demo: bool

    @property
    def state_name(self) -> Text:
        return STATES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def price(self) -> Money:
        return Money(price(self.parts), self.currency)

    @property
    def updated_at(self) -> datetime:
        return self.steps[-1].at if self.steps else self.offered_at

    def money(self, part: PricedPart) -> Money:
        return Money(part.minor, self.currency)


@dataclass(frozen=True)
class Evidence:
    """The trial that proves a solution, and the figures of its exit report."""

    trial: TrialCard
    figures: Mapping[str, Any]


def solutions(actor: Actor) -> Rows:
    """What the actor may see, newest first."""
    return visible(actor, Solution.objects.all())


def listed() -> Rows:
    """The catalogue: listed, and not taken out since."""
    gone = SolutionStep.objects.filter(step="removed").values("solution_id")
    return Solution.objects.filter(steps__step="listed").exclude(pk__in=gone)


def needed_solution(actor: Actor, solution_id: UUID) -> Solution:
    """Refusal (404) when it isn't there, or isn't theirs to see."""
    found = Solution.objects.filter(pk=solution_id).first()
    if found is None:
        raise not_found()
    check(actor, "view", found)
    return found


def solution_views(rows: Iterable[Solution]) -> tuple[SolutionView, ...]:
    """Rows as they are shown, in their order; as many queries for one as for many."""
    found = list(rows)
    parts: dict[UUID, list[PricedPart]] = {}
    for part in SolutionPart.objects.filter(solution__in=found):
        parts.setdefault(part.solution_id, []).append(_part(part))
    steps: dict[UUID, list[StepView]] = {}
    for step in SolutionStep.objects.filter(solution__in=found):
        steps.setdefault(step.solution_id, []).append(StepView(step.step, step.at, step.entry_id))
    cards = organisations(row.supplier_id for row in found)
    named = titles(tuple({row.problem_id for row in found}))
    sold = _sold(found)
    return tuple(
        SolutionView(
            id=row.pk, title=row.title, about=row.about, terms=row.terms, supplier=cards[row.supplier_id],
            problem_id=row.problem_id, problem=named[row.problem_id], kpis=tuple(map(kpi_view, row.kpis)),
            parts=tuple(parts[row.pk]), currency=row.currency, trial_id=row.trial_id,
            report_sha256=row.report_sha256, digest=row.digest,
            state=state_of([one.step for one in steps.get(row.pk, [])]), steps=tuple(steps.get(row.pk, ())),
            offered_at=row.offered_at, entry_id=row.entry_id, orders=sold.get(row.pk, 0), is_demo=row.is_demo,
        )
        for row in found
    )  # fmt: skip


def solution_view(row: Solution) -> SolutionView:
    return solution_views([row])[0]


def parts_of(row: Solution) -> tuple[PricedPart, ...]:
    return tuple(map(_part, row.parts.all()))


def state_of_row(row: Solution) -> str:
    return state_of(list(row.steps.order_by("pk").values_list("step", flat=True)))


def evidence_of(row: Solution) -> Evidence:
    """What everyone may read of the proof: the licence, and the figures of the report as they were filed."""
    found, report = card(row.trial_id), exit_report(row.trial_id)
    if found is None or report is None:
        raise not_found()
    return Evidence(found, report.report.figures)


def _part(row: SolutionPart) -> PricedPart:
    return PricedPart(row.title, row.kpi, row.minor, row.days)


def _sold(rows: list[Solution]) -> dict[UUID, int]:
    counted: dict[UUID, int] = {}
    found = Order.objects.filter(solution__in=rows, steps__step="signed", steps__part=None).exclude(kind=PILOT)
    for key in found.values_list("solution_id", flat=True):
        if key is not None:
            counted[key] = counted.get(key, 0) + 1
    return counted
