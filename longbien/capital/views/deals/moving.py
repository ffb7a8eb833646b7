"""Take a deal on: one button for the simple moves, a page for those that ask something."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from longbien.capital.actions.deals.close_deal import close_deal
from longbien.capital.actions.deals.move_deal import move_deal
from longbien.capital.actions.deals.open_deal import hand_deal
from longbien.capital.actions.deals.propose_deal import propose_deal
from longbien.capital.queries.deals import deal as queries
from longbien.capital.queries.deals.pipeline import cards, deal_row
from longbien.capital.queries.deals.written import committee
from longbien.capital.views.deals.asked import REASON, SUMMARY, lead_field
from longbien.capital.views.funds.asked import amount_field, answer, money_of
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.queries import body
from longbien.ui.forms import check, read
from longbien.ui.language import say
from longbien.ui.requests import Request


@login_required
@require_POST
def do(request: Request, deal_id: UUID, verb: str) -> HttpResponse:
    """`screen` or `examine`."""
    row = deal_row(request.actor, deal_id)
    if verb not in ("screen", "examine"):
        raise not_found()
    move_deal(row.pk, verb, by=request.actor, at=timezone.now())
    messages.success(request, _("Done. It stands in the record."))
    return redirect("deals:deal", row.pk)


@login_required
@require_POST
def lead(request: Request, deal_id: UUID) -> HttpResponse:
    """Another officer leads it."""
    row = deal_row(request.actor, deal_id, "work")
    fields = (lead_field(),)
    data = read(fields, request.POST, request.FILES)
    if faults := check(fields, data):
        messages.error(request, say(faults[0].what))
        return redirect("deals:deal", row.pk)
    try:
        hand_deal(row.pk, lead_id=UUID(data["lead"]), by=request.actor, at=timezone.now())
        messages.success(request, _("Done. It stands in the record."))
    except Refusal as refusal:
        if not refusal.faults:
            raise
        messages.error(request, say(refusal.what))
    return redirect("deals:deal", row.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: Request, deal_id: UUID) -> HttpResponse:
    """Stop looking at it, and say why."""
    row = deal_row(request.actor, deal_id, "work")

    def send(data: dict[str, Any]) -> HttpResponse:
        move_deal(row.pk, "decline", reason=data["reason"], by=request.actor, at=timezone.now())
        messages.success(request, _("The deal is declined. The company is told on its page."))
        return redirect("deals:deal", row.pk)

    card = cards([row], timezone.now())[0]
    return answer(request, "capital/deals/decline.html", (REASON,), send, card=card)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, deal_id: UUID) -> HttpResponse:
    """Put it before the committee, with the latest memo and terms."""
    row = deal_row(request.actor, deal_id, "work")
    found = committee()
    card = body(found.body) if found else None

    def send(data: dict[str, Any]) -> HttpResponse:
        propose_deal(row.pk, summary=data["summary"], by=request.actor, at=timezone.now())
        messages.success(request, _("It is before the committee."))
        return redirect("deals:committee", row.pk)

    context = {
        "card": cards([row], timezone.now())[0],
        "memo": next(iter(queries.memos(row)), None),
        "sheet": next(iter(queries.sheets(row)), None),
        "body": card.name if card else None,
    }
    return answer(request, "capital/deals/propose.html", (SUMMARY,), send, **context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, deal_id: UUID) -> HttpResponse:
    """For how much, by the latest terms, within what the committee agreed to."""
    row = deal_row(request.actor, deal_id, "work")

    def send(data: dict[str, Any]) -> HttpResponse:
        close_deal(row.pk, amount=money_of(data, "amount"), reason=data["reason"], by=request.actor, at=timezone.now())
        messages.success(request, _("The deal is closed."))
        return redirect("deals:deal", row.pk)

    sheet = next(iter(queries.sheets(row)), None)
    fields = (amount_field(row.vehicle.currency, AMOUNT, most=10**18), REASON)
    context = {
        "card": cards([row], timezone.now())[0],
        "sheet": sheet,
        "approved": row.approved,
        "begun": {"amount": row.approved.to_data()} if row.approved else {},
    }
    return answer(request, "capital/deals/close.html", fields, send, **context)


AMOUNT = Text.of(vi="Số tiền đầu tư", en="Amount to invest")
