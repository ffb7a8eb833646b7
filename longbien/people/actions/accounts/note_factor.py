"""Write down that someone set up a second factor, or removed one."""

from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.events import FactorRemoved, FactorSet
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def note_factor(*, kind: str, is_set: bool, by: Actor, at: datetime) -> None:
    """`kind` is `passkey` or `totp`. The factor itself is kept by allauth; the record says that it came or went."""
    event = FactorSet(kind=kind) if is_set else FactorRemoved(kind=kind)
    emit(event, subject=Subject("people.person", by.person_id), by=by, at=at)
