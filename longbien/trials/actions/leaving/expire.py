"""The term of a licence ran out and nobody had ended the trial: the clock ends it."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import move, subject_of
from longbien.trials.events import TrialExpired
from longbien.trials.queries.permits import midnight
from longbien.trials.rules.lifecycle import can_move


@act
def expire(trial_id: UUID, *, at: datetime) -> None:
    """Called when a term should be over; does nothing when it was made longer, or the trial has ended already."""
    overtake(models.Trial.objects.select_for_update(of=("self",)).get(pk=trial_id), at=at)


def overtake(trial: models.Trial, *, at: datetime) -> None:
    """Expire a locked trial whose term is over at this instant: a verb must not win against a timer that is late."""
    ended = midnight(trial.term_end)
    if at < ended or not can_move(trial.state, "expire"):
        return
    move(trial, "expire")
    trial.closed_at = ended
    trial.save(update_fields=["closed_at"])
    happened = TrialExpired(trial.number, trial.organisation_id, ended)
    emit(happened, subject=subject_of(trial), by=SYSTEM, at=at, chain=subject_of(trial))
