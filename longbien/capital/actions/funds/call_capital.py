"""Call capital: one officer prepares the call, another confirms it; then it is posted and the notices go out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.booking import CALLED, Booking, book
from longbien.capital.actions.funds.locked import (
    changed,
    hold_vehicle,
    local_date,
    locked,
    move,
    must_be_another,
    subject_of,
)
from longbien.capital.events.funds import CallIssued, Prepared
from longbien.capital.queries.funds.runs import Line, call_plan, digest, lines
from longbien.capital.queries.funds.vehicles import terms
from longbien.capital.rules.funds import books
from longbien.capital.rules.funds.calling import Share
from longbien.capital.rules.funds.lives import DRAFT, POSTED
from longbien.capital.rules.funds.plans import CallPlan
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Asked:
    """How much of all commitments together, what for, and by which day."""

    amount: Money
    purpose: str
    due_on: date


@act
def prepare_call(vehicle_id: UUID, asked: Asked, *, by: Actor, at: datetime) -> UUID:
    """Draft a call; the answer is its id. Nothing is asked of anybody until another officer confirms it.

    Refusal 422 for more than is left to call, or a day sooner than the terms allow; 409 while another call waits.
    """
    vehicle = locked(vehicle_id, by=by, action="prepare")
    plan = _allowed(vehicle, asked, at)
    if vehicle.calls.filter(state=DRAFT).exists():
        raise conflict("one-at-a-time", IN_PREPARATION)
    written, sha256 = digest(plan)
    call = models.Call.objects.create(
        id=new_id(), vehicle=vehicle, amount=asked.amount.minor, purpose=asked.purpose.strip(), due_on=asked.due_on,
        state=DRAFT, plan=written, sha256=sha256, prepared_by=by.person_id, prepared_at=at,
    )  # fmt: skip
    emit(
        Prepared("call", call.pk, sha256), subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle)
    )  # fmt: skip
    return call.pk


def _allowed(vehicle: models.Vehicle, asked: Asked, at: datetime) -> CallPlan:
    """The plan of a call that may be prepared now. Refusals as in `prepare_call`, but for another one that waits."""
    _must_make_sense(vehicle, asked)
    _must_give_notice(vehicle, asked.due_on, at)
    return call_plan(vehicle, asked.amount.minor, due_on=asked.due_on)


def look_at_call(vehicle_id: UUID, asked: Asked, *, at: datetime) -> tuple[Line, ...]:
    """What such a call would ask of everyone. Nothing is written; refused wherever the draft would be."""
    vehicle = models.Vehicle.objects.get(pk=vehicle_id)
    parts = _allowed(vehicle, asked, at).parts
    return lines({key: Share(part, 0) for key, part in parts.items()}, vehicle.currency)


@act
def confirm_call(call_id: UUID, *, by: Actor, at: datetime) -> int:
    """Post a call that another officer prepared and issue its notices; the answer is its number.

    Refusal 403 for the officer who prepared it, 409 when the figures or the time left have changed since.
    """
    call = models.Call.objects.filter(pk=call_id).first()
    if call is None:
        raise not_found()
    check(by, "confirm", call)
    vehicle = hold_vehicle(call.vehicle_id)
    call.refresh_from_db()
    move(call, "confirm")
    must_be_another(by, call.prepared_by)
    _must_give_notice(vehicle, call.due_on, at)
    plan = call_plan(vehicle, call.amount, due_on=call.due_on)
    if digest(plan)[1] != call.sha256:
        raise changed()
    call.number = vehicle.calls.filter(state=POSTED).count() + 1
    call.confirmed_by, call.confirmed_at = by.person_id, at
    key = uuid5(NAMESPACE_URL, f"longbien:call:{call.pk}")
    booking = Booking(key, CALLED, local_date(at), tuple(books.call(plan.parts)), call.sha256)
    call.entry = book(vehicle, booking, by=by, at=at)
    call.save()
    _issue(call, plan, at)
    event = CallIssued(
        call.pk, call.number, call.due_on, call.sha256, call.entry, amount=Money(call.amount, vehicle.currency)
    )
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return call.number


def _issue(call: models.Call, plan: CallPlan, at: datetime) -> None:
    models.Notice.objects.bulk_create(
        models.Notice(id=new_id(), commitment_id=key, call=call, principal=part, due_on=call.due_on, issued_at=at)
        for key, part in plan.parts.items()
        if part
    )


def _must_make_sense(vehicle: models.Vehicle, asked: Asked) -> None:
    if asked.amount.currency != vehicle.currency:
        what = Text.of(vi=f"Quỹ này tính bằng {vehicle.currency}.", en=f"This fund is in {vehicle.currency}.")
        raise Refusal("bad-amount", what, faults=(Fault("amount", what),))
    if not 3 <= len(asked.purpose.strip()) <= 300:
        raise Refusal("purpose-missing", PURPOSE, faults=(Fault("purpose", PURPOSE),))


def _must_give_notice(vehicle: models.Vehicle, due_on: date, at: datetime) -> None:
    """Investors have the days of notice that the terms give them."""
    rules = terms(vehicle.pk).rules
    first = local_date(at) + timedelta(days=rules.notice_days)
    if due_on >= first:
        return
    clause = rules.clause("notice")
    vi, en = (f" ({label} {clause})" if clause else "" for label in ("điều", "clause"))
    what = Text.of(
        vi=f"Hạn nộp sớm nhất là {first:%d/%m/%Y}: báo trước {rules.notice_days} ngày{vi}.",
        en=f"The earliest day it can be due is {first.isoformat()}: {rules.notice_days} days of notice{en}.",
    )
    raise Refusal("notice-too-short", what, faults=(Fault("due_on", what),))


IN_PREPARATION = Text.of(
    vi="Quỹ đang có một lần gọi vốn chờ xác nhận. Hãy xác nhận hoặc bỏ lần ấy trước.",
    en="A call of this fund waits to be confirmed. Confirm or drop that one first.",
)
PURPOSE = Text.of(
    vi="Hãy nói gọi vốn để làm gì (3 đến 300 ký tự).", en="Say what the call is for (3 to 300 characters)."
)
