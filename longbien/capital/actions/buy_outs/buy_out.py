"""Buy the public share out: one officer prepares it, another confirms it, and the stake passes against the price."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.booking import Booking, book
from longbien.capital.actions.funds.locked import changed, locked, must_be_past, must_be_untied, subject_of
from longbien.capital.actions.investing.deciding import Paper, about, confirming, draft, keep, posted, written
from longbien.capital.events.buy_outs import PublicShareBought
from longbien.capital.queries.investing.buying_out import buy_out_plan
from longbien.capital.rules.funds.lives import DRAFT
from longbien.capital.rules.investing import books
from longbien.capital.rules.investing.buying import BuyOutPlan, Purchase
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.ledger.wording import word
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

BOUGHT = word("capital.buy-out", Text.of(vi="Mua lại phần vốn công", en="Buy-out of the public share"))


@dataclass(frozen=True)
class Buying:
    """The day on which the price was paid, and how much of the public commitment each private one takes over."""

    on: date
    parts: Mapping[UUID, int]


@act
def prepare_buy_out(vehicle_id: UUID, asked: Buying, *, paper: Paper | None, by: Actor, at: datetime) -> UUID:
    """Draft it; the answer is its id. The paper shows that the price was paid to the public investors.

    Refusal 422 outside of the window, for parts that aren't the whole, for a day before something the price must
    count; 409 where the terms give no such right, it was used, or something called or distributed isn't paid; 403 for
    an officer who is tied to one of the investors.
    """
    vehicle = locked(vehicle_id, by=by, action="prepare")
    must_be_past(asked.on, at, "on")
    if models.BuyOut.objects.filter(vehicle=vehicle, state=DRAFT).exists():
        raise conflict("one-at-a-time", IN_PREPARATION)
    plan = buy_out_plan(vehicle, asked.parts, on=asked.on)
    must_be_untied(by, _investors(plan.purchase))
    row = models.BuyOut(id=new_id(), vehicle=vehicle, on=asked.on, price=plan.purchase.price)
    keep(row, paper, by=by, at=at)
    return draft(row, _content(row, plan), by=by, at=at)


@act
def confirm_buy_out(buy_out_id: UUID, *, by: Actor, at: datetime) -> int:
    """Post what another officer prepared and tell both sides; the answer is its number.

    Refusal 403 for the officer who prepared it or is tied to an investor, 409 when the figures have changed since.
    """
    row = confirming(models.BuyOut, buy_out_id, by, at)
    plan = _same(row)
    purchase = plan.purchase
    must_be_untied(by, _investors(purchase))
    handed = (
        books.Handed(UUID(one.seller), UUID(one.buyer), one.called, one.committed - one.called, one.price)
        for one in purchase.passed
    )
    key = uuid5(NAMESPACE_URL, f"longbien:buy-out:{row.pk}")
    moves = tuple(books.buy_out(handed))
    row.entry = book(row.vehicle, Booking(key, BOUGHT, row.on, moves, row.sha256, about(row)), by=by, at=at)
    row.save()
    models.BuyOutPart.objects.bulk_create(
        models.BuyOutPart(
            id=new_id(), buy_out=row, commitment_id=UUID(who), committed=one.committed, called=one.called,
            price=one.price,
        )
        for who, one in purchase.moved().items()
    )  # fmt: skip
    number, evidence = posted(row)
    event = PublicShareBought(
        row.pk, number, row.on, evidence, row.sha256, row.entry, amount=Money(row.price, row.vehicle.currency)
    )
    vehicle = subject_of(row.vehicle)
    emit(event, subject=vehicle, by=by, at=at, chain=vehicle)
    return number


def _same(row: models.BuyOut) -> BuyOutPlan:
    """The plan as it would be posted now, if it is the one that was prepared."""
    content = json.loads(row.plan)
    taken: dict[UUID, int] = {}
    for _seller, buyer, committed, _called, _price in content["passed"]:
        taken[UUID(buyer)] = taken.get(UUID(buyer), 0) + int(committed)
    plan = buy_out_plan(row.vehicle, taken, on=row.on)
    if written(_content(row, plan))[1] != row.sha256:
        raise changed()
    return plan


def _content(row: models.BuyOut, plan: BuyOutPlan) -> dict[str, Any]:
    return {**plan.content(), "evidence": str(row.evidence)}


def _investors(purchase: Purchase) -> list[UUID]:
    """The organisations on both sides."""
    rows = models.Commitment.objects.filter(pk__in=list(purchase.moved()))
    return list(rows.values_list("organisation_id", flat=True))


IN_PREPARATION = Text.of(
    vi="Quỹ đang có một lần mua lại phần vốn công chờ xác nhận. Hãy xác nhận hoặc bỏ lần ấy trước.",
    en="A buy-out of this fund waits to be confirmed. Confirm or drop that one first.",
)
