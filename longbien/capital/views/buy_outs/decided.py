"""A buy-out: what both officers see of it, its paths, its document; and each investor's own part of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from longbien.capital.actions.buy_outs.buy_out import confirm_buy_out
from longbien.capital.policy import INSIDE
from longbien.capital.queries.investing.buy_outs import (
    BuyOutCard,
    PartCard,
    buy_out,
    buy_out_card,
    part_cards,
    parts_of,
)
from longbien.capital.queries.investing.decisions import needed
from longbien.capital.queries.investing.explaining import data_of, explain
from longbien.capital.views.buy_outs.offered import Handing
from longbien.capital.views.buy_outs.priced import shown_grown, sum_of
from longbien.capital.views.investing.deciding import context_of, decide
from longbien.capital.views.investing.evidence import sent
from longbien.capital.views.investing.explorer import line_of, path_of, unit_asked
from longbien.capital.views.papers import printed
from longbien.ui.requests import Request


def _found(request: Request, buyout_id: UUID) -> BuyOutCard:
    return buy_out_card(needed(request.actor, "buyout", buyout_id))


@require_safe
def buyout(request: Request, buyout_id: UUID) -> HttpResponse:
    """Who hands over what to whom at which price, and why that; `?unit=` shows the path of one unit of the price."""
    one = _found(request, buyout_id)
    told, currency = explain(one), one.amount.currency
    place, path = unit_asked(request.GET.get("unit", ""), told.explanation)
    names = told.names
    context: dict[str, Any] = {
        **context_of(request, one.decision),
        "one": one,
        "told": told,
        "line": line_of(told.explanation.lines[0], currency, told.origins),
        "grown": shown_grown(one.grown, currency, told.origins),
        "sum": sum_of(one.grown, currency),
        "handing": [Handing(names[str(seller)], names[str(buyer)], *rest) for seller, buyer, *rest in one.passed],
        "parts": parts_of(one.decision.id),
        "place": place,
        "place_said": str(place),
        "path": path_of(path, currency, told) if path else None,
    }
    return render(request, "capital/buy_outs/buy_out.html", context)


@require_safe
def as_json(request: Request, buyout_id: UUID) -> JsonResponse:
    """Every path of the price, for machines."""
    one = _found(request, buyout_id)
    return JsonResponse(data_of(one, explain(one)), json_dumps_params={"ensure_ascii": False})


@require_POST
def do(request: Request, buyout_id: UUID, verb: str) -> HttpResponse:
    """Confirm, drop or reverse it."""
    return decide(request, "buyout", buyout_id, verb, confirm_buy_out, _("The buy-out is posted; both sides are told."))


@require_safe
def evidence(request: Request, buyout_id: UUID) -> HttpResponseBase:
    """The agreement, and that the price was paid."""
    return sent(needed(request.actor, "buyout", buyout_id))


def _part(request: Request, part_id: UUID) -> PartCard:
    return part_cards([needed(request.actor, "buyoutpart", part_id)])[0]


@require_safe
def part(request: Request, part_id: UUID) -> HttpResponse:
    """What one investor hands over or takes over, for their own people: how the price was made, nothing of others."""
    card = _part(request, part_id)
    one = buy_out(card.moved.buy_out_id)
    told = explain(one)
    context = {
        "part": card,
        "one": one,
        "told": told,
        "grown": shown_grown(one.grown, one.amount.currency, told.origins),
        "sum": sum_of(one.grown, one.amount.currency),
        "is_inside": not INSIDE.isdisjoint(request.actor.roles),
    }
    return render(request, "capital/buy_outs/part.html", context)


@require_safe
def paper(request: Request, part_id: UUID) -> HttpResponseBase:
    """The notice as a sealed PDF, for whoever may see it."""
    return printed(_part(request, part_id).paper)
