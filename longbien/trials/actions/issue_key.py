"""Give a fleet a key to report with."""

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events import KeyIssued
from longbien.trials.queries.keys import PREFIX


@act
def issue_key(trial_id: UUID, *, fleet: str, by: Actor, at: datetime) -> str:
    """The key, shown this once: `lb_<id>_<secret>`. Only a hash is kept (256 random bits need no salt)."""
    trial = locked(trial_id, by=by, action="issue-key")
    name = fleet.strip()
    if not 1 <= len(name) <= 80 or "\x00" in name:
        what = Text.of(
            vi="Cần tên đội thiết bị, tối đa 80 ký tự.", en="The fleet needs a name of at most 80 characters."
        )
        raise Refusal("fleet-needed", what, faults=(Fault("fleet", what),))
    secret, key_id = secrets.token_urlsafe(32), new_id()
    digest = sha256(secret.encode()).hexdigest()
    models.Key.objects.create(id=key_id, trial=trial, fleet=name, sha256=digest, issued_at=at)
    emit(KeyIssued(key_id, fleet=name), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    return f"{PREFIX}_{to_slug(key_id)}_{secret}"
