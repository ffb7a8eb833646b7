"""One part of an order: its criterion beside what the evidence says, and the form of whose turn it is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.capital.actions.orders.accept_part import accept_part, refuse_part
from longbien.capital.actions.orders.deliver_part import Delivery, deliver_part
from longbien.capital.actions.orders.pay_part import Paid, pay_part
from longbien.capital.models import Order
from longbien.capital.queries.orders.evidence import Proven, proof, proven_by
from longbien.capital.queries.orders.orders import OrderView, is_first, needed_order, order_view
from longbien.capital.queries.orders.parts import PartView
from longbien.capital.queries.orders.said import told
from longbien.capital.views.funds.asked import day_of
from longbien.capital.views.investing.asked import paper_of
from longbien.capital.views.investing.evidence import sent
from longbien.capital.views.orders.questions import DOCUMENT, MEASURED, NOTE, PAID_ON, REASON, of_order
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

JUDGED = {"accept": accept_part, "refuse": refuse_part}


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: Request, order_id: UUID, place: int) -> HttpResponse:
    """Open as its order is; the supplier delivers here, another officer than the preparer accepts, a company pays."""
    order = needed_order(request.actor, order_id)
    view = order_view(order)
    shown = next((one for one in view.parts if one.place == place), None)
    if shown is None:
        raise not_found()
    turn = _turn(request.actor, order, view, shown)
    proven = proven_by(order.supplier_id) if turn == "deliver" and shown.criterion else ()
    fields = tuple(of_order(one, view) for one in _fields(turn, shown, proven))
    form, refusal = Form(fields, {}), None
    if request.method == "POST":
        data = read(fields, request.POST, request.FILES)
        faults = check(fields, data) if turn else ()
        if not faults:
            try:
                _act(request, shown, turn, data)
                return redirect("orders:part", order.pk, place)
            except Refusal as refused:
                refusal, faults = refused, refused.faults
        form = Form(fields, data, faults)
    return _page(request, (order, view, shown), turn, form, refusal)


@login_required
@require_safe
def payment(request: Request, order_id: UUID, place: int) -> HttpResponseBase:
    """The document of the payment, for those who see the pilot."""
    order = needed_order(request.actor, order_id)
    step = order.steps.filter(part__place=place, step="paid").first()
    if step is None:
        raise not_found()
    return sent(step)


def _turn(actor: Actor, order: Order, view: OrderView, shown: PartView) -> str:
    """Whether the reader delivers or judges now, or nothing."""
    if view.state != "signed":
        return ""
    if shown.state == "open" and can(actor, "deliver", order):
        return "deliver"
    if shown.state == "owed" and can(actor, "pay", order):
        return "pay"
    is_judge = not is_first(actor, order) and can(actor, "accept", order)
    return "judge" if shown.state == "delivered" and is_judge else ""


def _fields(turn: str, shown: PartView, proven: tuple[Proven, ...]) -> tuple[Field, ...]:
    if turn == "judge":
        return (REASON,)
    if turn == "pay":
        return (PAID_ON, DOCUMENT)
    if turn != "deliver":
        return ()
    if shown.criterion is None:
        return (NOTE, MEASURED)
    choices = tuple(Choice(str(one.trial.id), one.name) for one in proven)
    hint = Text.of(
        vi="Thử nghiệm đã kết thúc của tổ chức bạn, có hồ sơ bằng chứng lập sau báo cáo.",
        en="A trial of your organisation that has ended, with a dossier drawn up after its report.",
    )
    label = Text.of(vi="Hồ sơ kết thúc", en="Exit dossier")
    return (Field("trial", "choice", label, hint, required=True, choices=choices), MEASURED, NOTE)


def _act(request: Request, shown: PartView, turn: str, data: dict[str, Any]) -> None:
    verb, now = request.POST.get("verb", ""), timezone.now()
    if turn == "deliver":
        trial = UUID(data["trial"]) if "trial" in data else None
        deliver_part(shown.id, Delivery(data["note"], data["measured"], trial), by=request.actor, at=now)
        messages.success(request, _("Delivered. The other side accepts it next."))
    elif turn == "pay":
        pay_part(shown.id, Paid(day_of(data, "on"), paper_of(data)), by=request.actor, at=now)
        messages.success(request, _("It is on the record."))
    elif verb in JUDGED:
        JUDGED[verb](shown.id, reason=data.get("reason", ""), by=request.actor, at=now)
        messages.success(request, _("It is on the record."))
    else:
        raise Refusal("nothing-to-do", NOTHING, status=409, faults=(Fault("reason", NOTHING),))


def _page(
    request: Request, found: tuple[Order, OrderView, PartView], turn: str, form: Form, refusal: Refusal | None
) -> HttpResponse:
    order, view, shown = found
    handed = shown.delivered
    proven = _handed(order, view, shown)
    context = {
        "view": view,
        "part": shown,
        "kpi": view.kpis[shown.kpi],
        "turn": turn,
        "form": form,
        "refusal": refusal if refusal and not refusal.faults else None,
        "handed": handed,
        "payment": next((one for one in shown.steps if one.paid_on), None),
        "proven": proven,
        "found": shown.criterion.read(proven.figures) if proven and shown.criterion else None,
        "holds": bool(proven and shown.criterion and shown.criterion.holds(proven.figures)),
        "history": [one for one in told(view, named=view.is_pilot or turn != "") if one.step.part == shown.place],
        "now": timezone.now(),
    }
    status = refusal.status if refusal else 422 if form.faults else 200
    return render(request, "capital/orders/part.html", context, status=status)


def _handed(order: Order, view: OrderView, shown: PartView) -> Proven | None:
    """The evidence of the newest delivery."""
    step = order.steps.filter(part_id=shown.id, step="delivered").order_by("pk").last()
    return proof(step.trial_id, view.supplier.id) if step and step.trial_id else None


NOTHING = Text.of(vi="Lúc này không có việc nào cho bạn ở đây.", en="There is nothing for you to do here now.")
