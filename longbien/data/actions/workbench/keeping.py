"""Keep what a person asked, for them alone; save it under a name, for all who may ask there; remove it."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from longbien.data.events.workbench import QuestionRemoved, QuestionSaved
from longbien.data.gateway.terms import LENGTH
from longbien.data.models import Agreement, DataSet, Question
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

KEPT = 30
NAMELESS = Text.of(vi="Đặt tên cho câu hỏi.", en="Give the question a name.")
EMPTY = Text.of(vi="Chưa có câu hỏi nào để lưu.", en="There is no question to save.")
TOO_LONG = Text.of(vi="Câu hỏi quá dài để lưu.", en="The question is too long to be saved.")


@act
def remember(data_set_id: UUID, agreement_id: UUID | None, statement: str, *, by: Actor, at: datetime) -> None:
    """The newest of what they asked here, each statement once. Nothing of who isn't signed in."""
    if by.id is None or len(statement) > LENGTH:
        return
    mine = Question.objects.filter(person_id=by.id, data_set=data_set_id, agreement=agreement_id, name="")
    mine.filter(statement=statement).delete()
    _made(data_set_id, agreement_id, statement, by=by, at=at).save(force_insert=True)
    mine.filter(pk__in=list(mine.order_by("-at", "-pk").values_list("pk", flat=True)[KEPT:])).delete()


@act
def save_question(
    data_set_id: UUID, agreement_id: UUID | None, said: Mapping[str, str], *, by: Actor, at: datetime
) -> UUID:
    """Its id. `said` holds the `name`, the `statement` and what is drawn. Refusal (422) without a name; 404, 403 for
    whom may not ask there."""
    name, statement = said["name"].strip()[:120], said["statement"]
    if not by.is_signed_in:
        raise not_found()
    if not name:
        raise Refusal("nameless", NAMELESS, faults=(Fault("name", NAMELESS),))
    if not statement.strip():
        raise Refusal("empty", EMPTY, faults=(Fault("statement", EMPTY),))
    if len(statement) > LENGTH:
        raise Refusal("too-long", TOO_LONG, faults=(Fault("statement", TOO_LONG),))
    made = _made(data_set_id, agreement_id, statement, by=by, at=at)
    made.name, made.chart = name, {part: said[part][:60] for part in ("kind", "x", "y") if said.get(part)}
    emit(QuestionSaved(_digest(made)), subject=_subject(made), by=by, at=at)
    made.save(force_insert=True)
    return made.pk


@act
def remove_question(question_id: UUID, *, by: Actor, at: datetime) -> None:
    """Refusal (404, 403) for everyone but whose it is."""
    found = Question.objects.filter(pk=question_id).first()
    if found is None:
        raise not_found()
    check(by, "remove", found)
    emit(QuestionRemoved(_digest(found)), subject=_subject(found), by=by, at=at)
    found.delete()


def _made(data_set_id: UUID, agreement_id: UUID | None, statement: str, *, by: Actor, at: datetime) -> Question:
    found = DataSet.objects.get(pk=data_set_id)
    agreement = Agreement.objects.filter(pk=agreement_id, data_set=found).first() if agreement_id else None
    if agreement:
        check(by, "query", agreement)
    elif found.access != "open":
        raise not_found()
    return Question(
        id=new_id(), data_set=found, agreement=agreement, person_id=by.person_id, statement=statement, at=at,
        organisation_id=agreement.organisation_id if agreement else None,
    )  # fmt: skip


def _digest(question: Question) -> str:
    return sha256(question.statement.encode()).hexdigest()


def _subject(question: Question) -> Subject:
    if question.agreement_id:
        return Subject("data.agreement", question.agreement_id)
    return Subject("data.set", question.data_set_id)


@act
def forget_questions(person_id: UUID) -> int:
    """Everything that a person asked and saved; how many there were."""
    return Question.objects.filter(person_id=person_id).delete()[0]
