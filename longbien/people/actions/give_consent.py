"""Agree to a purpose."""

from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import ConsentGiven
from longbien.people.models import Consent
from longbien.people.registry import purposes
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def give_consent(*, purpose: str, version: int, how: str, by: Actor, at: datetime) -> None:
    """Agree for oneself, to the words of `version` that were shown; nobody agrees for somebody else.

    Refusal when there is no such purpose, and when the words have changed since they were shown. Nothing happens when
    the consent stands already; one to older words is ended by this one.
    """
    known = {one.code: one for one in purposes()}
    if purpose not in known:
        raise not_found()
    if known[purpose].version != version:
        what = Text.of(
            vi="Nội dung vừa thay đổi. Hãy đọc lại rồi quyết định.", en="The words have just changed. Read them again."
        )
        raise conflict("words-changed", what)
    standing = Consent.objects.filter(person_id=by.person_id, purpose=purpose, withdrawn_at=None)
    if standing.filter(version=version).exists():
        return
    standing.update(withdrawn_at=at)
    Consent.objects.create(person_id=by.person_id, purpose=purpose, version=version, how=how, given_at=at)
    given = ConsentGiven(purpose=purpose, consent_version=version, how=how)
    emit(given, subject=Subject("people.person", by.person_id), by=by, at=at)
