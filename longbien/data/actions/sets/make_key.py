"""Give a steward a key that delivers rows of one data set from a program."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from longbien.data.events.harvest import DeliveryKeyMade
from longbien.data.models import DataSet, DeliveryKey
from longbien.data.queries.sets import contract_of
from longbien.data.registry import BY_STEWARDS
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

DAYS = 365
NOT_BROUGHT = Text.of(
    vi="Các dòng của bộ dữ liệu này do chính hệ thống cung cấp, không nhận tệp.",
    en="The rows of this data set come from the hub itself; no files are taken.",
)


@dataclass(frozen=True)
class MadeKey:
    """The key, shown once, and until when it works."""

    token: str
    expires_at: datetime


@act
def make_key(code: str, *, by: Actor, at: datetime) -> MadeKey:
    """A new key; those made before deliver no more. Refusal (409) for a set whose rows nobody brings."""
    hold(f"data.set {code}")
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise not_found()
    check(by, "deliver", found)
    if contract_of(found).source != BY_STEWARDS:
        raise conflict("not-brought", NOT_BROUGHT)
    token, expires_at, key_id = secrets.token_urlsafe(32), at + timedelta(days=DAYS), new_id()
    subject = Subject("data.set", found.pk)
    entry_id = emit(DeliveryKeyMade(key_id, expires_at), subject=subject, by=by, at=at, chain=subject)
    DeliveryKey.objects.create(
        id=key_id, data_set=found, sha256=sha256(token.encode()).hexdigest(), person_id=by.person_id, at=at,
        expires_at=expires_at, entry_id=entry_id,
    )  # fmt: skip
    return MadeKey(token, expires_at)
