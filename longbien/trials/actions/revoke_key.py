"""Take a fleet's key back."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events import KeyRevoked


@act
def revoke_key(trial_id: UUID, *, key_id: UUID, by: Actor, at: datetime) -> None:
    """The key stops working at once; revoking it again changes nothing."""
    trial = locked(trial_id, by=by, action="revoke-key")
    key = models.Key.objects.filter(trial=trial, pk=key_id).first()
    if key is None:
        raise not_found()
    if key.revoked_at is None:
        key.revoked_at = at
        key.save(update_fields=["revoked_at"])
        emit(KeyRevoked(key_id), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
