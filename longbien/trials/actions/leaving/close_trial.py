"""Stop a trial for good: what operates from now on operates without a licence, and the exit report is owed."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials.actions.leaving.expire import overtake
from longbien.trials.actions.locked import locked, move, subject_of
from longbien.trials.events import TrialClosing


@act
def close_trial(trial_id: UUID, *, by: Actor, at: datetime) -> None:
    """The holder stops. Telemetry of the trial's time is still taken, however late it comes."""
    trial = locked(trial_id, by=by, action="close")
    overtake(trial, at=at)
    move(trial, "close")
    trial.closed_at = at
    trial.save(update_fields=["closed_at"])
    happened = TrialClosing(trial.number, trial.organisation_id)
    emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
