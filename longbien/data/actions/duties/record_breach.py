"""Record a breach of data: the clock runs from when it was known; each notice stops its part, late or not."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from longbien.data.events.duties import BreachNoticeMissed, BreachRecorded, BreachStepped
from longbien.data.models import Breach, BreachStep, DataSet
from longbien.data.policy import BREACH
from longbien.data.queries.duties.statutes import clock, runs_until
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

Step = Literal["notified", "persons", "closed"]
LONGEST = 5_000
NO_WORDS = Text.of(vi="Viết nội dung.", en="Write what is to be said.")
EARLY = Text.of(vi="Thời điểm này chưa tới.", en="That moment is still to come.")
NO_CLOCK = Text.of(vi="Thư mục của trung tâm không có thời hạn báo sự cố.", en="The hub's folder has no such clock.")


@act
def record_breach(  # noqa: PLR0913 - what a breach is
    code: str, *, words: str, known_at: datetime, is_serious: bool, persons: int | None, by: Actor, at: datetime
) -> UUID:
    """The breach's id. Refusal: no such set (404), without words or known later than now (422)."""
    check(by, "record", None, type=BREACH)
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise not_found()
    if not words.strip():
        raise Refusal("words", NO_WORDS, faults=(Fault("words", NO_WORDS),))
    if known_at > at:
        raise Refusal("known_at", EARLY, faults=(Fault("day", EARLY),))
    due, law = runs_until("breach-notice", known_at), clock("breach-notice")
    if due is None or law is None:
        raise Refusal("no-clock", NO_CLOCK)
    key = new_id()
    subject = Subject(BREACH, key)
    told = BreachRecorded(code, is_serious, known_at, due, words.strip())
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    Breach.objects.create(
        id=key, data_set=found, is_serious=is_serious, persons=persons, words=words.strip(), known_at=known_at,
        due_at=due, statute=law.statute, person_id=by.person_id, at=at, entry_id=entry_id,
    )  # fmt: skip
    return key


@act
def step_breach(breach_id: UUID, *, what: Step, words: str, by: Actor, at: datetime) -> None:
    """The authority was told, the persons were told, or the report closes it. Refusal: no words (422), done before, or
    closed before anybody was told of a serious one (409)."""
    check(by, "record", None, type=BREACH)
    hold(f"{BREACH} {breach_id}")
    found = Breach.objects.filter(pk=breach_id).first()
    if found is None:
        raise not_found()
    done = set(found.steps.values_list("what", flat=True))
    if not words.strip():
        raise Refusal("words", NO_WORDS, faults=(Fault("words", NO_WORDS),))
    if what in done or "closed" in done:
        raise conflict("done-already", Text.of(vi="Bước này đã làm.", en="This was done before."))
    if what == "closed" and found.is_serious and "notified" not in done:
        raise conflict("not-notified", Text.of(vi="Báo cơ quan có thẩm quyền trước.", en="Tell the authority first."))
    subject, late = Subject(BREACH, found.pk), what == "notified" and at > found.due_at
    entry_id = emit(BreachStepped(what, late, words.strip()), subject=subject, by=by, at=at, chain=subject)
    BreachStep.objects.create(
        breach=found, what=what, words=words.strip(), person_id=by.person_id, at=at, entry_id=entry_id
    )  # fmt: skip


@act
def miss_notice(breach_id: UUID, *, at: datetime) -> None:
    """Say in the open that the notice is late; nothing when it was given, or wasn't owed."""
    found = Breach.objects.get(pk=breach_id)
    if not found.is_serious or found.steps.filter(what__in=("notified", "closed")).exists():
        return
    subject = Subject(BREACH, found.pk)
    emit(BreachNoticeMissed(found.due_at), subject=subject, by=SYSTEM, at=at, chain=subject)
