"""Choose which letters one receives, and open or close one's private feed."""

import secrets
from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.events import FeedKeySet, LettersChosen
from longbien.procedures.models import FeedKey, Wish
from longbien.procedures.queries.desk.wishes import digest_of
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def choose_letters(*, mail: str, by: Actor, at: datetime) -> None:
    """`each`, `daily` or `none` of the letters that no procedure owes this person."""
    check(by, "choose", None, type="procedures.letters")
    if mail not in Wish.Mail.values:
        what = Text.of(vi="Hãy chọn một trong các cách nhận thư.", en="Choose one of the ways to receive letters.")
        raise Refusal("no-such-wish", what, faults=(Fault("mail", what),))
    before = Wish.objects.filter(person_id=by.person_id).values_list("mail", flat=True).first()
    if mail == (before or Wish.Mail.EACH):
        return
    Wish.objects.update_or_create(person_id=by.person_id, defaults={"mail": mail})
    emit(LettersChosen(mail), subject=Subject("people.person", by.person_id), by=by, at=at)


@act
def open_feed(*, by: Actor, at: datetime) -> str:
    """A new secret for the actor's feed and calendar, told this once; the old one ends."""
    check(by, "choose", None, type="procedures.letters")
    token = secrets.token_urlsafe(32)
    FeedKey.objects.update_or_create(
        person_id=by.person_id, defaults={"sha256": digest_of(token), "made_at": at}
    )  # fmt: skip
    emit(FeedKeySet(is_open=True), subject=Subject("people.person", by.person_id), by=by, at=at)
    return token


@act
def close_feed(*, by: Actor, at: datetime) -> None:
    """Whoever knows the secret reads nothing any more."""
    check(by, "choose", None, type="procedures.letters")
    gone, _ = FeedKey.objects.filter(person_id=by.person_id).delete()
    if gone:
        emit(FeedKeySet(is_open=False), subject=Subject("people.person", by.person_id), by=by, at=at)
