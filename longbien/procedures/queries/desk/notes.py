"""What an office noted on a case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.procedures.models import Note


@dataclass(frozen=True)
class NoteView:
    id: UUID
    who: str
    at: datetime
    text: str
    event_id: UUID


def notes_on(case_id: UUID) -> tuple[NoteView, ...]:
    """The notes in the order they were made. Only for who may `note` on the case: ask the policy first."""
    found = Note.objects.filter(case_id=case_id).select_related("by").order_by("at", "pk")
    return tuple(NoteView(one.pk, one.by.name, one.at, one.text, one.event_id) for one in found)
