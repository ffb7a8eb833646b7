"""Note something on a case, inside the office only."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.perform import locked
from longbien.procedures.events import NoteAdded
from longbien.procedures.models import Note
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

LONGEST = 5000


@act
def add_note(*, case_id: UUID, text: str, by: Actor, at: datetime) -> UUID:
    """Keep a note beside a case; the answer is its id. Refusal for an empty one, and outside of its offices."""
    case = locked(case_id)
    check(by, "note", case)
    text = text.replace("\0", "").strip()
    if not text or len(text) > LONGEST:
        what = Text.of(
            vi=f"Ghi chú cần có nội dung, nhiều nhất {LONGEST} ký tự.",
            en=f"A note needs words, at most {LONGEST} characters.",
        )
        raise Refusal("note-empty", what, faults=(Fault("text", what),))
    note_id = new_id()
    event_id = emit(NoteAdded(note_id, text), subject=case.subject, by=by, at=at)
    Note.objects.create(id=note_id, case=case, by_id=by.person_id, text=text, at=at, event_id=event_id)
    return note_id
