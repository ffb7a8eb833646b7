"""A deal from inside, and what is attached to its memos."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from longbien.capital.models import Deal, MemoFile
from longbien.capital.queries.deals import deal as queries
from longbien.capital.queries.deals.carried import investment_of
from longbien.capital.queries.deals.pipeline import cards, deal_row
from longbien.capital.queries.deals.tables import may_see
from longbien.capital.rules.deals.stages import CLOSED, COMMITTEE, DECLINED, DILIGENCE, TERM_SHEET, VERBS, verbs_from
from longbien.capital.rules.funds.lives import NAMES, TONES
from longbien.capital.views.deals.asked import lead_field
from longbien.capital.views.deals.drawn import dilution_chart
from longbien.kernel.refusal import not_found
from longbien.people.policy import can
from longbien.people.queries import today
from longbien.record.queries import document, open_document
from longbien.ui.forms import Form
from longbien.ui.requests import Request

# Verbs that are a page of their own; the others are one button.
PAGES = {"propose": "deals:propose", "close": "deals:close-deal", "decline": "deals:decline"}


@login_required
@require_safe
@never_cache
def deal(request: Request, deal_id: UUID) -> HttpResponse:
    """For officers, auditors and its committee, as far as nothing ties them to the company; its own people are led to
    what is meant for them."""
    found = Deal.objects.filter(pk=deal_id).first()
    if found is not None and can(request.actor, "follow", found):
        return redirect("deals:mine")
    row = deal_row(request.actor, deal_id)
    works = can(request.actor, "work", row)
    sheets = queries.sheets(row)
    investment = investment_of(row)
    effect = queries.effect(row, sheets[0].sheet if sheets else None, today())
    context = {
        "card": cards([row], timezone.now())[0],
        "row": row,
        "steps": queries.steps(row),
        "memos": queries.memos(row),
        "sheets": sheets,
        "effect": effect,
        "chart": dilution_chart(effect.rows) if effect and effect.rows else None,
        "works": works,
        "investment": investment,
        "sees_investment": investment is not None and can(request.actor, "view", investment),
        "investment_state": (NAMES[investment.state], TONES[investment.state]) if investment else None,
        "kept_out": queries.kept_out(row),
        "actions": [(verb, VERBS[verb], PAGES.get(verb)) for verb in verbs_from(row.stage)] if works else [],
        "may_write": works and row.stage not in (COMMITTEE, CLOSED, DECLINED),
        "may_set_terms": works and row.stage in (DILIGENCE, TERM_SHEET),
        "sees_table": may_see(request.actor, row.company_id),
        "form": Form((lead_field(),), {"lead": str(row.lead_id)}) if works else None,
    }
    return render(request, "capital/deals/deal.html", context)


@login_required
@require_safe
@never_cache
def memo_file(request: Request, deal_id: UUID, document_id: UUID) -> HttpResponseBase:
    """What is attached to a memo, as a download: what it holds came from outside."""
    row = deal_row(request.actor, deal_id)
    found = MemoFile.objects.filter(memo__deal=row, document_id=document_id).first()
    kept = document(found.document_id) if found else None
    content = open_document(kept.id) if kept else None
    if kept is None or content is None:
        raise not_found()
    return FileResponse(content, as_attachment=True, filename=kept.name, content_type=kept.media_type)
