"""Sign devices out, from one's own page; it works at once, for sessions stand in the database."""

from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people.events import SessionsEnded
from longbien.people.models import Person
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def end_session(*, number: int, by: Actor, at: datetime) -> str:
    """End one of one's own sessions; the answer is its key. Refusal (404) for anybody else's."""
    found = UserSession.objects.filter(pk=number, user_id=by.person_id).first()
    if found is None:
        raise not_found()
    _end([found], by=by, at=at)
    return str(found.session_key)


@act
def end_sessions(*, keep: str, by: Actor, at: datetime) -> int:
    """End all of one's sessions but the one whose key is `keep` ("" keeps none). The answer is how many."""
    found = list(UserSession.objects.filter(user_id=by.person_id).exclude(session_key=keep))
    if found:
        _end(found, by=by, at=at)
    return len(found)


@act
def move_session(*, old: str, new: str) -> str:
    """Follow a session to its new key, so that the list of devices still knows it. The answer is the new key."""
    UserSession.objects.filter(session_key=old).update(session_key=new)
    return new


@act
def sign_out_person(*, person_id: UUID, by: Actor, at: datetime) -> int:
    """End every session of somebody else, for administrators. The answer is how many there were."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise not_found()
    check(by, "sign-out", person)
    found = list(UserSession.objects.filter(user_id=person_id))
    for session in found:
        session.end()
    emit(SessionsEnded(count=len(found)), subject=Subject("people.person", person_id), by=by, at=at)
    return len(found)


def _end(found: list[UserSession], *, by: Actor, at: datetime) -> None:
    for session in found:
        session.end()
    emit(SessionsEnded(count=len(found)), subject=Subject("people.person", by.person_id), by=by, at=at)
