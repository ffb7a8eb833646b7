"""Answer what a resident told of a trial."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.actions.reason import name_of, reason_given
from longbien.trials.events import ConcernAnswered


@act
def answer_concern(trial_id: UUID, concern_id: UUID, *, answer: str, by: Actor, at: datetime) -> UUID:
    """The id of the answer's entry in the record. The resident reads it at their own address, by e-mail if they left
    one; the words are sealed as theirs were.

    Refusal 404 for a concern about another trial, 409 for one that is answered, 422 for too few words or too many.
    """
    trial = locked(trial_id, by=by, action="answer-concern")
    concern = models.Concern.objects.select_for_update().filter(pk=concern_id, trial=trial).first()
    if concern is None:
        raise not_found()
    officer, words = name_of(by), reason_given(answer, where="answer")
    if concern.answered_at is not None:
        what = Text.of(vi="Phản ánh này đã được trả lời.", en="This concern has been answered.")
        raise conflict("answered", what)
    late = concern.due_at is not None and at > concern.due_at
    happened = ConcernAnswered(trial.number, concern_id, late, officer=officer, answer=words)
    concern.answer = emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    concern.answered_at = at
    concern.save(update_fields=["answer", "answered_at"])
    return concern.answer
