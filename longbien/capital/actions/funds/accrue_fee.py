"""Accrue the management fee up to a day: by an officer, or by itself when a quarter is over."""

from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Sum

from longbien.capital import models
from longbien.capital.actions.funds.booking import FEE_ACCRUED, Booking, book
from longbien.capital.actions.funds.locked import locked, must_be_past, subject_of
from longbien.capital.events.funds import FeeAccrued
from longbien.capital.queries.funds.vehicles import parties, terms
from longbien.capital.rules.funds import books
from longbien.capital.rules.funds.charges import fee_due, fee_ends
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def accrue_fee(vehicle_id: UUID, *, until: date, by: Actor, at: datetime) -> int:
    """Post the fee from the first close to a day (not counted) that is not posted yet; the answer is its minor units.

    It is counted on everything that is binding, as if all of it had been there at the first close: what a late closer
    owes for the time before comes with the first accrual after its close. Refusal 409 when there is none to accrue.
    """
    vehicle = locked(vehicle_id, by=by, action="accrue-fee")
    must_be_past(until, at, "until")
    amount = _accrued(vehicle, until, by=by, at=at)
    if not amount:
        raise conflict("nothing-to-accrue", NOTHING)
    return amount


@act
def accrue_quarter(vehicle_id: UUID, *, until: date, at: datetime) -> bool:
    """The same by itself, when a quarter is over; whether a later quarter will cost something."""
    vehicle = locked(vehicle_id, by=SYSTEM, action="accrue-fee")
    _accrued(vehicle, until, by=SYSTEM, at=at)
    return vehicle.first_close_on is not None and until < fee_ends(vehicle.first_close_on, terms(vehicle.pk).rules.fee)


def _accrued(vehicle: models.Vehicle, until: date, *, by: Actor, at: datetime) -> int:
    before = vehicle.accruals.aggregate(sum=Sum("amount"))["sum"] or 0
    amount = _due(vehicle, until, before)
    if not amount:
        return 0
    key = uuid5(NAMESPACE_URL, f"longbien:fee:{vehicle.pk}:{until}:{before}")
    booking = Booking(key, FEE_ACCRUED, until, tuple(books.fee(amount)), terms(vehicle.pk).sha256)
    entry = book(vehicle, booking, by=by, at=at)
    models.Accrual.objects.create(vehicle=vehicle, until=until, amount=amount, entry=entry, at=at)
    event = FeeAccrued(until, entry, amount=Money(amount, vehicle.currency))
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return amount


def _due(vehicle: models.Vehicle, until: date, before: int) -> int:
    if vehicle.first_close_on is None:
        return 0
    committed = sum(one.amount for one in parties(vehicle))
    steps = terms(vehicle.pk).rules.fee
    return fee_due(until, before, first_close=vehicle.first_close_on, committed=committed, steps=steps)


NOTHING = Text.of(vi="Không có phí nào cần ghi nhận đến ngày này.", en="There is no fee to accrue up to this day.")
