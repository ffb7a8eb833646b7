"""What became of a request for erasure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.people import models
from longbien.people.rules.privacy import deadlines


@dataclass(frozen=True)
class ErasureCard:
    """An open request: carried out from `begins_at` on, until then it can be taken back; `due_by` is the law's day."""

    asked_at: datetime
    begins_at: datetime
    answer_by: date
    due_by: date


def erasure_of(person_id: UUID) -> ErasureCard | None:
    """The open request of a person."""
    found = models.Erasure.objects.filter(person_id=person_id, done_at=None).first()
    if found is None:
        return None
    due = deadlines(settings.HUB.data.get("privacy", {}), settings.HUB.calendar, found.asked_at)
    return ErasureCard(found.asked_at, due.begins_at, found.answer_by, found.due_by)


def receipts_of(person_id: UUID) -> tuple[dict[str, Any], ...]:
    """What each room said it erased and kept, as it was hashed into the log."""
    found = models.Erasure.objects.filter(person_id=person_id, done_at__isnull=False).order_by("done_at").last()
    return tuple(found.receipts) if found else ()
