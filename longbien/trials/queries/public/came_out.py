"""What came out of trials that are over, as far as anybody may read it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.leaving.lessons import LessonView, lessons
from longbien.trials.rules.leaving.exit import Report, read_report


@dataclass(frozen=True)
class CameOut:
    """`report`: the published one, if one was; how often the trial was stopped; the lessons for law drawn from it."""

    report: Report | None = None
    stops: int = 0
    lessons: tuple[LessonView, ...] = ()

    @property
    def answers(self) -> list[Text]:
        """What the report says of the trial's comparisons."""
        compared = self.report.figures.get("comparisons", ()) if self.report else ()
        return [Text.of(**one["answer"]) for one in compared]


def came_out(trial_ids: Iterable[UUID]) -> Mapping[UUID, CameOut]:
    """Of each of these trials; as many queries for one as for many."""
    asked = list(trial_ids)
    reports = dict(_published(asked))
    stopped = models.Suspension.objects.filter(trial__in=asked).order_by().values("trial").annotate(n=Count("pk"))
    stops = dict(stopped.values_list("trial", "n"))
    drawn: dict[UUID, list[LessonView]] = {}
    for one in lessons(models.Lesson.objects.filter(trial__in=asked).order_by("trial", "number")):
        drawn.setdefault(one.trial.id, []).append(one)
    return {one: CameOut(reports.get(one), stops.get(one, 0), tuple(drawn.get(one, ()))) for one in asked}


def _published(asked: list[UUID]) -> Iterable[tuple[UUID, Report]]:
    for row in models.ExitReport.objects.filter(trial__in=asked).prefetch_related("releases"):
        newest = max(row.releases.all(), key=lambda one: (one.decided_at, one.pk), default=None)
        if newest is not None and newest.publish:
            yield row.trial_id, read_report(json.loads(row.content))
