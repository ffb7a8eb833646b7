"""What one investor gets of a distribution, and why: for their own people, for officers and auditors."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.capital.policy import INSIDE
from longbien.capital.queries.investing.decisions import PayoutCard, distribution, needed, payout_cards
from longbien.capital.queries.investing.explaining import explain
from longbien.capital.views.investing.explorer import path_of
from longbien.capital.views.papers import printed
from longbien.ui.requests import Request


def _card(request: Request, payout_id: UUID) -> PayoutCard:
    return payout_cards([needed(request.actor, "payout", payout_id)])[0]


@require_safe
def payout(request: Request, payout_id: UUID) -> HttpResponse:
    """Only this investor's own paths; what others get doesn't stand here."""
    card = _card(request, payout_id)
    mine, currency = str(card.commitment.id), card.amount.currency
    told = None if card.settles else explain(distribution(card.distribution_id))
    paths = told.explanation.paths if told else ()
    context = {
        "payout": card,
        "paths": [path_of(one, currency, told) for one in paths if told and one.investor == mine],
        "is_inside": not INSIDE.isdisjoint(request.actor.roles),
    }
    return render(request, "capital/investing/payout.html", context)


@require_safe
def paper(request: Request, payout_id: UUID) -> HttpResponseBase:
    """The notice as a sealed PDF, for whoever may see it."""
    return printed(_card(request, payout_id).paper)
