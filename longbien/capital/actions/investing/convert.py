"""A SAFE or a convertible becomes shares at a priced round: one officer prepares it, another confirms it, then the cap
table has a version that says so."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.deals.keep_table import keep_table
from longbien.capital.actions.deals.locked import must_fit
from longbien.capital.actions.funds.locked import changed, locked, must_be_past, must_be_untied, must_hold, subject_of
from longbien.capital.actions.investing.deciding import Paper, confirming, draft, keep, posted, written
from longbien.capital.events.investing import InvestmentConverted
from longbien.capital.queries.deals.tables import latest, package_in
from longbien.capital.queries.funds.packs import pack_view
from longbien.capital.queries.investing.converting import converted, is_converting
from longbien.capital.rules.captable.ocf.issuing import Issue, issued
from longbien.capital.rules.deals.converting import Converted
from longbien.capital.rules.funds.lives import POSTED
from longbien.capital.rules.vehicles.limits import check_investment
from longbien.capital.rules.vehicles.measures import Stake
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Converting:
    """The round of others: who puts how much into the company, at which valuation before it, on which day."""

    investor: str
    money: Money
    pre_money: Money
    on: date


@act
def prepare_conversion(
    investment_id: UUID, asked: Converting, *, paper: Paper | None, by: Actor, at: datetime
) -> UUID:  # fmt: skip
    """Draft it; the answer is its id. Refusal 409 for what was not bought by a deal's terms, has no cap table here or
    is converted already; 422 with the article where the fund would then hold more than its law allows."""
    found = models.Investment.objects.filter(pk=investment_id).first()
    if found is None:
        raise not_found()
    vehicle = locked(found.vehicle_id, by=by, action="prepare")
    must_be_untied(by, [found.organisation_id])
    must_be_past(asked.on, at, "on")
    if found.state != POSTED or is_converting(found):
        raise conflict("converted", ONCE)
    investor = must_fit(asked.investor, "investor", 200, 2)
    row = models.Conversion(
        id=new_id(), vehicle=vehicle, investment=found, on=asked.on, investor=investor, money=asked.money.minor,
        pre_money=asked.pre_money.minor,
    )  # fmt: skip
    result = converted(row)
    row.shares, row.share, row.price = result.shares, str(result.share), str(result.price)
    _must_be_allowed(row, result)
    keep(row, paper, by=by, at=at)
    return draft(row, _content(row), by=by, at=at)


@act
def confirm_conversion(conversion_id: UUID, *, by: Actor, at: datetime) -> int:
    """Keep the cap table that it makes; the answer is the number of that version. Refusal 403 for the officer who
    prepared it, 409 when the cap table has changed since."""
    row = confirming(models.Conversion, conversion_id, by, at)
    must_be_untied(by, [row.investment.organisation_id])
    result = converted(row)
    row.shares, row.share, row.price = result.shares, str(result.share), str(result.price)
    if written(_content(row))[1] != row.sha256:
        raise changed()
    _must_be_allowed(row, result)
    table = keep_table(row.investment.organisation_id, _package(row, result), source="written", by=by, at=at)
    row.table = latest(row.investment.organisation_id)
    row.save()
    _, evidence = posted(row)
    event = InvestmentConverted(row.investment_id, row.pk, row.on, row.shares, table, evidence, row.sha256)
    vehicle = subject_of(row.vehicle)
    emit(event, subject=vehicle, by=by, at=at, chain=vehicle)
    return table


def _package(row: models.Conversion, result: Converted) -> Any:
    """The latest table with the shares of the fund, and those of the new money."""
    kept = latest(row.investment.organisation_id)
    assert kept is not None  # noqa: S101 - `converted` has read it
    unit, paid = row.vehicle.currency, Fraction(row.investment.cost, result.shares)
    issues = (
        Issue(f"LB-{row.number}-1", row.vehicle.name, result.shares, paid, unit, row.on),
        Issue(f"LB-{row.number}-2", row.investor, result.bought, result.price, unit, row.on),
    )
    return issued(package_in(kept.files), (one for one in issues if one.shares), row.pk)


def _must_be_allowed(row: models.Conversion, result: Converted) -> None:
    stake = Stake(str(row.investment.organisation_id), result.share, is_fund=False)
    must_hold(check_investment(stake, pack_view(row.vehicle.pack).rules))


def _content(row: models.Conversion) -> dict[str, Any]:
    currency = row.vehicle.currency
    return {
        "investment": str(row.investment_id),
        "on": row.on.isoformat(),
        "investor": row.investor,
        "money": Money(row.money, currency).to_data(),
        "pre_money": Money(row.pre_money, currency).to_data(),
        "shares": str(row.shares),
        "share": row.share,
        "price": row.price,
        "evidence": str(row.evidence),
    }


ONCE = Text.of(
    vi="Khoản này chưa ghi sổ, hoặc đã chuyển đổi rồi.", en="This is not posted, or it is converted already."
)
