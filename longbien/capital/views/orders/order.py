"""One order: what was ordered, where each part stands, what happens next and by when."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from longbien.capital.actions.orders.agree_order import agree_order, sign_order, withdraw_order
from longbien.capital.actions.orders.decide_order import decide_order
from longbien.capital.models import Order
from longbien.capital.queries.adoption.sources import cohort_of
from longbien.capital.queries.orders.budgets import left
from longbien.capital.queries.orders.orders import OrderView, is_first, needed_order, order_view
from longbien.capital.queries.orders.said import told
from longbien.capital.views.orders.questions import DECISION, REASON, of_order
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, not_found
from longbien.people.policy import can
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

Act = Callable[[Request, Order, datetime], None]


def _agree(request: Request, order: Order, now: datetime) -> None:
    agree_order(order.pk, digest=request.POST.get("digest", ""), by=request.actor, at=now)
    messages.success(request, _("Agreed. Another officer signs next."))


def _sign(request: Request, order: Order, now: datetime) -> None:
    sign_order(order.pk, digest=request.POST.get("digest", ""), by=request.actor, at=now)
    messages.success(request, _("Signed. The money is reserved in the ledger."))


def _withdraw(request: Request, order: Order, now: datetime) -> None:
    withdraw_order(order.pk, reason=request.POST.get("reason", ""), by=request.actor, at=now)
    messages.success(request, _("Withdrawn. It stays on the record."))


def _decide(request: Request, order: Order, now: datetime) -> None:
    verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
    decide_order(order.pk, verdict=verdict, reason=reason, by=request.actor, at=now)
    messages.success(request, _("Decided. It is on the record."))


VERBS: dict[str, Act] = {"agree": _agree, "sign": _sign, "withdraw": _withdraw, "decide": _decide}
ASKED = {"withdraw": (REASON,), "decide": (DECISION, REASON)}


@require_safe
def order(request: Request, order_id: UUID) -> HttpResponse:
    """Open to everyone once it is signed; before, and where it is a pilot, to both sides and to officers."""
    return _page(request, needed_order(request.actor, order_id))


@login_required
@require_POST
def do(request: Request, order_id: UUID, verb: str) -> HttpResponse:
    """Agree, sign, withdraw or decide; what can't be done is said on the page, with what was written."""
    found = needed_order(request.actor, order_id)
    if verb not in VERBS:
        raise not_found()
    fields = ASKED.get(verb, ())
    data = read(fields, request.POST, request.FILES) if fields else {}
    faults = check(fields, data) if fields else ()
    if faults:
        return _page(request, found, Form(fields, data, faults))
    try:
        VERBS[verb](request, found, timezone.now())
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _page(request, found, Form(fields, data, refusal.faults), refusal)
    return redirect("orders:order", found.pk)


def _page(
    request: Request, found: Order, form: Form | None = None, refusal: Refusal | None = None
) -> HttpResponse:  # fmt: skip
    view = order_view(found)
    may = _may(request.actor, found, view)
    inside = view.is_pilot or can(request.actor, "prepare", found) or request.actor.member_of(found.supplier_id)
    ask = partial(of_order, view=view)
    faulty = form if form is not None and form.faults else None
    context = {
        "view": view,
        "may": may,
        "form": faulty,
        "withdraw": faulty if faulty and len(faulty.fields) == 1 else Form((ask(REASON),), {}),
        "decide": faulty if faulty and len(faulty.fields) > 1 else Form((DECISION, ask(REASON)), {}),
        "refusal": refusal if refusal and not refusal.faults else None,
        "left": left(found.buyer_id) if may & {"sign"} and not view.is_pilot else None,
        "cohort": cohort_of(view.place_id),
        "history": told(view, named=inside),
        "now": timezone.now(),
    }
    status = refusal.status if refusal else 422 if form else 200
    return render(request, "capital/orders/order.html", context, status=status)


def _may(actor: Actor, found: Order, view: OrderView) -> frozenset[str]:
    """What the reader may do with the order now."""
    open_steps = {"prepared": ("agree", "withdraw"), "agreed": ("sign", "withdraw")}.get(view.state, ())
    steps = ("decide",) if view.state == "signed" and all(part.closed for part in view.parts) else open_steps
    first = {"sign", "decide"} if is_first(actor, found) else set()
    return frozenset(step for step in steps if step not in first and can(actor, step, found))
