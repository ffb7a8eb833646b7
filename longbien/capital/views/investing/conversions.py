"""A convertible becomes shares: prepare it, look at it, let a second officer confirm it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.investing.convert import Converting, confirm_conversion, prepare_conversion
from longbien.capital.queries.investing.converting import conversion_card
from longbien.capital.queries.investing.decisions import needed
from longbien.capital.queries.investing.holdings import investment as investment_card
from longbien.capital.rules.vehicles.limits import shown
from longbien.capital.views.funds.asked import amount_field, answer, day_of, money_of
from longbien.capital.views.funds.wizard import prepared
from longbien.capital.views.investing import asked
from longbien.capital.views.investing.deciding import context_of, decide
from longbien.capital.views.investing.evidence import sent
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.ui.fields import Field
from longbien.ui.language import reader_language
from longbien.ui.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, investment_id: UUID) -> HttpResponse:
    """The round that converts it: whose money, at which valuation."""
    one = investment_card(request.actor, investment_id)
    card = asked.officer(request, one.vehicle_id)

    def send(data: dict[str, Any]) -> HttpResponse:
        told = Converting(data["investor"], money_of(data, "amount"), money_of(data, "pre_money"), day_of(data, "on"))
        key = prepare_conversion(one.id, told, paper=asked.paper_of(data), by=request.actor, at=timezone.now())
        return prepared(request, "investing:conversion", key)

    label = Text.of(vi="Tiền mới", en="New money")
    valued = Text.of(vi="Định giá trước tiền", en="Valuation before the money")
    pre_money = Field("pre_money", "money", valued, required=True, minimum=1, maximum=10**18, currency=card.currency)
    fields = (asked.INVESTOR, amount_field(card.currency, label, most=10**18), pre_money, asked.ON, asked.EVIDENCE)
    begun = {"on": today().isoformat()}
    return answer(request, "capital/investing/new_conversion.html", fields, send, begun=begun, card=card, one=one)


@require_safe
def conversion(request: Request, conversion_id: UUID) -> HttpResponse:
    """How many shares, at which part of the company, and in which version of the cap table."""
    row = needed(request.actor, "conversion", conversion_id)
    shown_ = conversion_card(row)
    context = {
        **context_of(request, shown_.decision),
        "one": investment_card(request.actor, row.investment_id),
        "conversion": shown_,
        "share": shown(shown_.share, "share", "", reader_language()),
    }
    return render(request, "capital/investing/conversion.html", context)


@require_POST
def do(request: Request, conversion_id: UUID, verb: str) -> HttpResponse:
    """Confirm or drop a conversion."""
    said = _("It is converted; the cap table has a new version.")
    return decide(request, "conversion", conversion_id, verb, confirm_conversion, said)


@require_safe
def evidence(request: Request, conversion_id: UUID) -> HttpResponseBase:
    """The document behind it."""
    return sent(needed(request.actor, "conversion", conversion_id))
