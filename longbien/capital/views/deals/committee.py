"""The committee room of a deal: what it decides on, who is recused, how it voted, what it resolved."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from longbien.capital.queries.deals import deal as queries
from longbien.capital.queries.deals.pipeline import cards, deal_row
from longbien.capital.rules.deals.stages import COMMITTEE
from longbien.capital.views.deals.drawn import dilution_chart
from longbien.people.policy import ADMINISTRATOR
from longbien.people.queries import today
from longbien.procedures.queries import case
from longbien.ui.requests import Request


@login_required
@require_safe
@never_cache
def committee(request: Request, deal_id: UUID) -> HttpResponse:
    """For officers, auditors and the committee, as far as nothing ties them to the company."""
    row, actor = deal_row(request.actor, deal_id), request.actor
    sheets, memos = queries.sheets(row), queries.memos(row)
    effect = queries.effect(row, sheets[0].sheet if sheets else None, today())
    context = {
        "card": cards([row], timezone.now())[0],
        "row": row,
        "body": queries.body_name(row),
        "case": case(row.case_id) if row.case_id else None,
        "seats": queries.seats(row),
        "hearings": queries.hearings(row),
        "memo": memos[0] if memos else None,
        "sheet": sheets[0] if sheets else None,
        "effect": effect,
        "chart": dilution_chart(effect.rows) if effect and effect.rows else None,
        "is_before": row.stage == COMMITTEE,
        # Only its own members and administrators find the meeting itself.
        "may_meet": row.body in actor.bodies or ADMINISTRATOR in actor.roles,
    }
    return render(request, "capital/deals/committee.html", context)
