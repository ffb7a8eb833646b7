"""An investment: prepare it, look at it, let a second officer confirm it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.investing.invest import Investing, confirm_investment, prepare_investment
from longbien.capital.queries.investing.decisions import decision_of, needed, proceeds_of, valuations_of
from longbien.capital.queries.investing.holdings import investment as investment_card
from longbien.capital.queries.investing.pool import kept, paid_in_and_left
from longbien.capital.rules.vehicles.limits import shown
from longbien.capital.rules.vehicles.measures import ELSEWHERE
from longbien.capital.rules.vehicles.pack import Pack
from longbien.capital.views.funds.asked import answer, day_of
from longbien.capital.views.funds.rules import limits_of
from longbien.capital.views.investing import asked
from longbien.capital.views.investing.deciding import context_of, do_common
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.people.queries.organisations import every_organisation
from longbien.ui.fields import Choice, Field
from longbien.ui.language import reader_language
from longbien.ui.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, vehicle_id: UUID) -> HttpResponse:
    """Say in which company, how much, by which contract; the draft then waits for a second officer."""
    card = asked.officer(request, vehicle_id)
    currency, others = asked.currency_asked(request, card)
    left = card.money(kept(card.id))

    def send(data: dict[str, Any]) -> HttpResponse:
        investing = Investing(
            UUID(data["company"]), data["instrument"], asked.rated_of(data), day_of(data, "on"),
            asked.percent_of(data, "share"), data["about"],
            recycled=Money.from_data(data["recycled"]).minor if data.get("recycled") else 0,
            is_fund=bool(data.get("is_fund")),
        )  # fmt: skip
        key = prepare_investment(
            card.id, investing, paper=asked.paper_of(data), by=request.actor, at=timezone.now()
        )  # fmt: skip
        messages.success(request, _("The draft is ready. Another officer must confirm it before anything is posted."))
        return redirect("investing:investment", key)

    context = {
        "card": card,
        "others": others,
        "limits": limits_of(_of_investments(card.pack.rules)),
        "cash": card.money(paid_in_and_left(card.id)),
        "kept": left,
    }
    fields = (*_fields(currency, card), *((_recycled(card.currency),) if left else ()), asked.EVIDENCE)
    begun = {"on": today().isoformat(), "rate_on": today().isoformat()}
    return answer(request, "capital/investing/new_investment.html", fields, send, begun=begun, **context)


def _of_investments(pack: Pack) -> Pack:
    """Only what an investment is held to."""
    return replace(pack, limits=tuple(one for one in pack.limits if one.measure in ELSEWHERE))


def _fields(currency: str, card: Any) -> tuple[Field, ...]:
    choices = tuple(Choice(str(one.id), Text.of(und=one.name)) for one in every_organisation())
    company = Text.of(vi="Doanh nghiệp", en="Company")
    label = Text.of(vi="Số tiền đầu tư", en="Amount invested")
    return (
        Field("company", "choice", company, required=True, choices=choices),
        asked.INSTRUMENT, *asked.rated_fields(currency, card, label), asked.ON, asked.SHARE, asked.IS_FUND, asked.ABOUT,
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
    }
    return render(request, "capital/investing/investment.html", context)


@require_POST
def do(request: Request, investment_id: UUID, verb: str) -> HttpResponse:
    """Confirm, drop or reverse an investment."""
    if verb == "confirm":
        confirm_investment(investment_id, by=request.actor, at=timezone.now())
        messages.success(request, _("The investment is posted."))
    else:
        do_common(request, "investment", investment_id, verb)
    return redirect("investing:investment", investment_id)
