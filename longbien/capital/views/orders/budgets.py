"""What public bodies may spend on orders; fund officers appropriate it here."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.orders.appropriate import LARGEST, Decided, appropriate
from longbien.capital.policy import HUB
from longbien.capital.queries.orders.budgets import budgets as every_budget
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import check as check_policy
from longbien.people.queries import organisation_named
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request


def _fields() -> tuple[Field, ...]:
    return (
        Field(
            "buyer", "text", Text.of(vi="Cơ quan", en="Public body"),
            Text.of(vi="Tên cơ quan như đã đăng ký ở đây.", en="Its name as registered here."),
            required=True, maximum=200,
        ),
        Field(
            "amount", "money", Text.of(vi="Số tiền", en="Amount"), required=True, minimum=1, maximum=LARGEST,
            currency=settings.HUB.currency,
        ),
        Field(
            "decision", "text", Text.of(vi="Theo quyết định", en="By which decision"), required=True, minimum=3,
            maximum=200,
        ),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def budgets(request: Request) -> HttpResponse:
    """Appropriated, paid, reserved, available: straight from the ledger."""
    check_policy(request.actor, "appropriate", None, type=HUB)
    fields, faults = _fields(), tuple[Fault, ...]()
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else {}
    if request.method == "POST" and not (faults := check(fields, data)):
        try:
            buyer: UUID = organisation_named(data["buyer"], where="buyer")
            decided = Decided(buyer, Money.from_data(data["amount"]), data["decision"])
            appropriate(decided, by=request.actor, at=timezone.now())
            messages.success(request, _("Appropriated. It is in the ledger."))
            return redirect("orders:budgets")
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    context = {"budgets": every_budget(), "form": Form(fields, data, faults)}
    return render(request, "capital/orders/budgets.html", context, status=422 if faults else 200)
