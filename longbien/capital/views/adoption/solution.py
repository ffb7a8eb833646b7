"""One proven solution: the evidence, the price part by part, the terms, and the way to order it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from longbien.capital.actions.adoption.list_solution import list_solution, remove_solution
from longbien.capital.models import Solution
from longbien.capital.policy import HUB
from longbien.capital.queries.adoption.solutions import evidence_of, needed_solution, solution_view
from longbien.capital.queries.orders.orders import order_views, public_orders
from longbien.capital.queries.orders.routes import routes_for
from longbien.capital.rules.orders.criteria import FIGURES
from longbien.capital.views.orders.questions import REASON
from longbien.kernel.refusal import Refusal, not_found
from longbien.people.policy import can
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

VERBS = {"list": list_solution, "remove": remove_solution}
SHOWN = ("site_days", "devices", "events", "breaches", "incidents", "suspensions")


@require_safe
def solution(request: Request, solution_id: UUID) -> HttpResponse:
    """Open to everyone once it was listed."""
    return _page(request, needed_solution(request.actor, solution_id))


@login_required
@require_POST
def do(request: Request, solution_id: UUID, verb: str) -> HttpResponse:
    """List it, or take it out, with a reason."""
    found = needed_solution(request.actor, solution_id)
    if verb not in VERBS:
        raise not_found()
    data = read((REASON,), request.POST, request.FILES)
    if faults := check((REASON,), data):
        return _page(request, found, Form((REASON,), data, faults))
    try:
        VERBS[verb](found.pk, reason=data["reason"], by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if not refusal.faults:
            raise
        return _page(request, found, Form((REASON,), data, refusal.faults))
    messages.success(request, _("It is on the record."))
    return redirect("adoption:solution", found.pk)


def _page(request: Request, found: Solution, form: Form | None = None) -> HttpResponse:
    view, evidence = solution_view(found), evidence_of(found)
    verb = {"offered": "list", "listed": "remove"}.get(view.state, "")
    may_remove = view.state == "offered" and can(request.actor, "remove", found)
    sold = public_orders().filter(solution=found)[:20]
    context = {
        "view": view,
        "parts": [(part, view.money(part), view.kpis[part.kpi]) for part in view.parts],
        "trial": evidence.trial,
        "figures": [(FIGURES[code].name, FIGURES[code].of(evidence.figures)) for code in SHOWN],
        "sold": order_views(sold),
        "verb": verb if verb and can(request.actor, verb, found) else "remove" if may_remove else "",
        "form": form or Form((REASON,), {}),
        "faulty": form,
        "may_pilot": view.state == "listed" and any(one.is_pilot for one in routes_for(request.actor)),
        "may_order": view.state == "listed" and can(request.actor, "order", None, type=HUB),
    }
    return render(request, "capital/adoption/solution.html", context, status=422 if form else 200)
