"""Take in a contribution, and read the valuation behind one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.capital.actions.rights.take_contribution import Evidence, Given, take_contribution
from longbien.capital.policy import HUB
from longbien.capital.queries.rights.agreements import needed_contribution
from longbien.capital.views.rights.questions import contribution_fields
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.people.policy import check as check_policy
from longbien.people.queries import organisation_named
from longbien.record.queries import document, open_document
from longbien.ui.forms import Form, Upload, check, read
from longbien.ui.requests import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: Request) -> HttpResponse:
    """Who gives what, worth how much, valued by whom: for officers."""
    check_policy(request.actor, "see-rights", None, type=HUB)
    fields, faults = contribution_fields(), tuple[Fault, ...]()
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else {}
    if request.method == "POST" and not (faults := check(fields, data)):
        try:
            made = _take(request, data)
            messages.success(request, _("It is on the record. Now say which rights come with it."))
            return redirect("rights:propose", made)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = tuple(Fault(_question(fault.where), fault.what) for fault in refusal.faults)
    context = {"form": Form(fields, data, faults)}
    return render(request, "capital/rights/contribute.html", context, status=422 if faults else 200)


@login_required
@require_safe
def evidence(request: Request, contribution_id: UUID) -> HttpResponseBase:
    """The written valuation, as a download: what it holds came from outside."""
    found = needed_contribution(request.actor, contribution_id)
    kept = document(found.evidence_id) if found.evidence_id else None
    content = open_document(kept.id) if kept else None
    if kept is None or content is None:
        raise not_found()
    return FileResponse(content, as_attachment=True, filename=kept.name, content_type=kept.media_type)


def _take(request: Request, data: dict[str, Any]) -> UUID:
    given = Given(
        laboratory_id=UUID(data["laboratory"]),
        organisation_id=organisation_named(data["organisation"]),
        kind=data["kind"],
        value=Money.from_data(data["value"]),
        about=data["about"],
        valued_by=data.get("valued_by", ""),
    )
    sent = data.get("evidence")
    paper = Evidence(sent.name, (sent.content,)) if isinstance(sent, Upload) else None
    return take_contribution(given, evidence=paper, by=request.actor, at=timezone.now())


def _question(where: str) -> str:
    """A refused file is named by its name; it was asked for under `evidence`."""
    return where if where in ("organisation", "value", "valued_by") else "evidence"
