"""Write a version of the memo, or of the terms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.deals.write_memo import write_memo
from longbien.capital.actions.deals.write_sheet import write_terms
from longbien.capital.queries.deals import deal as queries
from longbien.capital.queries.deals.pipeline import cards, deal_row
from longbien.capital.views.deals.asked import MEMO, answers_of, attached, sheet_fields, sheet_of
from longbien.capital.views.funds.asked import answer
from longbien.kernel.refusal import Fault, Refusal
from longbien.ui.requests import Request

# What a fault of the rules is called on the form.
NAMED = {"discount_bp": "discount", "rate_bp": "rate", "pool_bp": "pool"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def memo(request: Request, deal_id: UUID) -> HttpResponse:
    """The next version starts from the last one; earlier ones stay."""
    row = deal_row(request.actor, deal_id, "work")
    last = next(iter(queries.memos(row)), None)

    def send(data: dict[str, Any]) -> HttpResponse:
        files = attached(data, "file_1", "file_2", "file_3")
        number = write_memo(row.pk, data["text"], files=files, by=request.actor, at=timezone.now())
        messages.success(request, _("Version %(n)d of the memo is kept.") % {"n": number})
        return redirect("deals:deal", row.pk)

    begun = {"text": last.text} if last else {}
    card = cards([row], timezone.now())[0]
    return answer(request, "capital/deals/memo.html", MEMO, send, begun=begun, card=card, last=last)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: Request, deal_id: UUID) -> HttpResponse:
    """The next version starts from the last one; earlier ones stay."""
    row = deal_row(request.actor, deal_id, "work")
    last = next(iter(queries.sheets(row)), None)

    def send(data: dict[str, Any]) -> HttpResponse:
        try:
            number = write_terms(row.pk, sheet_of(data), by=request.actor, at=timezone.now())
        except Refusal as refusal:
            faults = tuple(Fault(NAMED.get(one.where, one.where), one.what) for one in refusal.faults)
            raise Refusal(refusal.code, refusal.what, status=refusal.status, faults=faults) from refusal
        messages.success(request, _("Version %(n)d of the terms is kept.") % {"n": number})
        return redirect("deals:deal", row.pk)

    begun = answers_of(last.sheet) if last else {}
    card = cards([row], timezone.now())[0]
    fields = sheet_fields(row.vehicle.currency)
    return answer(request, "capital/deals/terms.html", fields, send, begun=begun, card=card, last=last)
