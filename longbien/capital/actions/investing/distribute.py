"""Distribute what investments brought: one officer prepares it, another confirms it, then it is owed to everyone."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.booking import Booking, book
from longbien.capital.actions.funds.locked import changed, locked, must_be_past, subject_of
from longbien.capital.actions.investing.deciding import about, confirming, draft, seen, written
from longbien.capital.events.investing import Distributed, PaidOut
from longbien.capital.queries.investing.plans import distribution_plan
from longbien.capital.rules.funds.books import Place
from longbien.capital.rules.funds.lives import DRAFT, POSTED
from longbien.capital.rules.investing import books
from longbien.capital.rules.investing.plans import DistributionPlan
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.ledger.wording import word
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

DISTRIBUTED = word("capital.distribution", Text.of(vi="Phân chia cho nhà đầu tư", en="Distribution to investors"))
PAID = word("capital.payout", Text.of(vi="Chi trả khoản phân chia", en="Payout of a distribution"))


@dataclass(frozen=True)
class Wanted:
    """Which proceeds are distributed on which day; `keep` minor units of the last of them stay with the vehicle."""

    proceeds: tuple[UUID, ...]
    on: date
    keep: int = 0


@act
def prepare_distribution(vehicle_id: UUID, wanted: Wanted, *, by: Actor, at: datetime) -> UUID:
    """Draft a distribution; the answer is its id. Nobody is owed anything before another officer confirms it.

    Refusal 409 while the terms don't say how to distribute, or another distribution waits; 422 for proceeds that are
    gone.
    """
    vehicle = locked(vehicle_id, by=by, action="prepare")
    must_be_past(wanted.on, at, "on")
    must_be_alone(vehicle)
    plan = distribution_plan(vehicle, wanted.proceeds, on=wanted.on, keep=wanted.keep)
    row = models.Distribution(
        id=new_id(), vehicle=vehicle, on=wanted.on, amount=plan.sharing.cash, carry=plan.sharing.carry,
        escrow=plan.sharing.escrow, in_kind=_asset(plan),
    )  # fmt: skip
    return draft(row, {**plan.content(), "keep": str(wanted.keep)}, by=by, at=at)


@act
def confirm_distribution(distribution_id: UUID, *, by: Actor, at: datetime) -> int:
    """Post a distribution that another officer prepared and tell the investors; the answer is its number.

    Refusal 403 for the officer who prepared it, 409 when the figures have changed since.
    """
    row = confirming(models.Distribution, distribution_id, by, at)
    plan = _same(row)
    parts = {UUID(who): minor for who, minor in plan.sharing.parts().items()}
    moves = tuple(books.distribute(parts, plan.sharing.carry, plan.sharing.escrow))
    key = uuid5(NAMESPACE_URL, f"longbien:distribution:{row.pk}")
    row.entry = book(row.vehicle, Booking(key, DISTRIBUTED, row.on, moves, row.sha256, about(row)), by=by, at=at)
    row.save()
    spend(row, ((UUID(one.proceeds), one.amount) for one in plan.sources))
    owe(row, parts)
    assert row.number  # noqa: S101 - given when it is confirmed
    event = Distributed(
        row.pk, row.number, row.on, row.sha256, row.entry, amount=Money(row.amount, row.vehicle.currency)
    )
    vehicle = subject_of(row.vehicle)
    emit(event, subject=vehicle, by=by, at=at, chain=vehicle)
    return row.number


@act
def pay_out(distribution_id: UUID, *, paid_on: date, by: Actor, at: datetime) -> UUID:
    """Post that everyone was paid, or handed the asset; the answer is the id of the entry.

    Refusal 409 before it is confirmed, once it was paid, and while the manager has not paid back what is distributed.
    """
    row = seen(models.Distribution, distribution_id, by, "pay")
    vehicle = locked(row.vehicle_id, by=by, action="prepare")
    row.refresh_from_db(fields=["state", "paid_on", "returned_on"])
    must_be_past(paid_on, at, "paid_on")
    if row.state != POSTED or row.paid_on or (row.settles and row.returned_on is None and row.carry):
        raise conflict("not-to-pay", NOT_TO_PAY)
    parts = {one.commitment_id: one.amount for one in row.payouts.all()}
    manager = row.escrow if row.settles else row.carry - row.escrow
    out_of = Place(books.IN_KIND, row.in_kind_id) if row.in_kind_id else Place(books.PROCEEDS)
    key = uuid5(NAMESPACE_URL, f"longbien:payout:{row.pk}")
    moves = tuple(books.pay_out(parts, manager, out_of))
    if not moves:
        raise conflict("not-to-pay", NOT_TO_PAY)
    row.paid_entry = book(vehicle, Booking(key, PAID, paid_on, moves, row.sha256, about(row)), by=by, at=at)
    row.paid_on = paid_on
    row.save(update_fields=["paid_on", "paid_entry"])
    event = PaidOut(row.pk, paid_on, row.paid_entry)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return row.paid_entry


def must_be_alone(vehicle: models.Vehicle) -> None:
    """Refuse (409) while another distribution waits, and once the manager's carry was settled for good."""
    rows = models.Distribution.objects.filter(vehicle=vehicle)
    if rows.filter(state=DRAFT).exists():
        raise conflict("one-at-a-time", IN_PREPARATION)
    if rows.filter(state=POSTED, settles=True).exists():
        raise conflict("settled", SETTLED)


def spend(row: models.Distribution, taken: Iterable[tuple[UUID, int]]) -> None:
    """Note what the distribution took of which proceeds."""
    models.Spent.objects.bulk_create(
        models.Spent(proceeds_id=key, distribution=row, amount=amount) for key, amount in taken
    )


def owe(row: models.Distribution, parts: dict[UUID, int]) -> None:
    """Note what each investor is owed."""
    models.Payout.objects.bulk_create(
        models.Payout(id=new_id(), distribution=row, commitment_id=key, amount=amount) for key, amount in parts.items()
    )


def _same(row: models.Distribution) -> DistributionPlan:
    """The plan as it would be posted now, if it is the one that was prepared."""
    content = json.loads(row.plan)
    wanted, keep = [UUID(key) for key, amount in content["sources"] if amount != "0"], int(content["keep"])
    plan = distribution_plan(row.vehicle, wanted, on=row.on, keep=keep)
    if written({**plan.content(), "keep": str(keep)})[1] != row.sha256:
        raise changed()
    return plan


def _asset(plan: DistributionPlan) -> models.Investment | None:
    found = models.Proceeds.objects.filter(pk__in=[one.proceeds for one in plan.sources], kind="in-kind").first()
    return found.investment if found else None


IN_PREPARATION = Text.of(
    vi="Quỹ đang có một lần phân chia chờ xác nhận. Hãy xác nhận hoặc bỏ lần ấy trước.",
    en="A distribution of this fund waits to be confirmed. Confirm or drop that one first.",
)
SETTLED = Text.of(
    vi="Phần lợi nhuận của bên quản lý đã quyết toán; hãy đảo lần quyết toán trước.",
    en="The manager's carry was settled for good; reverse that first.",
)
NOT_TO_PAY = Text.of(vi="Khoản này chưa đến lượt chi trả.", en="There is nothing to pay of this now.")
