"""Draw the lessons of a trial that ends: one for each provision that it was exempt from."""

from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import subject_of
from longbien.trials.events import LessonDrawn
from longbien.trials.rules.leaving.exit import Report
from longbien.trials.rules.leaving.lessons import DRAWN


def draw_lessons(trial: models.Trial, report: Report, *, by: Actor, at: datetime) -> None:
    """Inside the action that files the report. Where nothing was waived, the regime itself is what was tried."""
    recommendation = report.answers.recommendation
    for number, provision in enumerate(report.figures["waivers"] or [""], 1):
        lesson_id = new_id()
        drawn = LessonDrawn(trial.number, lesson_id, provision, report.sha256, recommendation=recommendation)
        entry = emit(drawn, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
        models.Lesson.objects.create(
            id=lesson_id, trial=trial, number=number, provision=provision, recommendation=recommendation,
            state=DRAWN, drawn_at=at, entry=entry,
        )  # fmt: skip
