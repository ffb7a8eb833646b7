"""Draw a letter and seal it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.credentials.actions.render_and_seal import file_name, render_and_seal
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.procedures.actions.letters.stick import note_failure
from longbien.procedures.actions.perform import locked
from longbien.procedures.events import LetterSealed
from longbien.procedures.models import Letter
from longbien.procedures.queries.versions import published
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.queries import made_document

BROKEN = Text.of(vi="Máy lập văn bản gặp lỗi.", en="The machine that makes letters failed.")


def seal_letter(*, letter_id: UUID, at: datetime) -> None:
    """Draw the letter from its template of the version the case was under, seal it, keep it with the case.

    Not an action of its own: a letter takes a second to make, and nobody should wait for that. Once it is stored it is
    not made again, even when the worker was killed before it could say so. A template that fails will fail again: the
    letter is stuck at once and its office told; anything else is tried again before that.
    """
    letter = Letter.objects.select_related("case").get(pk=letter_id)
    if letter.document_id is not None:
        return
    try:
        document_id, sha256 = _made_before(letter) or _made(letter, at)
    except Refusal as refusal:
        note_failure(letter_id=letter_id, fault=_said(refusal), is_final=refusal.status == 422, at=at)
        if refusal.status != 422:
            raise
        return
    except Exception:
        note_failure(letter_id=letter_id, fault=BROKEN, is_final=False, at=at)
        raise
    _keep(letter_id, document_id, sha256, at)


def _said(refusal: Refusal) -> Text:
    """The first fault with its line: whoever mends the template looks there."""
    if not refusal.faults:
        return refusal.what
    where, what = refusal.faults[0].where, refusal.faults[0].what
    return Text(tuple((language, f"{where}: {words}") for language, words in what.items()))


def _made_before(letter: Letter) -> tuple[UUID, str] | None:
    """What the worker stored under the letter's name."""
    found = made_document(letter.case.subject, file_name(letter.number))
    return (found.id, found.sha256) if found else None


def _made(letter: Letter, at: datetime) -> tuple[UUID, str]:
    version, language = published(letter.template_id or letter.case.version_id), settings.HUB.languages[0]
    sealed = render_and_seal(
        template=version.letters[letter.name], data=letter.data, number=letter.number,
        title=version.definition.title.in_language(language), language=language, subject=letter.case.subject,
        by=SYSTEM, at=at,
    )  # fmt: skip
    return sealed.document_id, sealed.sha256


@act
def _keep(letter_id: UUID, document_id: UUID, sha256: str, at: datetime) -> None:
    case = locked(Letter.objects.values_list("case_id", flat=True).get(pk=letter_id))
    letter = Letter.objects.get(pk=letter_id)
    if letter.document_id is not None:
        return
    letter.document_id, letter.sha256, letter.sealed_at, letter.stuck_at = document_id, sha256, at, None
    letter.save()
    event = LetterSealed(case.number, letter.pk, letter.number, sha256)
    emit(event, subject=case.subject, chain=case.subject, by=SYSTEM, at=at)
