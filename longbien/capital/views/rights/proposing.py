"""Propose which rights come with a contribution."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.rights.propose_agreement import propose_agreement
from longbien.capital.models import Agreement, Contribution
from longbien.capital.queries.rights.agreements import contribution_view, needed_contribution
from longbien.capital.queries.rights.terms import templates
from longbien.capital.rules.rights.terms import Template
from longbien.capital.views.rights.questions import asked_rights, rights_fields
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check as check_policy
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read, rearranged
from longbien.ui.requests import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, contribution_id: UUID) -> HttpResponse:
    """One row for each right; the agreement is made from a template of the hub."""
    given = needed_contribution(request.actor, contribution_id)
    check_policy(request.actor, "propose", Agreement(contribution=given))
    known, shown = templates(), contribution_view(given)
    if shown.agreement_id is not None:
        return redirect("rights:agreement", shown.agreement_id)
    if not known:
        raise not_found()
    fields = (_template_field(known), *rights_fields(shown.laboratory))
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else {"template": known[0].code}
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        if (changed := rearranged(fields, request.POST, data)) is not None:
            return _page(request, given, Form(fields, changed))
        faults = check(fields, data)
        if not faults:
            try:
                return _made(request, given, data, known)
            except Refusal as refusal:
                if not refusal.faults:
                    raise
                faults = refusal.faults
    return _page(request, given, Form(fields, data, faults))


def _page(request: Request, given: Contribution, form: Form) -> HttpResponse:
    context = {"given": contribution_view(given), "form": form}
    return render(request, "capital/rights/propose.html", context, status=422 if form.faults else 200)


def _made(request: Request, given: Contribution, data: dict[str, Any], known: tuple[Template, ...]) -> HttpResponse:
    template = next(one for one in known if one.code == data["template"])
    rights = asked_rights(data, template.window)
    made = propose_agreement(given.pk, template=template.code, rights=rights, by=request.actor, at=timezone.now())
    messages.success(request, _("The agreement is proposed. Nothing is in force before both sides have signed."))
    return redirect("rights:agreement", made)


def _template_field(known: tuple[Template, ...]) -> Field:
    choices = tuple(Choice(one.code, one.title) for one in known)
    return Field("template", "choice", Text.of(vi="Mẫu thoả thuận", en="Template"), required=True, choices=choices)
