"""Ask to be erased, think better of it, and be erased: in every room, with a receipt from each."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import ErasureAsked, ErasureCancelled, PersonErased
from longbien.people.models import Erasure, HubRole, Person, Seat
from longbien.people.queries import Left, left_by
from longbien.people.registry import holders
from longbien.people.rules.privacy import deadlines, written
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical

IN_OFFICE = Text.of(
    vi="Bạn đang giữ vai trò hoặc ghế trong hội đồng. Hãy bàn giao trước: nhờ quản trị viên thu hồi vai trò.",
    en="You hold a role or a seat. Hand it over first: ask an administrator to take the role back.",
)


def last_lead(left: Iterable[Left]) -> Refusal:
    """Why somebody who alone leads organisations can't be erased yet, and what to do."""
    names = ", ".join(f"“{one.organisation.name}”" for one in left)
    return conflict(
        "last-lead",
        Text.of(
            vi=f"Bạn là trưởng nhóm duy nhất của {names}. Hãy mời một trưởng nhóm khác, hoặc rút các hồ sơ đang giải "
            "quyết, trước khi xoá tài khoản.",
            en=f"You are the only lead of {names}. Invite another lead, or withdraw what is under way, before your "
            "account is erased.",
        ),
    )


@act
def ask_erasure(*, by: Actor, at: datetime) -> UUID:
    """Ask for one's own erasure; the answer is the request's id. Asked again, the open request is answered.

    Refusal for whoever holds an office, or alone leads an organisation that has other members or something under way:
    that is handed over first. It is carried out after a pause (hub.yaml), by a timer that reacts to `ErasureAsked`.
    """
    person = Person.objects.select_for_update().get(pk=by.person_id)
    if standing := Erasure.objects.filter(person=person, done_at=None).first():
        return standing.pk
    _check_free(person.pk)
    due = deadlines(settings.HUB.data.get("privacy", {}), settings.HUB.calendar, at)
    asked = Erasure.objects.create(person=person, asked_at=at, answer_by=due.answer_by, due_by=due.due_by)
    event = ErasureAsked(answer_by=due.answer_by, due_by=due.due_by)
    emit(event, subject=Subject("people.person", person.pk), by=by, at=at)
    return asked.pk


@act
def cancel_erasure(*, by: Actor, at: datetime) -> None:
    """Take the request back before it is carried out. Refusal (404) when there is none."""
    gone, _ = Erasure.objects.filter(person_id=by.person_id, done_at=None).delete()
    if not gone:
        raise not_found()
    emit(ErasureCancelled(), subject=Subject("people.person", by.person_id), by=by, at=at)


@act
def erase_person(*, person_id: UUID, at: datetime) -> None:
    """Carry out an open request: each room erases what it holds and says what it keeps. Nothing happens without one.

    One transaction over all rooms: a room that fails leaves everything as it was, and the timer tries again.
    """
    asked = Erasure.objects.select_for_update().filter(person_id=person_id, done_at=None).first()
    if asked is None:
        return
    _check_free(person_id)
    email = Person.objects.values_list("email", flat=True).get(pk=person_id)
    receipts = [holder.erase(person_id, at) for holder in holders()]
    said = [written(one.room, one.erased, one.kept) for one in receipts]
    Erasure.objects.filter(pk=asked.pk).update(done_at=at, receipts=said)
    erased = PersonErased(
        rooms=tuple(one.room for one in receipts),
        receipts=tuple(sha256(canonical(one)).hexdigest() for one in said),
        email=email,
    )
    emit(erased, subject=Subject("people.person", person_id), by=SYSTEM, at=at)


def _check_free(person_id: UUID) -> None:
    held = HubRole.objects.filter(person_id=person_id).exists() or Seat.objects.filter(person_id=person_id).exists()
    if held:
        raise conflict("in-office", IN_OFFICE)
    if left := [one for one in left_by(person_id) if one.must_be_handed_over]:
        raise last_lead(left)
