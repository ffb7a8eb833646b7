"""Say who owes missing data, and by when; close a gap once its data is there."""

from datetime import date, datetime
from uuid import UUID

from longbien.data.events.gaps import GapClosed, GapOwed
from longbien.data.models import Closing, DataSet, Gap, Promise
from longbien.data.policy import GAP
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import today
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

PAST = Text.of(vi="Ngày này đã qua.", en="This day is over.")
CLOSED = Text.of(vi="Dữ liệu này đã có.", en="This data is there already.")
EMPTY = Text.of(
    vi="Bộ dữ liệu này chưa có dòng nào: chưa lấp được chỗ thiếu.",
    en="This data set has no rows yet: it fills no gap.",
)


@act
def owe(gap_id: UUID, organisation_id: UUID, due: date | None, *, by: Actor, at: datetime) -> None:
    """Refusal: a day that is over (422), a gap that is closed (409)."""
    check(by, "owe", None, type=GAP)
    found = _open(gap_id)
    if due is not None and due < today():
        raise Refusal("past", PAST, faults=(Fault("due", PAST),))
    assign(found.pk, organisation_id, due, by=by, at=at)


def assign(gap_id: UUID, organisation_id: UUID, due: date | None, *, by: Actor, at: datetime) -> None:
    """Keep who owes it; inside an action only."""
    told = GapOwed(organisation_id, due)
    entry_id = emit(told, subject=Subject(GAP, gap_id), by=by, at=at)
    Promise.objects.create(
        gap_id=gap_id, organisation_id=organisation_id, due=due, person_id=by.id, at=at, entry_id=entry_id
    )


@act
def close(gap_id: UUID, code: str, *, by: Actor, at: datetime) -> None:
    """Refusal: no such data set or one without rows (422), a gap that is closed (409)."""
    check(by, "close", None, type=GAP)
    found = _open(gap_id)
    data_set = DataSet.objects.filter(code=code).first()
    if data_set is None or not data_set.editions.exists():
        raise Refusal("no-rows", EMPTY, faults=(Fault("data_set", EMPTY),))
    entry_id = emit(GapClosed(code), subject=Subject(GAP, found.pk), by=by, at=at)
    Closing.objects.create(gap=found, data_set=data_set, person_id=by.person_id, at=at, entry_id=entry_id)


def _open(gap_id: UUID) -> Gap:
    hold(f"{GAP} {gap_id}")
    found = Gap.objects.filter(pk=gap_id).first()
    if found is None:
        raise not_found()
    if Closing.objects.filter(pk=found.pk).exists():
        raise conflict("closed", CLOSED)
    return found
