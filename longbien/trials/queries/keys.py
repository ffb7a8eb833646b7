"""Reads of the fleets' keys."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from longbien.kernel.ids import from_slug
from longbien.trials import models

PREFIX = "lb"


@dataclass(frozen=True)
class KeyView:
    """A fleet's key, without its secret."""

    id: UUID
    trial_id: UUID
    fleet: str
    issued_at: datetime
    revoked_at: datetime | None


def keys(trial_id: UUID) -> tuple[KeyView, ...]:
    """Every key of a trial, revoked ones included, oldest first."""
    return tuple(_view(row) for row in models.Key.objects.filter(trial_id=trial_id).order_by("issued_at", "id"))


def key_behind(token: str) -> KeyView | None:
    """The key of a token `lb_<id>_<secret>`; None when it is unknown, wrong or revoked."""
    prefix, _, rest = token.partition("_")
    slug, _, secret = rest.partition("_")
    try:
        key_id = from_slug(slug)
    except ValueError:
        return None
    row = models.Key.objects.filter(pk=key_id, revoked_at=None).first()
    if prefix != PREFIX or row is None:
        return None
    given = sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
    return _view(row) if compare_digest(given, row.sha256) else None


def _view(row: models.Key) -> KeyView:
    return KeyView(row.pk, row.trial_id, row.fleet, row.issued_at, row.revoked_at)
