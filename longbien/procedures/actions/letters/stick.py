"""A letter that could not be made: count it, and tell its office once nothing goes on by itself."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import to_slug
from longbien.kernel.text import Text
from longbien.procedures.actions.noticing import notify, persons_playing
from longbien.procedures.actions.perform import locked
from longbien.procedures.events import LetterStuck
from longbien.procedures.models import Case, Letter
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.machine import offices_behind
from longbien.procedures.rules.telling import letter_stuck
from longbien.record.actions.act import act
from longbien.record.actions.deliver import MOST_TRIES
from longbien.record.actions.emit import emit


@act
def note_failure(*, letter_id: UUID, fault: Text, is_final: bool, at: datetime) -> None:
    """Keep what went wrong; the last try, or one that would always fail, leaves the letter stuck."""
    case = locked(Letter.objects.values_list("case_id", flat=True).get(pk=letter_id))
    letter = Letter.objects.get(pk=letter_id)
    if letter.document_id is not None:
        return
    letter.failures, letter.fault = letter.failures + 1, dict(fault)
    is_stuck_now = letter.stuck_at is None and (is_final or letter.failures >= MOST_TRIES)
    if is_stuck_now:
        letter.stuck_at = at
    letter.save()
    if is_stuck_now:
        event = LetterStuck(case.number, letter.pk, letter.number)
        emit(event, subject=case.subject, chain=case.subject, by=SYSTEM, at=at)
        _tell(case, letter, at)


def _tell(case: Case, letter: Letter, at: datetime) -> None:
    """Those who decided what the letter says, or every office of the procedure where the system did."""
    definition = published(case.version_id).definition
    move = case.moves.get(seq=letter.seq)
    roles = offices_behind(definition, move.action)
    persons = frozenset(person for role in roles for person in persons_playing(case, role))
    words = letter_stuck(case.number, case.title, letter.number)
    notify(case, persons, f"letter-stuck:{to_slug(letter.pk)}@{at:%m%d%H%M%S}", words, at=at)
