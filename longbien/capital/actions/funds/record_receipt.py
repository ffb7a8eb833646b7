"""Money that arrives for a notice, or that does not."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from longbien.capital import models
from longbien.capital.actions.funds.booking import RECEIVED, Booking, book
from longbien.capital.actions.funds.locked import (
    hold_vehicle,
    local_date,
    must_be_past,
    must_be_untied,
    must_say_why,
    subject_of,
)
from longbien.capital.events.funds import DefaultDeclared, Received
from longbien.capital.queries.funds.vehicles import terms
from longbien.capital.rules.funds import books
from longbien.capital.rules.funds.notices import PAID, default_from, state_of
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Arrived:
    """Money as the bank reports it; `reference` is the bank's."""

    amount: Money
    received_on: date
    reference: str = ""


@act
def record_receipt(notice_id: UUID, arrived: Arrived, *, by: Actor, at: datetime) -> UUID:
    """Post what came in; the answer is the id of the entry. A part of it may come now and the rest later.

    Refusal 422 for more than is owed, another currency, a day that is still to come or one before it was asked for.
    """
    notice = _seen(notice_id, by, "record-receipt")
    vehicle = hold_vehicle(notice.commitment.vehicle_id)
    must_be_past(arrived.received_on, at, "received_on")
    _must_follow(notice, arrived.received_on)
    left = notice.amount - _paid(notice)
    if arrived.amount.currency != vehicle.currency or not 0 < arrived.amount.minor <= left:
        raise _too_much(Money(left, vehicle.currency))
    moves = tuple(books.receipt(notice.commitment_id, arrived.amount.minor))
    entry = book(vehicle, Booking(new_id(), RECEIVED, arrived.received_on, moves), by=by, at=at)
    models.Receipt.objects.create(
        notice=notice, amount=arrived.amount.minor, received_on=arrived.received_on,
        reference=arrived.reference.strip()[:120], entry=entry, at=at,
    )  # fmt: skip
    event = Received(notice.pk, arrived.received_on, entry, amount=arrived.amount)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return entry


@act
def declare_default(notice_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Declare that an investor is in default on a notice. What follows from it, the contract says.

    Refusal 409 before the days of grace are over, for what is paid, and for what was declared before; 403 for an
    officer who is tied to the investor.
    """
    notice = _seen(notice_id, by, "view")
    must_be_untied(by, [notice.commitment.organisation_id])
    check(by, "declare-default", notice)
    vehicle, said = hold_vehicle(notice.commitment.vehicle_id), must_say_why(reason)
    notice.refresh_from_db()
    first = default_from(notice.due_on, terms(vehicle.pk).rules.grace_days)
    state = state_of(notice.amount, _paid(notice), notice.due_on, local_date(at), in_default=False)
    if state == PAID or notice.defaulted_at or local_date(at) < first:
        raise conflict("no-default", _not_now(first))
    notice.defaulted_at = at
    notice.save(update_fields=["defaulted_at"])
    event = DefaultDeclared(notice.pk, reason=said)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))


def _seen(notice_id: UUID, by: Actor, action: str) -> models.Notice:
    notice = models.Notice.objects.select_related("commitment").filter(pk=notice_id).first()
    if notice is None:
        raise not_found()
    check(by, action, notice)
    return notice


def _must_follow(notice: models.Notice, day: date) -> None:
    """Money can't arrive for what the ledger did not ask for yet: it would be owed less than nothing until then."""
    first = notice.close.on if notice.close else local_date(notice.issued_at)
    if day >= first:
        return
    what = Text.of(
        vi=f"Khoản này được yêu cầu ngày {first:%d/%m/%Y}; tiền không thể về trước ngày ấy.",
        en=f"It was asked for on {first.isoformat()}; nothing can arrive for it before that day.",
    )
    raise Refusal("before-its-notice", what, faults=(Fault("received_on", what),))


def _paid(notice: models.Notice) -> int:
    found = notice.receipts.aggregate(sum=Sum("amount"))["sum"]
    return found or 0


def _too_much(left: Money) -> Refusal:
    what = Text.of(
        vi=f"Số tiền phải lớn hơn 0 và không quá phần còn nợ: {left}.",
        en=f"The amount must be above 0 and not more than what is still owed: {left}.",
    )
    return Refusal("bad-amount", what, faults=(Fault("amount", what),))


def _not_now(first: date) -> Text:
    return Text.of(
        vi=f"Chỉ tuyên bố được cho khoản chưa nộp đủ, một lần, từ ngày {first:%d/%m/%Y}.",
        en=f"It can be declared once, for what is not paid in full, from {first.isoformat()} on.",
    )
