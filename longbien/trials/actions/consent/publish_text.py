"""Publish what participants agree to: a new version each time, and none is ever changed."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events.consent import ConsentTextPublished
from longbien.trials.queries.consent.register import texts

SHORTEST, LONGEST, LONGEST_PURPOSE = 40, 8000, 200


@act
def publish_text(trial_id: UUID, *, purpose: str, words: str, by: Actor, at: datetime) -> int:
    """The version. Refusal 409 for the text that is in force already, 422 with every fault."""
    trial = locked(trial_id, by=by, action="keep-consent")
    purpose, words = purpose.strip(), words.strip()
    _check(purpose, words)
    digest, before = sha256(canonical({"purpose": purpose, "words": words})).hexdigest(), texts(trial_id)
    if before and before[-1].sha256 == digest:
        raise conflict("same-text", Text.of(vi="Lời này đang có hiệu lực.", en="This text is in force already."))
    version = len(before) + 1
    published = ConsentTextPublished(trial.number, version, digest)
    emit(published, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    models.ConsentText.objects.create(
        trial=trial, version=version, purpose=purpose, words=words, sha256=digest, published_at=at
    )
    return version


def _check(purpose: str, words: str) -> None:
    faults = []
    if not 5 <= len(purpose) <= LONGEST_PURPOSE or "\x00" in purpose:
        most = LONGEST_PURPOSE
        faults.append(
            Fault("purpose", Text.of(vi=f"Hãy viết 5 đến {most} ký tự.", en=f"Write 5 to {most} characters."))
        )
    if not SHORTEST <= len(words) <= LONGEST or "\x00" in words:
        told = Text.of(vi=f"Hãy viết {SHORTEST} đến {LONGEST} ký tự.", en=f"Write {SHORTEST} to {LONGEST} characters.")
        faults.append(Fault("words", told))
    if faults:
        what = Text.of(vi="Lời xin đồng ý chưa đủ.", en="The text of consent is incomplete.")
        raise Refusal("text-incomplete", what, faults=tuple(faults))
