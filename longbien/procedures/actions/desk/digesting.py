"""A daily letter is due: say so, so that it goes out."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.procedures.events import DigestDue
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def call_digest(*, person_id: UUID, at: datetime) -> None:
    """Called by the timer that `writing.set_digest` set."""
    emit(DigestDue(person_id), subject=Subject("people.person", person_id), by=SYSTEM, at=at)
