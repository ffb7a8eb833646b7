"""The deal board; entering a deal; and what companies are told of their own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from longbien.capital.actions.deals.open_deal import Entered, open_deal
from longbien.capital.policy import FUND, HUB
from longbien.capital.queries.deals.pipeline import board as columns_of
from longbien.capital.queries.deals.pipeline import deals, hidden_from, told
from longbien.capital.queries.deals.tables import companies_with_tables
from longbien.capital.queries.deals.written import committee
from longbien.capital.views.deals.asked import deal_fields
from longbien.capital.views.funds.asked import answer
from longbien.kernel.refusal import not_allowed, not_found
from longbien.people.policy import can
from longbien.people.queries import organisations, organisations_of
from longbien.ui.requests import Request


@login_required
@require_safe
@never_cache
def board(request: Request) -> HttpResponse:
    """For fund officers and auditors; a member of a committee sees what was put before theirs."""
    sees_all = can(request.actor, "see-deals", None, type=HUB)
    if not sees_all and not deals(request.actor).exists():
        raise not_found()
    columns = columns_of(request.actor, timezone.now())
    context = {
        "columns": columns,
        "is_empty": not any(one.deals for one in columns),
        "hidden": hidden_from(request.actor),
        "may_open": FUND in request.actor.roles,
        "has_committee": committee() is not None,
    }
    return render(request, "capital/deals/board.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Enter a company into the pipeline of a fund."""
    if FUND not in request.actor.roles:
        raise not_allowed()

    def send(data: dict[str, Any]) -> HttpResponse:
        entered = Entered(UUID(data["vehicle"]), UUID(data["company"]), UUID(data["lead"]), data.get("about", ""))
        made = open_deal(entered, by=request.actor, at=timezone.now())
        messages.success(request, _("The deal is on the board."))
        return redirect("deals:deal", made)

    begun = {"lead": str(request.actor.id)}
    return answer(request, "capital/deals/new.html", deal_fields(request.actor), send, begun=begun)


@login_required
@require_safe
@never_cache
def mine(request: Request) -> HttpResponse:
    """Where the deals of one's own companies stand, in words meant for them; their rooms and cap tables."""
    kept = set(companies_with_tables(request.actor))
    own = [one for one in organisations_of(request.actor) if one.kind in ("team", "company")]
    others = organisations(kept - {one.id for one in own})
    context = {
        "deals": told(request.actor),
        "companies": [(one, one.id in kept) for one in own],
        "others": sorted(others.values(), key=lambda one: one.name),
    }
    return render(request, "capital/deals/mine.html", context)
