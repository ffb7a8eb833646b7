"""End a trial: the exit, with the holder's report."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials.actions.locked import locked, move, subject_of
from longbien.trials.actions.reason import reason_given
from longbien.trials.events import TrialEnded


@act
def end_trial(trial_id: UUID, *, report: str, by: Actor, at: datetime) -> None:
    """Close the trial with a report in words. Late telemetry of its time is still taken."""
    trial = locked(trial_id, by=by, action="end")
    words = reason_given(report, where="report")
    move(trial, "end")
    trial.closed_at, trial.report = at, words
    trial.save(update_fields=["closed_at", "report"])
    happened = TrialEnded(trial.number, trial.organisation_id, report=words)
    emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
