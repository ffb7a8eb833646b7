"""Have a stuck letter made again, with the template of the version in force."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.perform import locked
from longbien.procedures.events import LetterMadeAgain
from longbien.procedures.models import Letter
from longbien.procedures.queries.versions import in_force, published
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def make_again(*, letter_id: UUID, by: Actor, at: datetime) -> int:
    """Its number and what it says stay as they were decided; the answer is the version whose template draws it.

    Refusal (409) for a letter that isn't stuck, (422) when the version in force has no letter of that name.
    """
    case_id = Letter.objects.filter(pk=letter_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise not_found()
    case = locked(case_id)
    check(by, "mend-letter", case)
    letter = Letter.objects.get(pk=letter_id)
    if letter.stuck_at is None:
        what = Text.of(vi="Văn bản này đã xong hoặc đang được lập.", en="This letter is made, or is being made.")
        raise conflict("not-stuck", what)
    version = in_force(published(case.version_id).definition.code)
    if letter.name not in version.letters:
        raise _no_template(letter.name, version.definition.version)
    letter.template_id, letter.stuck_at, letter.failures, letter.fault = version.id, None, 0, {}
    letter.save()
    event = LetterMadeAgain(case.number, letter.pk, letter.number, version.definition.version)
    emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    return version.definition.version


def _no_template(name: str, version: int) -> Refusal:
    return Refusal(
        "no-template",
        Text.of(
            vi=f"Phiên bản {version} đang áp dụng không có mẫu văn bản “{name}”.",
            en=f"Version {version}, which is in force, has no letter called “{name}”.",
        ),
    )
