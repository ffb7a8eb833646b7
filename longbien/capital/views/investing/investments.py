"""An investment: prepare it, look at it, let a second officer confirm it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.investing.invest import Investing, confirm_investment, prepare_investment
from longbien.capital.models import Deal
from longbien.capital.queries.deals.carried import agreed_of, deal_of, investment_of
from longbien.capital.queries.deals.pipeline import deal_row
from longbien.capital.queries.investing.converting import conversion_of, may_convert
from longbien.capital.queries.investing.decisions import decision_of, needed, proceeds_of, valuations_of
from longbien.capital.queries.investing.holdings import investment as investment_card
from longbien.capital.queries.investing.pool import kept, paid_in_and_left
from longbien.capital.rules.deals.carrying import NOT_CLOSED, Agreed
from longbien.capital.rules.deals.stages import CLOSED
from longbien.capital.rules.vehicles.limits import shown
from longbien.capital.rules.vehicles.measures import ELSEWHERE
from longbien.capital.rules.vehicles.pack import Pack
from longbien.capital.views.funds.asked import answer, day_of
from longbien.capital.views.funds.rules import limits_of
from longbien.capital.views.funds.wizard import prepared
from longbien.capital.views.investing import asked
from longbien.capital.views.investing.deciding import context_of, decide
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.ui.fields import Field
from longbien.ui.language import reader_language, say
from longbien.ui.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, vehicle_id: UUID) -> HttpResponse:
    """Say in which company, how much, by which contract; the draft then waits for a second officer."""
    return _ask(request, asked.officer(request, vehicle_id))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_deal(request: Request, deal_id: UUID) -> HttpResponse:
    """The same of a closed deal: company, instrument, amount and share come from its terms."""
    deal = deal_row(request.actor, deal_id, "work")
    if (found := investment_of(deal)) is not None:
        return redirect("investing:investment", found.pk)
    if deal.stage != CLOSED:
        messages.error(request, say(NOT_CLOSED))
        return redirect("deals:deal", deal.pk)
    return _ask(request, asked.officer(request, deal.vehicle_id), deal)


def _ask(request: Request, card: Any, deal: Deal | None = None) -> HttpResponse:
    currency, others = asked.currency_asked(request, card)
    left, agreed = card.money(kept(card.id)), agreed_of(deal) if deal else None

    def send(data: dict[str, Any]) -> HttpResponse:
        investing = Investing(
            UUID(data["company"]), data["instrument"], asked.rated_of(data), day_of(data, "on"),
            asked.percent_of(data, "share"), data["about"],
            recycled=Money.from_data(data["recycled"]).minor if data.get("recycled") else 0,
            is_fund=bool(data.get("is_fund")), deal_id=deal.pk if deal else None,
        )  # fmt: skip
        key = prepare_investment(
            card.id, investing, paper=asked.paper_of(data), by=request.actor, at=timezone.now()
        )  # fmt: skip
        return prepared(request, "investing:investment", key)

    context = {
        "card": card,
        "others": others,
        "limits": limits_of(_of_investments(card.pack.rules)),
        "cash": card.money(paid_in_and_left(card.id)),
        "kept": left,
        "deal": deal,
    }
    fields = (*_fields(currency, card, agreed), *((_recycled(card.currency),) if left else ()), asked.EVIDENCE)
    begun = {"on": today().isoformat(), "rate_on": today().isoformat(), **(_begun(deal, agreed) if agreed else {})}
    return answer(request, "capital/investing/new_investment.html", fields, send, begun=begun, **context)


def _of_investments(pack: Pack) -> Pack:
    """Only what an investment is held to."""
    return replace(pack, limits=tuple(one for one in pack.limits if one.measure in ELSEWHERE))


def _begun(deal: Deal | None, agreed: Agreed) -> dict[str, Any]:
    """What the deal says already."""
    percent = f"{float(agreed.share * 100):.4f}".rstrip("0").rstrip(".")
    amount = Money(agreed.minor, agreed.sheet.amount.currency).to_data()
    told = {"company": agreed.company, "instrument": agreed.instrument, "amount": amount, "about": deal and deal.about}
    return {**told, "share": percent if agreed.share else ""}


def _fields(currency: str, card: Any, agreed: Agreed | None) -> tuple[Field, ...]:
    """Of a deal only its company and its instrument can be chosen."""
    company = Text.of(vi="Doanh nghiệp", en="Company")
    label = Text.of(vi="Số tiền đầu tư", en="Amount invested")
    choices = tuple(one for one in asked.companies() if agreed is None or one.value == agreed.company)
    contracts = tuple(one for one in asked.INSTRUMENT.choices if agreed is None or one.value == agreed.instrument)
    return (
        Field("company", "choice", company, required=True, choices=choices),
        replace(asked.INSTRUMENT, choices=contracts),
        *asked.rated_fields(currency, card, label), asked.ON, asked.SHARE, asked.IS_FUND, asked.ABOUT,
    )  # fmt: skip


def _recycled(currency: str) -> Field:
    label = Text.of(vi="Trong đó tái đầu tư từ tiền thu về", en="Of it recycled out of proceeds")
    return Field("recycled", "money", label, minimum=0, maximum=10**17, currency=currency)


@require_safe
def investment(request: Request, investment_id: UUID) -> HttpResponse:
    """What was bought, what it is worth by whose valuation, what it brought."""
    row = needed(request.actor, "investment", investment_id)
    one = investment_card(request.actor, investment_id)
    context = {
        **context_of(request, decision_of(row)),
        "one": one,
        "share": shown(one.share, "share", "", reader_language()),
        "valuations": valuations_of(row.pk),
        "proceeds": proceeds_of(investment_id=row.pk),
        "deal": deal_of(request.actor, row.pk),
        "conversion": conversion_of(row.pk),
        "may_convert": may_convert(row),
    }
    return render(request, "capital/investing/investment.html", context)


@require_POST
def do(request: Request, investment_id: UUID, verb: str) -> HttpResponse:
    """Confirm, drop or reverse an investment."""
    return decide(request, "investment", investment_id, verb, confirm_investment, _("The investment is posted."))
