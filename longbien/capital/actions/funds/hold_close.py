"""Hold a close: one officer prepares it, another confirms it, and what was called before is set right."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.booking import CLOSE_HELD, REFUNDED, Booking, book
from longbien.capital.actions.funds.locked import (
    changed,
    hold_vehicle,
    local_date,
    locked,
    move,
    must_be_another,
    must_be_past,
    must_be_untied,
    must_hold,
    subject_of,
)
from longbien.capital.events.funds import CloseHeld, Prepared, RefundsPaid
from longbien.capital.queries.funds.packs import pack_view
from longbien.capital.queries.funds.runs import Line, close_lines, close_plan, digest, lines
from longbien.capital.queries.funds.vehicles import standing
from longbien.capital.rules.funds import books
from longbien.capital.rules.funds.lives import CLOSED, DRAFT, POSTED
from longbien.capital.rules.funds.plans import ClosePlan, Days
from longbien.capital.rules.vehicles.limits import check_close
from longbien.capital.rules.vehicles.measures import Holding
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def prepare_close(vehicle_id: UUID, ids: Iterable[UUID], days: Days, *, by: Actor, at: datetime) -> UUID:
    """Draft a close of these signed commitments; the answer is its id. Nothing moves until another officer confirms it.

    Refusal 422 with the article of every limit that the vehicle would break so, 403 for an officer tied to one of the
    investors, 409 while another close is in preparation.
    """
    vehicle = locked(vehicle_id, by=by, action="prepare")
    plan = _allowed(vehicle, ids, days, by=by, at=at)
    if vehicle.closes.filter(state=DRAFT).exists():
        raise conflict("one-at-a-time", IN_PREPARATION)
    written, sha256 = digest(plan)
    close = models.Close.objects.create(
        id=new_id(), vehicle=vehicle, on=days.on, due_on=days.due_on, state=DRAFT, plan=written, sha256=sha256,
        prepared_by=by.person_id, prepared_at=at,
    )  # fmt: skip
    emit(
        Prepared("close", close.pk, sha256), subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle)
    )  # fmt: skip
    return close.pk


def _allowed(vehicle: models.Vehicle, ids: Iterable[UUID], days: Days, *, by: Actor, at: datetime) -> ClosePlan:
    """The plan of a close that may be prepared now. Refusals as in `prepare_close`, but for another one that waits."""
    must_be_past(days.on, at, "on")
    _must_follow(vehicle, days)
    plan = close_plan(vehicle, set(ids), days=days)
    _must_be_allowed(vehicle, plan, by)
    return plan


def look_at_close(vehicle_id: UUID, ids: Iterable[UUID], days: Days, *, by: Actor, at: datetime) -> tuple[Line, ...]:
    """What such a close would do to everyone. Nothing is written; refused wherever the draft would be."""
    vehicle = models.Vehicle.objects.get(pk=vehicle_id)
    plan = _allowed(vehicle, ids, days, by=by, at=at)
    return lines(plan.shares, vehicle.currency, [one.id for one in plan.joining])


@act
def confirm_close(close_id: UUID, *, by: Actor, at: datetime) -> int:
    """Post a close that another officer prepared; the answer is its number.

    Refusal 403 for the officer who prepared it or is tied to an investor, 409 when the figures have changed since.
    """
    close = _seen(close_id, by, "confirm")
    vehicle = hold_vehicle(close.vehicle_id)
    close.refresh_from_db()
    move(close, "confirm")
    must_be_another(by, close.prepared_by)
    plan = _same_plan(vehicle, close)
    _must_be_allowed(vehicle, plan, by)
    close.number = vehicle.closes.filter(state=POSTED).count() + 1
    close.confirmed_by, close.confirmed_at = by.person_id, at
    _admit(vehicle, close, plan)
    booking = Booking(
        uuid5(NAMESPACE_URL, f"longbien:close:{close.pk}"), CLOSE_HELD, close.on, _moves(plan), close.sha256
    )
    close.entry = book(vehicle, booking, by=by, at=at)
    close.save()
    _ask_and_owe(close, plan, at)
    event = CloseHeld(close.pk, close.number, close.on, close.due_on, close.sha256, close.entry)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return close.number


def _seen(close_id: UUID, by: Actor, action: str) -> models.Close:
    close = models.Close.objects.filter(pk=close_id).first()
    if close is None:
        raise not_found()
    check(by, action, close)
    return close


def _same_plan(vehicle: models.Vehicle, close: models.Close) -> ClosePlan:
    """The plan as it would be posted now, if it is the one that was prepared."""
    joining = [one.commitment.id for one in close_lines(close.plan, vehicle.currency) if one.is_new]
    plan = close_plan(vehicle, joining, days=Days(close.on, close.due_on))
    if digest(plan)[1] != close.sha256:
        raise changed()
    return plan


def _must_follow(vehicle: models.Vehicle, days: Days) -> None:
    """Closes follow one another and the calls that they set right, and the late don't pay before the close."""
    closes = vehicle.closes.filter(state=POSTED).values_list("on", flat=True)
    calls = vehicle.calls.filter(state=POSTED).values_list("confirmed_at", flat=True)
    last = max([*closes, *(local_date(one) for one in calls if one)], default=days.on)
    if days.on < last or days.due_on < days.on:
        raise Refusal("out-of-order", ORDER, faults=(Fault("on", ORDER),))


def _must_be_allowed(vehicle: models.Vehicle, plan: ClosePlan, by: Actor) -> None:
    joining = {one.id for one in plan.joining}
    found = vehicle.commitments.filter(pk__in=joining).values_list("organisation_id", "source", "amount")
    must_be_untied(by, [investor for investor, _, _ in found])
    after = standing(vehicle, with_signed=False)
    for investor, source, amount in found:
        after = after.with_one(Holding(str(investor), source, amount))
    must_hold(check_close(after, pack_view(vehicle.pack).rules))


def _admit(vehicle: models.Vehicle, close: models.Close, plan: ClosePlan) -> None:
    place = vehicle.commitments.filter(state=CLOSED).count()
    for n, one in enumerate(plan.joining, start=1):
        row = models.Commitment.objects.get(pk=one.id)
        move(row, "admit")
        row.close, row.place = close, place + n
        row.save(update_fields=["state", "close", "place"])
    if vehicle.first_close_on is None:
        vehicle.first_close_on = close.on
        vehicle.save(update_fields=["first_close_on"])


def _moves(plan: ClosePlan) -> tuple[books.Move, ...]:
    admitted = (move for one in plan.joining for move in books.admission(one.id, one.amount))
    return (*admitted, *books.equalisation(plan.shares))


def _ask_and_owe(close: models.Close, plan: ClosePlan, at: datetime) -> None:
    """Notices to those who pay in, refunds to those who are paid out."""
    for key, share in plan.shares.items():
        if share.net > 0:
            models.Notice.objects.create(
                id=new_id(), commitment_id=key, close=close, principal=share.principal, interest=share.interest,
                given=share.given, due_on=close.due_on, issued_at=at,
            )  # fmt: skip
        elif share.principal or share.interest or share.given:
            # Where an odd unit of principal eats the interest up, nothing is left to pay: that is settled by the close.
            settled = {} if share.net else {"paid_on": close.on, "entry": close.entry}
            models.Refund.objects.create(
                close=close,
                commitment_id=key,
                principal=-share.principal,
                interest=-share.interest,
                given=-share.given,
                **settled,
            )


@act
def pay_refunds(close_id: UUID, *, paid_on: date, by: Actor, at: datetime) -> UUID:
    """Pay back to the earlier investors what the late ones have paid in; the answer is the id of the entry.

    Refusal 409 while a notice of the close is not paid in full, or when it was paid back already.
    """
    close = _seen(close_id, by, "pay-refunds")
    vehicle = hold_vehicle(close.vehicle_id)
    must_be_past(paid_on, at, "paid_on")
    waiting = close.refunds.filter(entry=None)
    if not waiting.exists():
        raise conflict("nothing-to-pay", NOTHING)
    if any(one.amount > sum(one.receipts.values_list("amount", flat=True)) for one in close.notices.all()):
        raise conflict("not-paid-in", NOT_PAID_IN)
    moves = tuple(books.refund({one.commitment_id: one.amount for one in waiting}))
    key = uuid5(NAMESPACE_URL, f"longbien:refunds:{close.pk}")
    entry = book(vehicle, Booking(key, REFUNDED, paid_on, moves, close.sha256), by=by, at=at)
    waiting.update(paid_on=paid_on, entry=entry)
    event = RefundsPaid(close.pk, paid_on, entry)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return entry


IN_PREPARATION = Text.of(
    vi="Quỹ đang có một đợt đóng chờ xác nhận. Hãy xác nhận hoặc bỏ đợt ấy trước.",
    en="A close of this fund waits to be confirmed. Confirm or drop that one first.",
)
ORDER = Text.of(
    vi="Ngày đóng không được trước đợt đóng hay lần gọi vốn gần nhất, và hạn nộp không được trước ngày đóng.",
    en="A close can't be before the last close or call, and what is owed can't be due before the close.",
)
NOTHING = Text.of(vi="Không còn khoản nào phải hoàn.", en="There is nothing left to pay back.")
NOT_PAID_IN = Text.of(
    vi="Nhà đầu tư vào sau chưa nộp đủ, nên chưa hoàn được.", en="The late investors have not paid in full yet."
)
