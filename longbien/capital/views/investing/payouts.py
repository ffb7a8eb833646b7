"""What one investor gets of a distribution, and why: for their own people, for officers and auditors."""

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.capital.policy import INSIDE
from longbien.capital.queries.investing.decisions import PayoutCard, distribution, needed, payout_cards
from longbien.capital.queries.investing.explaining import explain
from longbien.capital.queries.investing.papers import payout_number, printed_payout
from longbien.capital.views.investing.explorer import path_of
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.record.queries import open_document
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
    card = _card(request, payout_id)
    found = printed_payout(card.id, payout_number(card.number, card.place))
    content = open_document(found.id) if found else None
    if found is None or content is None:
        raise Refusal("not-printed-yet", NOT_PRINTED, status=404)
    return FileResponse(content, filename=found.name, content_type=found.media_type)


NOT_PRINTED = Text.of(
    vi="Thông báo đang được in và đóng dấu. Hãy thử lại sau ít phút.",
    en="The notice is being printed and sealed. Try again in a few minutes.",
)
