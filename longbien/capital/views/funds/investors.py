"""The investors' own pages: everything of theirs and nothing of anybody else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.capital.actions.funds.agree_clause import Agreed, agree_clause
from longbien.capital.actions.funds.commit import withdraw as take_back
from longbien.capital.policy import FUND
from longbien.capital.queries import funds as queries
from longbien.capital.queries.funds.commitments import mine as my_commitments
from longbien.capital.queries.funds.notices import mine as my_notices
from longbien.capital.queries.funds.notices import notice_cards, open_ones
from longbien.capital.queries.investing.decisions import payouts
from longbien.capital.rules.funds.side_letters import KINDS
from longbien.capital.views.funds.asked import CLAUSE, REASON, answer, day_of
from longbien.kernel.refusal import not_allowed
from longbien.people.queries import today
from longbien.ui.requests import Request


@require_safe
def mine(request: Request) -> HttpResponse:
    """What one's own organisations committed, owe and have paid in."""
    if not request.actor.is_signed_in:
        return redirect_to_login(request.get_full_path(), "account_login")
    cards = queries.commitment_cards(my_commitments(request.actor))
    context = {
        "accounts": [queries.account(card, today=today()) for card in cards],
        "open": open_ones(notice_cards(my_notices(request.actor), today=today())),
    }
    return render(request, "capital/funds/mine.html", context)


@require_safe
def commitment(request: Request, commitment_id: UUID) -> HttpResponse:
    """One commitment: its account, its notices, its clauses; for its investor and for officers."""
    card = queries.commitment(request.actor, commitment_id)
    context = {
        "card": card,
        "account": queries.account(card, today=today()),
        "lines": queries.capital_lines(card.vehicle_id, card.id, card.amount.currency),
        "payouts": payouts(commitment_id=card.id),
        "kinds": KINDS,
        "is_officer": FUND in request.actor.roles,
    }
    return render(request, "capital/funds/commitment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, commitment_id: UUID) -> HttpResponse:
    """Take back a commitment that no close has admitted."""
    card = _open_to_officers(request, commitment_id)

    def send(data: dict[str, Any]) -> HttpResponse:
        take_back(card.id, reason=data["reason"], by=request.actor, at=timezone.now())
        messages.success(request, _("The commitment is withdrawn."))
        return redirect("capital:commitment", card.id)

    return answer(request, "capital/funds/withdraw.html", (REASON,), send, card=card)


@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: Request, commitment_id: UUID) -> HttpResponse:
    """Add a clause to the side letter."""
    card = _open_to_officers(request, commitment_id)

    def send(data: dict[str, Any]) -> HttpResponse:
        agreed = Agreed(data["kind"], data["words"], day_of(data, "since"))
        agree_clause(card.id, agreed, by=request.actor, at=timezone.now())
        messages.success(request, _("The clause is agreed."))
        return redirect("capital:commitment", card.id)

    return answer(request, "capital/funds/clause.html", CLAUSE, send, begun={"since": today().isoformat()}, card=card)


def _open_to_officers(request: Request, commitment_id: UUID) -> queries.CommitmentCard:
    card = queries.commitment(request.actor, commitment_id)
    if FUND not in request.actor.roles:
        raise not_allowed()
    return card
