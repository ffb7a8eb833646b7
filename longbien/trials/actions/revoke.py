"""Withdraw a licence: only a named officer, only with a reason."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials.actions.locked import locked, move, subject_of
from longbien.trials.actions.reason import name_of, reason_given
from longbien.trials.events import TrialRevoked


@act
def revoke(trial_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """End the licence for good. Whatever operates after now is stored and judged as operation without a licence."""
    trial = locked(trial_id, by=by, action="revoke")
    officer, words = name_of(by), reason_given(reason)
    move(trial, "revoke")
    trial.closed_at, trial.report = at, words
    trial.save(update_fields=["closed_at", "report"])
    happened = TrialRevoked(trial.number, trial.organisation_id, officer=officer, reason=words)
    emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
