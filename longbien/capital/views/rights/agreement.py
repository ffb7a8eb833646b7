"""An agreement: its clauses, its rights, who has signed."""

from typing import Literal, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from longbien.capital.actions.rights.sign_agreement import sign_agreement
from longbien.capital.models import Agreement
from longbien.capital.queries.rights.agreements import agreement_view, needed_agreement
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, not_found
from longbien.people.policy import can
from longbien.people.queries import today
from longbien.procedures.queries.proving import proof_of
from longbien.ui.requests import Request

Side = Literal["holder", "hub"]
SIDES: tuple[Side, ...] = ("holder", "hub")


@login_required
@require_safe
@never_cache
def agreement(request: Request, agreement_id: UUID) -> HttpResponse:
    """For the funder, and for officers."""
    return _page(request, needed_agreement(request.actor, agreement_id))


@login_required
@require_POST
def sign(request: Request, agreement_id: UUID) -> HttpResponse:
    """Sign for one side what the page showed."""
    found, side = needed_agreement(request.actor, agreement_id), request.POST.get("side", "")
    if side not in SIDES:
        raise not_found()
    try:
        in_force = sign_agreement(
            agreement_id, side=cast(Side, side), digest=request.POST.get("digest", ""), proof=proof_of(request),
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        if refusal.code not in ("signature", "overlap", "four-eyes", "other-text", "signed-already"):
            raise
        return _page(request, found, refusal)
    messages.success(
        request, _("Signed. The rights are in force.") if in_force else _("Signed. The other side is asked.")
    )
    return redirect("rights:agreement", agreement_id)


def _page(request: Request, found: Agreement, refusal: Refusal | None = None) -> HttpResponse:
    view = agreement_view(found)
    back = urlencode({"next": reverse("rights:agreement", args=[found.pk])})
    context = {
        "view": view,
        "may_sign": _may_sign(request.actor, found, view.lacks),
        "refusal": refusal,
        "confirm_url": f"{reverse('people:confirm')}?{back}",
        "today": today(),
    }
    return render(request, "capital/rights/agreement.html", context, status=refusal.status if refusal else 200)


def _may_sign(actor: Actor, found: Agreement, lacks: tuple[str, ...]) -> str:
    """The side that the reader may sign for now, or nothing."""
    for side in lacks:
        if can(actor, f"sign-{side}", found) and not (side == "hub" and found.proposed_by == actor.id):
            return side
    return ""
