"""Order a proven solution in one short form."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.adoption.adopt_solution import Adopter, adopt_solution
from longbien.capital.policy import HUB
from longbien.capital.queries.adoption.solutions import needed_solution, solution_view
from longbien.capital.queries.orders.routes import routes
from longbien.capital.views.orders.questions import buyer_field
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import check as check_policy
from longbien.problems.queries import departments
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: Request, solution_id: UUID) -> HttpResponse:
    """Who orders and where; price, parts and terms are the catalogue's."""
    found = needed_solution(request.actor, solution_id)
    check_policy(request.actor, "order", None, type=HUB)
    fields = _fields(request.actor)
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else {}
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and not (faults := check(fields, data)):
        try:
            adopter = Adopter(data["route"], UUID(data["buyer"]), data["where"])
            made = adopt_solution(found.pk, adopter, by=request.actor, at=timezone.now())
            messages.success(request, _("Prepared. The other side reads it and agrees next."))
            return redirect("orders:order", made)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    view = solution_view(found)
    context = {
        "view": view,
        "parts": [(one, view.money(one)) for one in view.parts],
        "form": Form(fields, data, faults),
    }
    return render(request, "capital/adoption/order.html", context, status=422 if faults else 200)


def _fields(actor: Actor) -> tuple[Field, ...]:
    known = [one for one in routes() if one.kind == "adoption"]
    return (
        buyer_field(departments(actor), Text.of(vi="Bên đặt hàng", en="Who orders")),
        Field(
            "where", "text", Text.of(vi="Dùng ở đâu", en="Where it is used"),
            Text.of(vi="Phường, tuyến phố, toà nhà …", en="A ward, a street, a building …"), required=True, minimum=2,
            maximum=200,
        ),
        Field(
            "route", "choice", Text.of(vi="Tuyến", en="Route"), required=True,
            choices=tuple(Choice(one.code, one.title) for one in known),
        ),
    )  # fmt: skip
