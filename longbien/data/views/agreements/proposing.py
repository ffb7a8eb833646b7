"""Propose an agreement on a data set: the steward says who sees which part of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.data.actions.agreements.agreeing import propose
from longbien.data.models import Agreement, DataSet
from longbien.data.queries.sets import SetCard, card
from longbien.data.rules.agreement.typed import terms_of
from longbien.data.views.agreements.questions import fields_of
from longbien.data.views.agreements.trying import Effect, tried
from longbien.kernel.refusal import Refusal, not_found
from longbien.people.policy import check as check_policy
from longbien.people.queries import organisation_named
from longbien.ui.forms import Form, check, read, rearranged
from longbien.ui.requests import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: Request, code: str) -> HttpResponse:
    found = card(code)
    if found is None:
        raise not_found()
    check_policy(request.actor, "propose", Agreement(data_set=DataSet(pk=found.id, owner_id=found.owner_id)))
    fields = fields_of(found.contract)
    if request.method != "POST":
        every = [{"column": one.name, "mask": "as-is"} for one in found.contract.columns if not one.is_personal]
        return _page(request, found, Form(fields, {"columns": every, "rows": []}))
    data = read(fields, request.POST, request.FILES)
    if (changed := rearranged(fields, request.POST, data)) is not None:
        return _page(request, found, Form(fields, changed))
    faults = check(fields, data)
    if "_try" in request.POST:
        effect, against = tried(found, data, faults)
        return _page(request, found, Form(fields, data, against), effect)
    if not faults:
        try:
            return _made(request, found, data)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    return _page(request, found, Form(fields, data, faults))


def _made(request: Request, found: SetCard, data: dict[str, Any]) -> HttpResponse:
    terms, faults = terms_of(data, found.contract)
    if faults:
        raise Refusal("terms", faults[0].what, faults=faults)
    made = propose(organisation_named(data["organisation"]), terms, by=request.actor, at=timezone.now())
    messages.success(request, _("The agreement is proposed. Nothing is given out before both sides have signed."))
    return redirect("data:agreement", made)


def _page(request: Request, found: SetCard, form: Form, effect: Effect | None = None) -> HttpResponse:
    context = {"card": found, "form": form, "effect": effect}
    return render(request, "data/agree.html", context, status=422 if form.faults else 200)
