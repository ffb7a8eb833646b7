"""What every page of a decision shows, and what its buttons do."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from longbien.capital.actions.investing.deciding import drop
from longbien.capital.actions.investing.undo import ask_reversal, confirm_reversal
from longbien.capital.policy import FUND
from longbien.capital.queries import funds as queries
from longbien.capital.queries.investing.decisions import Decision
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.ledger.policy import BOOK
from longbien.people.policy import can
from longbien.people.queries import person_card
from longbien.ui.requests import Request


def context_of(request: Request, decision: Decision) -> dict[str, Any]:
    """The vehicle, both officers, and whether the reader is one who may decide now."""
    prepared, confirmed = decision.officers
    return {
        "card": queries.vehicle(request.actor, decision.vehicle_id),
        "run": decision,
        "prepared": prepared,
        "confirmed": confirmed,
        "asker": person_card(decision.reversal_by),
        "is_own": decision.prepared_by == request.actor.id,
        "is_asker": decision.reversal_by == request.actor.id,
        "is_officer": FUND in request.actor.roles,
        "reads_ledger": can(request.actor, "read", None, type=BOOK),
        "do_route": f"investing:do-{decision.kind}",
        "evidence_route": f"investing:{decision.kind}-evidence",
    }


class Confirm(Protocol):
    """Posts a draft, as its second officer."""

    def __call__(self, key: UUID, /, *, by: Actor, at: datetime) -> object: ...


def decide(request: Request, kind: str, key: UUID, verb: str, confirm: Confirm, said: str) -> HttpResponse:
    """Confirm a draft, which `said` tells, or drop it, ask for a reversal or confirm one; then back to its page.
    Refusal 404 for other verbs."""
    at, by, reason = timezone.now(), request.actor, request.POST.get("reason", "")
    if verb == "confirm":
        confirm(key, by=by, at=at)
        messages.success(request, said)
    elif verb == "drop":
        drop(kind, key, reason=reason, by=by, at=at)
        messages.success(request, _("The draft is dropped."))
    elif verb == "ask-reversal":
        ask_reversal(kind, key, reason=reason, by=by, at=at)
        messages.success(request, _("The reversal is asked for. Another officer must confirm it."))
    elif verb == "reverse":
        confirm_reversal(kind, key, by=by, at=at)
        messages.success(request, _("It is reversed; the books stand as before."))
    else:
        raise not_found()
    return redirect(f"investing:{kind}", key)
