"""File the exit report: the trial's figures as the record has them, and what its holder says of it."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.leaving.expire import overtake
from longbien.trials.actions.lessons.draw_lessons import draw_lessons
from longbien.trials.actions.locked import locked, move, subject_of
from longbien.trials.events import TrialExited
from longbien.trials.queries.leaving.exits import exit_figures
from longbien.trials.rules.leaving.exit import Answers, Report, check_answers


@act
def file_exit(trial_id: UUID, answers: Answers, *, by: Actor, at: datetime) -> str:
    """The SHA-256 of the report, which is filed for good: it stands in the record and in every later dossier.

    Refusal 409 while the trial may still operate, 422 with every fault.
    """
    trial = locked(trial_id, by=by, action="exit")
    overtake(trial, at=at)
    said = answers.trimmed()
    check_answers(said)
    move(trial, "exit")
    report = Report(said, exit_figures(trial_id))
    models.ExitReport.objects.create(
        trial=trial, content=report.canonical().decode(), sha256=report.sha256, filed_at=at, filed_by=by.id
    )
    happened = TrialExited(trial.number, trial.organisation_id, report.sha256, report=report.canonical().decode())
    emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    models.ExitDraft.objects.filter(trial=trial).delete()
    draw_lessons(trial, report, by=by, at=at)
    return report.sha256
