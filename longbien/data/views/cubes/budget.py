"""The page of a privacy budget: whose it is, what took of it, what stewards granted more, and why."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from longbien.data.actions.cubes.granting import FULL, LONGEST, decide_budget, propose_budget
from longbien.data.models import Agreement, BudgetProposal
from longbien.data.queries.agreements import agreement_view
from longbien.data.queries.budgets import proposals
from longbien.data.rules.cube.epsilon import read_epsilon
from longbien.data.views.agreements.composing import spent_before
from longbien.data.views.cubes.asking import FAULTY
from longbien.data.views.cubes.page import needed_cube
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

FIELDS = (
    Field("epsilon", "text", Text.of(vi="Thêm ε", en="More ε"), required=True, maximum=10),
    Field("reason", "longtext", Text.of(vi="Lý do", en="Reason"),
          Text.of(vi="Ai đọc sổ cũng thấy. Người trong dữ liệu chịu thêm chừng đó rủi ro.",
                  en="Whoever reads the record sees it. The persons in the data bear that much more risk."),
          required=True, maximum=LONGEST),
)  # fmt: skip
SHOWN_AGAIN = ("four-eyes", "decided-already", "proposed-already", "not-in-force", "not-published")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def epsilon(request: Request, agreement_id: UUID) -> HttpResponse:
    """Where it stands; POST proposes more."""
    found, _terms, _contract = needed_cube(request, agreement_id)
    if request.method != "POST":
        return _page(request, found, Form(FIELDS, {}))
    data = read(FIELDS, request.POST, request.FILES)
    asked, faults = _asked(data)
    if faults:
        return _page(request, found, Form(FIELDS, data, faults))
    try:
        propose_budget(found.pk, asked, data["reason"], by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if not refusal.faults and refusal.code not in SHOWN_AGAIN:
            raise
        return _page(request, found, Form(FIELDS, data, refusal.faults), refusal)
    messages.success(request, _("Proposed. A second steward decides."))
    return redirect("data:epsilon", found.pk)


def _asked(data: dict[str, Any]) -> tuple[int, tuple[Fault, ...]]:
    """The ε that is asked for, and all that is wrong with the answers."""
    faults = check(FIELDS, data)
    try:
        return read_epsilon(data.get("epsilon") or ""), faults
    except ValueError:
        blank = any(one.where == "epsilon" for one in faults)
        return 0, faults if blank else (Fault("epsilon", FAULTY), *faults)


@login_required
@require_POST
def decide(request: Request, agreement_id: UUID, proposal_id: UUID) -> HttpResponse:
    """A second steward grants what was proposed, or it is turned down."""
    found, _terms, _contract = needed_cube(request, agreement_id)
    if not BudgetProposal.objects.filter(pk=proposal_id, agreement=found).exists():
        raise not_found()
    granted = request.POST.get("do") == "grant"
    try:
        decide_budget(proposal_id, granted=granted, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if refusal.code not in SHOWN_AGAIN:
            raise
        return _page(request, found, Form(FIELDS, {}), refusal)
    messages.success(request, _("Granted.") if granted else _("Turned down."))
    return redirect("data:epsilon", found.pk)


def _page(request: Request, found: Agreement, form: Form, refusal: Refusal | None = None) -> HttpResponse:
    view, told = agreement_view(found), spent_before(found, request.actor)
    every, budget = proposals(found), told["budget"]
    waits = next((one for one in every if one.granted is None), None)
    may_grant = can(request.actor, "grant", found) and view.state == "in-force" and budget is not None
    context: dict[str, Any] = {
        **told, "view": view, "form": form, "refusal": refusal, "decided": [one for one in every if one != waits],
        "waits": waits, "is_mine": waits is not None and waits.person_id == request.actor.id,
        "may_grant": may_grant, "may_propose": may_grant and waits is None and budget.grantable > 0, "full": FULL,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.faults else 200
    return render(request, "data/cubes/budget.html", context, status=status)
