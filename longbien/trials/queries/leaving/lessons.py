"""Reads of lessons for law: open to everyone, with what became of each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.policies import policy_of
from longbien.trials.queries.regimes import RegimeView, regime
from longbien.trials.queries.trials import TrialCard, cards
from longbien.trials.rules.leaving.exit import read_report
from longbien.trials.rules.leaving.lessons import NAMES, STEPS, TONES
from longbien.trials.rules.policy import Policy

Rows = QuerySet[models.Lesson]


@dataclass(frozen=True)
class StepView:
    """Something that became of a lesson; `entry` stands in the record."""

    kind: str
    text: str
    source: str
    url: str
    happened_on: date
    recorded_at: datetime
    entry: UUID

    @property
    def name(self) -> Text:
        return STEPS[self.kind]


@dataclass(frozen=True)
class LessonView:
    """A lesson in a list: `provision` is "" where nothing was waived and the regime itself was tried."""

    id: UUID
    trial: TrialCard
    provision: str
    recommendation: str
    state: str
    drawn_at: datetime
    entry: UUID
    steps: tuple[StepView, ...]

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def updated_at(self) -> datetime:
        return self.steps[-1].recorded_at if self.steps else self.drawn_at


@dataclass(frozen=True)
class Evidence:
    """What a lesson rests on: the figures of the exit report, the policy that was enforced, and the regime."""

    figures: Mapping[str, Any]
    policy: Policy
    regime: RegimeView


def lesson_rows(*, state: str = "") -> Rows:
    """Every lesson, newest first."""
    rows = models.Lesson.objects.order_by("-drawn_at", "-id")
    return rows.filter(state=state) if state else rows


def lessons(rows: Iterable[models.Lesson]) -> tuple[LessonView, ...]:
    """Rows as they are shown, in their order; as many queries for one as for many."""
    found = list(rows)
    trials = models.Trial.objects.filter(pk__in={one.trial_id for one in found})
    known = {card.id: card for card in cards(trials)}
    steps: dict[UUID, list[StepView]] = {}
    for row in models.LessonStep.objects.filter(lesson__in=found).order_by("pk"):
        steps.setdefault(row.lesson_id, []).append(
            StepView(row.kind, row.text, row.source, row.url, row.happened_on, row.recorded_at, row.entry)
        )
    return tuple(
        LessonView(
            one.pk, known[one.trial_id], one.provision, one.recommendation, one.state, one.drawn_at, one.entry,
            tuple(steps.get(one.pk, ())),
        )
        for one in found
    )  # fmt: skip


def lesson(lesson_id: UUID) -> LessonView | None:
    return next(iter(lessons(models.Lesson.objects.filter(pk=lesson_id))), None)


def lessons_of(trial_id: UUID) -> tuple[LessonView, ...]:
    """The lessons of a trial, in their order."""
    return lessons(models.Lesson.objects.filter(trial_id=trial_id).order_by("number"))


def evidence_of(trial_id: UUID) -> Evidence:
    """What the lessons of a trial rest on."""
    row = models.ExitReport.objects.select_related("trial").get(trial_id=trial_id)
    figures = read_report(json.loads(row.content)).figures
    return Evidence(figures, policy_of(trial_id), regime(row.trial.regime_id))
