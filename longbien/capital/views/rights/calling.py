"""Call an option."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.rights.call_option import call_option
from longbien.capital.models import Entitlement
from longbien.capital.queries.rights.book import cards
from longbien.capital.views.rights.questions import WHAT
from longbien.kernel.refusal import not_found
from longbien.people.policy import check as check_policy
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: Request, entitlement_id: UUID) -> HttpResponse:
    """What the holder wants by it; whoever has a better rank over the same is asked before."""
    found = Entitlement.objects.filter(pk=entitlement_id)
    if (row := found.select_related("agreement__contribution").first()) is None:
        raise not_found()
    check_policy(request.actor, "answer", row)
    data = read((WHAT,), request.POST, request.FILES) if request.method == "POST" else {}
    faults = check((WHAT,), data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        made = call_option(entitlement_id, what=data["what"], by=request.actor, at=timezone.now())
        messages.success(request, _("The option is called. It is on the record."))
        return redirect("rights:offer", made)
    context = {"card": cards(found)[0], "form": Form((WHAT,), data, faults)}
    return render(request, "capital/rights/call.html", context, status=422 if faults else 200)
