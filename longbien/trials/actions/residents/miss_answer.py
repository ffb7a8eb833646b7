"""The day of an answer has passed: the record says so, and nobody can make it unsaid."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import subject_of
from longbien.trials.events import AnswerMissed


@act
def miss_answer(concern_id: UUID, *, at: datetime) -> None:
    """Nothing when it was answered in the meantime."""
    concern = models.Concern.objects.select_for_update(of=("self",)).select_related("trial").get(pk=concern_id)
    if concern.answered_at is not None or concern.due_at is None or at < concern.due_at:
        return
    missed = AnswerMissed(concern.trial.number, concern.pk, concern.due_at)
    emit(missed, subject=subject_of(concern.trial), by=SYSTEM, at=at, chain=subject_of(concern.trial))
