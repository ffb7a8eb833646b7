"""Settle the manager's carry when everything is sold: what was too much goes back to the investors."""

from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.booking import Booking, book
from longbien.capital.actions.funds.locked import changed, locked, must_be_past, subject_of
from longbien.capital.actions.investing.deciding import about, confirming, draft, seen, written
from longbien.capital.actions.investing.distribute import must_be_alone, owe, spend
from longbien.capital.events.investing import CarrySettled, ManagerPaidBack
from longbien.capital.queries.investing.holdings import held
from longbien.capital.queries.investing.plans import settlement_plan
from longbien.capital.queries.investing.pool import left
from longbien.capital.rules.funds.lives import POSTED
from longbien.capital.rules.investing import books
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.ledger.wording import word
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

CLAWED_BACK = word("capital.clawback", Text.of(vi="Bên quản lý hoàn lại carry", en="Carry clawed back"))
PAID_BACK = word("capital.clawback-paid", Text.of(vi="Bên quản lý nộp lại tiền", en="The manager paid back"))


@act
def prepare_settlement(vehicle_id: UUID, *, on: date, by: Actor, at: datetime) -> UUID:
    """Draft the settlement; the answer is its id. Refusal 409 while something is held, or not handed on yet."""
    vehicle = locked(vehicle_id, by=by, action="prepare")
    must_be_past(on, at, "on")
    must_be_alone(vehicle)
    _must_be_over(vehicle)
    plan = settlement_plan(vehicle, on=on)
    given = plan.settled.given
    row = models.Distribution(
        id=new_id(), vehicle=vehicle, on=on, amount=given.due, carry=given.from_manager, escrow=plan.settled.released,
        settles=True,
    )  # fmt: skip
    return draft(row, plan.content(), by=by, at=at)


@act
def confirm_settlement(distribution_id: UUID, *, by: Actor, at: datetime) -> int:
    """Post the settlement that another officer prepared; the answer is its number among the distributions.

    Refusal 409 when nothing moves, or the figures have changed since.
    """
    row = confirming(models.Distribution, distribution_id, by, at)
    _must_be_over(row.vehicle)
    plan = settlement_plan(row.vehicle, on=row.on)
    if written(plan.content())[1] != row.sha256:
        raise changed()
    given, parts = plan.settled.given, {UUID(who): minor for who, minor in plan.settled.parts.items()}
    moves = tuple(books.claw_back(parts, given.from_escrow, given.from_manager, plan.settled.released))
    if not moves:
        raise conflict("nothing-to-settle", NOTHING)
    key = uuid5(NAMESPACE_URL, f"longbien:settlement:{row.pk}")
    row.entry = book(row.vehicle, Booking(key, CLAWED_BACK, row.on, moves, row.sha256, about(row)), by=by, at=at)
    row.save()
    spend(row, ((UUID(one.proceeds), one.amount) for one in plan.sources))
    owe(row, parts)
    assert row.number  # noqa: S101 - given when it is confirmed
    event = CarrySettled(
        row.pk, row.number, row.on, row.sha256, row.entry, amount=Money(row.amount, row.vehicle.currency)
    )
    vehicle = subject_of(row.vehicle)
    emit(event, subject=vehicle, by=by, at=at, chain=vehicle)
    return row.number


@act
def take_back(distribution_id: UUID, *, paid_on: date, by: Actor, at: datetime) -> UUID:
    """Post that the manager paid back what a settlement asked; the answer is the id of the entry."""
    row = seen(models.Distribution, distribution_id, by, "pay")
    vehicle = locked(row.vehicle_id, by=by, action="prepare")
    row.refresh_from_db(fields=["state", "returned_on"])
    must_be_past(paid_on, at, "paid_on")
    if not (row.settles and row.carry) or row.state != POSTED or row.returned_on:
        raise conflict("nothing-owed", NOTHING_OWED)
    key, moves = uuid5(NAMESPACE_URL, f"longbien:paid-back:{row.pk}"), tuple(books.manager_pays(row.carry))
    entry = book(vehicle, Booking(key, PAID_BACK, paid_on, moves, row.sha256, about(row)), by=by, at=at)
    row.returned_on = paid_on
    row.save(update_fields=["returned_on"])
    event = ManagerPaidBack(row.pk, paid_on, entry, amount=Money(row.carry, vehicle.currency))
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return entry


def _must_be_over(vehicle: models.Vehicle) -> None:
    rows = models.Investment.objects.filter(vehicle=vehicle, state=POSTED)
    if any(held(one).cost for one in rows) or left(vehicle.pk):
        raise conflict("not-over", NOT_OVER)


NOT_OVER = Text.of(
    vi="Quyết toán khi mọi khoản đầu tư đã kết thúc và tiền thu về đã chia hết.",
    en="It is settled once every investment has ended and all proceeds were handed on.",
)
NOTHING = Text.of(vi="Không có gì phải quyết toán.", en="There is nothing to settle.")
NOTHING_OWED = Text.of(vi="Bên quản lý không nợ khoản nào ở đây.", en="The manager owes nothing here.")
