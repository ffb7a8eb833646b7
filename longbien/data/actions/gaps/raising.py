"""Register data that somebody needs and the catalogue does not have."""

from datetime import datetime
from uuid import UUID

from longbien.data.actions.gaps.owing import assign
from longbien.data.events.gaps import GapRaised
from longbien.data.models import Gap
from longbien.data.policy import GAP
from longbien.data.rules import reserved
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
    """The gap's id. Refusal (422) when the code is taken, or the address of a page."""
    check(by, "raise", None, type=GAP)
    check_code(code)
    hold(f"{GAP} {code}")
    if Gap.objects.filter(code=code).exists():
        raise Refusal("code-taken", TAKEN, faults=(Fault("code", TAKEN),))
    return _raise(code, title, by=by, at=at)


@act
def need(code: str, title: Text, *, owner_id: UUID | None, by: Actor, at: datetime) -> None:
    """The gap that a published problem names: registered the first time, and owed by `owner_id` without a day."""
    check_code(code)
    hold(f"{GAP} {code}")
    if Gap.objects.filter(code=code).exists():
        return
    made = _raise(code, title, by=by, at=at)
    if owner_id is not None:
        assign(made, owner_id, None, by=by, at=at)


def check_code(code: str) -> None:
    """Refusal (422) for a code that is the address of a page."""
    if code in reserved.GAPS:
        what = reserved.words(code)
        raise Refusal("code-reserved", what, faults=(Fault("code", what),))


def _raise(code: str, title: Text, *, by: Actor, at: datetime) -> UUID:
    key = new_id()
    entry_id = emit(GapRaised(code), subject=Subject(GAP, key), by=by, at=at)
    Gap.objects.create(id=key, code=code, title=dict(title), raised_by=by.id, raised_at=at, entry_id=entry_id)
    return key
