"""Start a licensed trial."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials.actions.leaving.expire import overtake
from longbien.trials.actions.locked import locked, move, subject_of
from longbien.trials.events import TrialStarted


@act
def start_trial(trial_id: UUID, *, by: Actor, at: datetime) -> None:
    """The holder starts. From now on telemetry is taken; what happened outside the term is judged as such."""
    trial = locked(trial_id, by=by, action="start")
    overtake(trial, at=at)
    move(trial, "start")
    trial.started_at = at
    trial.save(update_fields=["started_at"])
    emit(TrialStarted(trial.number), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
