"""Give a fleet a key to report with."""

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events import KeyIssued
from longbien.trials.queries.keys import PREFIX


@act
def issue_key(trial_id: UUID, *, fleet: str, by: Actor, at: datetime, drawn: str = "") -> str:
    """The key, shown this once: `lb_<id>_<secret>`. Only a hash is kept (256 random bits need no salt).

    `drawn` names the form that asked: the same form, sent twice by the same person, is answered with the same key.
    Refusal 409 when that one was revoked since.
    """
    trial = locked(trial_id, by=by, action="issue-key")
    name = fleet.strip()
    if not 1 <= len(name) <= 80 or "\x00" in name:
        what = Text.of(
            vi="Cần tên đội thiết bị, tối đa 80 ký tự.", en="The fleet needs a name of at most 80 characters."
        )
        raise Refusal("fleet-needed", what, faults=(Fault("fleet", what),))
    key_id, secret = _same_again(trial_id, by, name, drawn) if drawn else (new_id(), secrets.token_urlsafe(32))
    digest, token = sha256(secret.encode()).hexdigest(), f"{PREFIX}_{to_slug(key_id)}_{secret}"
    before = models.Key.objects.filter(pk=key_id).first()
    if before is not None and before.revoked_at is not None:
        raise conflict("key-revoked", REVOKED)
    if before is not None:
        return token
    models.Key.objects.create(id=key_id, trial=trial, fleet=name, sha256=digest, issued_at=at)
    emit(KeyIssued(key_id, fleet=name), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    return token


def _same_again(trial_id: UUID, by: Actor, fleet: str, drawn: str) -> tuple[UUID, str]:
    """An id and a secret that nobody without the hub's own key can make, the same each time for the same form."""
    asked = repr((trial_id, by.id, fleet, drawn))

    def drawn_from(part: str) -> bytes:
        return salted_hmac(f"trials.key.{part}", asked, algorithm="sha256").digest()

    return UUID(bytes=drawn_from("id")[:16]), urlsafe_b64encode(drawn_from("secret")).decode().rstrip("=")


REVOKED = Text.of(
    vi="Khoá này đã bị thu hồi. Hãy mở lại trang để tạo khoá mới.",
    en="This key was revoked. Open the page again to make another one.",
)
