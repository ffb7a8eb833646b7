"""Pay accrued fee to the manager: one officer prepares it, another confirms it, then it leaves the fund's cash."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.booking import Booking, book
from longbien.capital.actions.funds.locked import changed, locked, must_be_past, must_be_untied, must_hold, subject_of
from longbien.capital.actions.investing.deciding import Paper, about, confirming, draft, keep, posted
from longbien.capital.events.fees import FeePaid
from longbien.capital.queries.fees import payable_on
from longbien.capital.rules.fees.paying import paying_against
from longbien.capital.rules.funds import books
from longbien.capital.rules.funds.lives import DRAFT
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.ledger.wording import word
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

PAID = word("capital.fee-paid", Text.of(vi="Chi trả phí quản lý", en="Management fee paid"))


@dataclass(frozen=True)
class Paying:
    """How much of what is owed, on which day."""

    amount: Money
    on: date


@act
def prepare_fee_payment(vehicle_id: UUID, asked: Paying, *, paper: Paper | None, by: Actor, at: datetime) -> UUID:
    """Draft a payment of the fee; the answer is its id. Nothing leaves before another officer confirms it.

    Refusal 422 for more than is accrued and not paid, or than was paid in and is left; 403 for an officer who is tied
    to the manager; 409 while another one waits.
    """
    vehicle = locked(vehicle_id, by=by, action="prepare")
    must_be_untied(by, _manager(vehicle))
    must_be_past(asked.on, at, "on")
    if models.FeePayment.objects.filter(vehicle=vehicle, state=DRAFT).exists():
        raise conflict("one-at-a-time", IN_PREPARATION)
    row = models.FeePayment(id=new_id(), vehicle=vehicle, on=asked.on, amount=asked.amount.minor)
    must_hold(paying_against(asked.amount, payable_on(vehicle.pk, vehicle.currency, asked.on)))
    keep(row, paper, by=by, at=at)
    return draft(row, _content(row), by=by, at=at)


@act
def confirm_fee_payment(payment_id: UUID, *, by: Actor, at: datetime) -> int:
    """Post a payment that another officer prepared; the answer is its number. Refused as the draft is, by what stands
    now."""
    row = confirming(models.FeePayment, payment_id, by, at)
    must_be_untied(by, _manager(row.vehicle))
    amount = Money(row.amount, row.vehicle.currency)
    if not paying_against(amount, payable_on(row.vehicle_id, row.vehicle.currency, row.on)):
        raise changed()
    key = uuid5(NAMESPACE_URL, f"longbien:fee-paid:{row.pk}")
    moves = tuple(books.fee_paid(row.amount))
    row.entry = book(row.vehicle, Booking(key, PAID, row.on, moves, row.sha256, about(row)), by=by, at=at)
    row.save()
    number, evidence = posted(row)
    event = FeePaid(row.pk, number, row.on, evidence, row.sha256, row.entry, amount=amount)
    vehicle = subject_of(row.vehicle)
    emit(event, subject=vehicle, by=by, at=at, chain=vehicle)
    return number


def _manager(vehicle: models.Vehicle) -> list[UUID]:
    return [vehicle.manager_id] if vehicle.manager_id else []


def _content(row: models.FeePayment) -> dict[str, Any]:
    return {
        "amount": Money(row.amount, row.vehicle.currency).to_data(),
        "on": row.on.isoformat(),
        "manager": str(row.vehicle.manager_id or ""),
        "evidence": str(row.evidence),
    }


IN_PREPARATION = Text.of(
    vi="Quỹ đang có một lần trả phí chờ xác nhận. Hãy xác nhận hoặc bỏ lần ấy trước.",
    en="A payment of the fee waits to be confirmed. Confirm or drop that one first.",
)
