"""Say that someone is away, and that they are back."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import AbsenceDeclared, AbsenceEnded
from longbien.people.models import Absence, Person
from longbien.people.policy import check
from longbien.people.queries import colleagues
from longbien.people.rules.days import MOST_DAYS, check_span, overlap
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def declare_absence(
    *, person_id: UUID, since: date, until: date, by: Actor, at: datetime, deputy_id: UUID | None = None
) -> UUID:
    """Someone is away from `since` to `until` included; the answer is the absence's id.

    They are asked for no task on these days. The deputy must hold one of the same offices, and be there. Refusal for
    a span that ends before it begins, is longer than a year, or meets another absence of theirs.
    """
    absence = Absence(
        person_id=person_id, since=since, until=until, deputy_id=deputy_id, declared_at=at,
        declared_by_id=None if by.is_system else by.id,
    )  # fmt: skip
    if not Person.objects.select_for_update().filter(pk=person_id, is_active=True).exists():
        raise not_found()
    check(by, "declare", absence)
    check_span(since, until, most_days=MOST_DAYS)
    if overlap(since, until, _spans(person_id)):
        what = Text.of(
            vi="Đã có một lần vắng mặt trong những ngày này.", en="There is an absence on these days already."
        )
        raise _fault("since", what)
    if deputy_id is not None:
        _check_deputy(person_id, deputy_id, since, until)
    absence.save(force_insert=True)
    declared = AbsenceDeclared(absence=absence.pk, since=since, until=until, deputy=deputy_id)
    emit(declared, subject=Subject("people.person", person_id), by=by, at=at)
    return absence.pk


@act
def end_absence(*, absence_id: UUID, by: Actor, at: datetime) -> None:
    """They are back, or don't go after all."""
    found = Absence.objects.select_for_update().filter(pk=absence_id).first()
    if found is None:
        raise not_found()
    check(by, "end", found)
    if found.ended_at is not None:
        raise conflict("ended-already", Text.of(vi="Mục này đã chấm dứt.", en="This has ended already."))
    Absence.objects.filter(pk=found.pk).update(ended_at=at)
    emit(AbsenceEnded(absence=found.pk), subject=Subject("people.person", found.person_id), by=by, at=at)


def _spans(person_id: UUID) -> tuple[tuple[date, date], ...]:
    found = Absence.objects.filter(person_id=person_id, ended_at=None)
    return tuple(found.values_list("since", "until"))


def _check_deputy(person_id: UUID, deputy_id: UUID, since: date, until: date) -> None:
    if deputy_id not in {card.id for card in colleagues(person_id)}:
        what = Text.of(
            vi="Người thay phải đang giữ cùng một chức trách. Nếu không, hãy uỷ quyền chức trách.",
            en="The deputy must hold one of the same offices. Otherwise delegate the office.",
        )
        raise _fault("deputy", what)
    if Absence.objects.filter(Q(since__lte=until, until__gte=since), person_id=deputy_id, ended_at=None).exists():
        what = Text.of(vi="Người thay cũng vắng trong những ngày này.", en="The deputy is away on these days too.")
        raise _fault("deputy", what)


def _fault(where: str, what: Text) -> Refusal:
    return Refusal("bad-absence", what, faults=(Fault(where, what),))
