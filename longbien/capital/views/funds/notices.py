"""A notice: what an investor owes and why; officers record what comes in for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.capital.actions.funds.record_receipt import Arrived, declare_default, record_receipt
from longbien.capital.policy import FUND, INSIDE
from longbien.capital.queries import funds as queries
from longbien.capital.rules.funds.notices import default_from
from longbien.capital.views.funds.asked import REASON, RECEIVED_ON, REFERENCE, amount_field, answer, day_of, money_of
from longbien.capital.views.papers import printed
from longbien.kernel.refusal import not_allowed
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.ui.requests import Request


@require_safe
def notice(request: Request, notice_id: UUID) -> HttpResponse:
    """For the investor's own people and for officers."""
    card = queries.notice(request.actor, notice_id, today=today())
    terms = queries.terms(card.vehicle_id)
    first = default_from(card.due_on, terms.rules.grace_days)
    is_officer = FUND in request.actor.roles
    context = {
        "notice": card,
        "receipts": queries.receipts(card.id),
        "terms": terms,
        "is_inside": not INSIDE.isdisjoint(request.actor.roles),
        "is_officer": is_officer,
        "default_from": first,
        "may_default": is_officer and card.state == "late" and today() >= first,
    }
    return render(request, "capital/funds/notice.html", context)


@require_safe
def paper(request: Request, notice_id: UUID) -> HttpResponseBase:
    """The notice as a sealed PDF, for whoever may see it."""
    return printed(queries.notice(request.actor, notice_id, today=today()).paper)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: Request, notice_id: UUID) -> HttpResponse:
    """Record money that came in: all of it, or a part."""
    card = _open_to_officers(request, notice_id)
    label = Text.of(vi="Số tiền đã nhận", en="Amount received")
    fields = (amount_field(card.amount.currency, label, most=card.outstanding.minor or 1), RECEIVED_ON, REFERENCE)

    def send(data: dict[str, Any]) -> HttpResponse:
        arrived = Arrived(money_of(data, "amount"), day_of(data, "received_on"), data.get("reference", ""))
        record_receipt(card.id, arrived, by=request.actor, at=timezone.now())
        messages.success(request, _("The receipt is posted."))
        return redirect("capital:notice", card.id)

    begun = {"amount": card.outstanding.to_data(), "received_on": today().isoformat()}
    return answer(request, "capital/funds/receipt.html", fields, send, begun=begun, notice=card)


@require_http_methods(["GET", "HEAD", "POST"])
def default(request: Request, notice_id: UUID) -> HttpResponse:
    """Declare a default, with the reason."""
    card = _open_to_officers(request, notice_id)

    def send(data: dict[str, Any]) -> HttpResponse:
        declare_default(card.id, reason=data["reason"], by=request.actor, at=timezone.now())
        messages.success(request, _("The default is declared."))
        return redirect("capital:notice", card.id)

    return answer(request, "capital/funds/default.html", (REASON,), send, notice=card)


def _open_to_officers(request: Request, notice_id: UUID) -> queries.NoticeCard:
    card = queries.notice(request.actor, notice_id, today=today())
    if FUND not in request.actor.roles:
        raise not_allowed()
    return card
