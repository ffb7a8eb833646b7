"""A vehicle invests in a company: one officer prepares it, another confirms it, then it is posted."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.booking import Booking, book
from longbien.capital.actions.funds.locked import locked, must_be_past, must_be_untied, must_hold, subject_of
from longbien.capital.actions.investing.carrying import carried_out, must_carry_out
from longbien.capital.actions.investing.deciding import Paper, about, confirming, draft, keep, posted
from longbien.capital.actions.investing.rating import Rated, quote_of, rate_fields, worth
from longbien.capital.events.investing import InvestmentMade
from longbien.capital.queries.funds.packs import pack_view
from longbien.capital.queries.funds.vehicles import standing
from longbien.capital.queries.investing.holdings import cost_in
from longbien.capital.queries.investing.plans import distribution_terms
from longbien.capital.queries.investing.pool import kept, least_paid_in_since, left, paid_in_and_left, recycled
from longbien.capital.rules.investing import books
from longbien.capital.rules.investing.instruments import Bought, check_bought
from longbien.capital.rules.investing.limits import Asked, check_asked
from longbien.capital.rules.vehicles.measures import Stake
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.ledger.wording import word
from longbien.people.queries import organisation
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

INVESTED = word("capital.invest", Text.of(vi="Đầu tư vào doanh nghiệp", en="Investment in a company"))
RECYCLED = word("capital.recycle", Text.of(vi="Tiền thu về được tái đầu tư", en="Proceeds invested again"))
EXCHANGED = word("capital.exchange", Text.of(vi="Đổi tiền của quỹ", en="Currency exchanged by a fund"))


@dataclass(frozen=True)
class Investing:
    """What is invested in which company. `recycled` minor units of the vehicle's currency come out of proceeds.

    `share` is what the vehicle then holds of the company's charter capital; `is_fund`: the company is a fund itself;
    `deal_id`: the closed deal that it carries out.
    """

    organisation_id: UUID
    instrument: str
    rated: Rated
    on: date
    share: Fraction
    about: str
    recycled: int = 0
    is_fund: bool = False
    deal_id: UUID | None = None


@act
def prepare_investment(
    vehicle_id: UUID, asked: Investing, *, paper: Paper | None, by: Actor, at: datetime
) -> UUID:  # fmt: skip
    """Draft an investment; the answer is its id. Nothing is paid before another officer confirms it.

    Refusal 422 with the article (or the clause) of every limit it breaks, without a document, or for money that isn't
    there; 403 for an officer who is tied to the company.
    """
    vehicle = locked(vehicle_id, by=by, action="prepare")
    company = organisation(asked.organisation_id)
    if company is None:
        raise not_found()
    must_be_untied(by, [company.id])
    must_be_past(asked.on, at, "on")
    if not 3 <= len(asked.about.strip()) <= 300:
        raise Refusal("about-missing", ABOUT, faults=(Fault("about", ABOUT),))
    row = models.Investment(
        id=new_id(), vehicle=vehicle, organisation_id=company.id, instrument=asked.instrument,
        about=asked.about.strip(), on=asked.on, cost=worth(asked.rated, vehicle.currency, on=asked.on),
        recycled=asked.recycled, share=str(asked.share), deal=carried_out(asked.deal_id, vehicle, by=by),
        **rate_fields(asked.rated, vehicle.currency, on=asked.on),
    )  # fmt: skip
    _must_be_allowed(row, is_fund=asked.is_fund)
    keep(row, paper, by=by, at=at)
    return draft(row, _content(row, is_fund=asked.is_fund), by=by, at=at)


@act
def confirm_investment(investment_id: UUID, *, by: Actor, at: datetime) -> int:
    """Post an investment that another officer prepared; the answer is its number.

    Refused as `prepare_investment` is, by what stands now.
    """
    row = confirming(models.Investment, investment_id, by, at)
    must_be_untied(by, [row.organisation_id])
    _must_be_allowed(row, is_fund='"is_fund":true' in row.plan)
    if row.recycled:
        _post(row, RECYCLED, books.recycle(row.recycled), by=by, at=at)
    abroad = books.Abroad(row.currency, row.minor) if row.rate_on else None
    if abroad:
        _post(row, EXCHANGED, books.exchange_out(row.cost, abroad), by=by, at=at)
    row.entry = _post(row, INVESTED, books.buy(row.pk, row.cost, abroad), by=by, at=at)
    row.save()
    _spend(row)
    vehicle = subject_of(row.vehicle)
    number, evidence = posted(row)
    event = InvestmentMade(
        row.pk, row.organisation_id, row.instrument, row.on, evidence, row.sha256, row.entry,
        amount=Money(row.minor, row.currency),
    )  # fmt: skip
    emit(event, subject=vehicle, by=by, at=at, chain=vehicle)
    return number


def _post(row: models.Investment, kind: str, moves: Any, *, by: Actor, at: datetime) -> UUID:
    key = uuid5(NAMESPACE_URL, f"longbien:{kind}:{row.pk}")
    quote = quote_of(row, row.vehicle.currency) if kind == EXCHANGED else None
    return book(row.vehicle, Booking(key, kind, row.on, tuple(moves), row.sha256, about(row), quote), by=by, at=at)


def _spend(row: models.Investment) -> None:
    """Recycled money comes out of the earliest proceeds."""
    rest = row.recycled
    for one in left(row.vehicle_id):
        if rest and one.row.kind != "in-kind":
            taken = min(rest, one.amount)
            models.Spent.objects.create(proceeds=one.row, investment=row, amount=taken)
            rest -= taken


def _must_be_allowed(row: models.Investment, *, is_fund: bool) -> None:
    share = Fraction(row.share)
    must_carry_out(row)
    must_hold(check_bought(Bought(row.instrument, row.cost, row.recycled, share)))
    vehicle = row.vehicle
    asked = Asked(
        stake=Stake(str(row.organisation_id), share, is_fund),
        currency=vehicle.currency,
        committed=standing(vehicle, with_signed=False).total,
        in_company=cost_in(vehicle.pk, row.organisation_id) + row.cost,
        paid_from_cash=row.cost - row.recycled,
        recycled_now=row.recycled,
        recycled=recycled(vehicle.pk) + row.recycled,
        kept=kept(vehicle.pk),
        cash=paid_in_and_left(vehicle.pk),
        cash_then=least_paid_in_since(vehicle.pk, row.on),
    )
    must_hold(check_asked(asked, pack_view(vehicle.pack).rules, distribution_terms(vehicle.pk)))


def _content(row: models.Investment, *, is_fund: bool) -> dict[str, Any]:
    return {
        "organisation": str(row.organisation_id),
        "instrument": row.instrument,
        "about": row.about,
        "amount": Money(row.minor, row.currency).to_data(),
        "rate": [row.rate, row.rate_source, row.rate_on.isoformat()] if row.rate_on else [],
        "on": row.on.isoformat(),
        "cost": str(row.cost),
        "recycled": str(row.recycled),
        "share": row.share,
        "is_fund": is_fund,
        "evidence": str(row.evidence),
        **({"deal": str(row.deal_id)} if row.deal_id else {}),
    }


ABOUT = Text.of(
    vi="Hãy nói đầu tư để làm gì (3 đến 300 ký tự).", en="Say what the investment is for (3 to 300 characters)."
)
