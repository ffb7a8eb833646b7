"""Register data that somebody needs and the catalogue does not have."""

from datetime import datetime
from uuid import UUID

from longbien.data.events.gaps import GapRaised
from longbien.data.models import Gap
from longbien.data.policy import GAP
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

TAKEN = Text.of(vi="Mã này đã dùng.", en="This code is taken.")


@act
def raise_gap(code: str, title: Text, *, by: Actor, at: datetime) -> UUID:
    """The gap's id. Refusal (422) when the code is taken."""
    check(by, "raise", None, type=GAP)
    hold(f"{GAP} {code}")
    if Gap.objects.filter(code=code).exists():
        raise Refusal("code-taken", TAKEN, faults=(Fault("code", TAKEN),))
    return _raise(code, title, by=by, at=at)


@act
def need(code: str, title: Text, *, by: Actor, at: datetime) -> UUID:
    """The gap that a published problem names: registered the first time, the same one ever after."""
    hold(f"{GAP} {code}")
    found = Gap.objects.filter(code=code).values_list("pk", flat=True).first()
    return found or _raise(code, title, by=by, at=at)


def _raise(code: str, title: Text, *, by: Actor, at: datetime) -> UUID:
    key = new_id()
    entry_id = emit(GapRaised(code), subject=Subject(GAP, key), by=by, at=at)
    Gap.objects.create(id=key, code=code, title=dict(title), raised_by=by.id, raised_at=at, entry_id=entry_id)
    return key
