"""The dossier of an agreement: its questions, its answers, its filing, its sealed PDF."""

from datetime import date
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.data.actions.duties.make_dossier import file_dossier, make_dossier
from longbien.data.models import Agreement
from longbien.data.queries.agreements import agreement_view, needed_agreement
from longbien.data.queries.duties.dossiers import DossierView, dossiers
from longbien.data.queries.duties.statutes import clock
from longbien.data.rules.duties.dossiers import LONGEST, QUESTIONS, SHORTEST, Dossier
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.record.queries import open_document
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

FILED = (
    Field("filed_on", "date", Text.of(vi="Ngày nộp", en="Day it was filed"), required=True),
    Field("reference", "text", Text.of(vi="Số tiếp nhận, nếu có", en="Number of the authority, if any"), maximum=120),
)
NOT_PRINTED = Text.of(
    vi="Hồ sơ đang được in và đóng dấu. Hãy thử lại sau ít phút.",
    en="The dossier is being printed and sealed. Try again in a few minutes.",
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: Request, agreement_id: UUID, kind: str) -> HttpResponse:
    """Answer the questions; a dossier made before is kept, and a new edition stands in its place."""
    row = needed_agreement(request.actor, agreement_id)
    found = _of_kind(row, kind)
    fields = _fields(found.kind)
    if request.method != "POST":
        return _page(request, row, found, Form(fields, _said(row, found)))
    data = read(fields, request.POST, request.FILES)
    faults = check(fields, data)
    if not faults:
        try:
            make_dossier(agreement_id, kind=found.kind, answers=data, by=request.actor, at=timezone.now())
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
        else:
            messages.success(request, _("The dossier is made; its fingerprint is on the record."))
            return redirect("data:dossier", agreement_id, kind)
    return _page(request, row, found, Form(fields, data, faults))


@login_required
@require_POST
def file(request: Request, agreement_id: UUID, kind: str) -> HttpResponse:
    """Note when the newest edition went to the authority."""
    row = needed_agreement(request.actor, agreement_id)
    found = _of_kind(row, kind)
    if found.id is None:
        raise not_found()
    data = read(FILED, request.POST, request.FILES)
    faults: tuple[Fault, ...] = check(FILED, data)
    if not faults:
        try:
            file_dossier(
                found.id, filed_on=date.fromisoformat(data["filed_on"]), reference=data.get("reference", ""),
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
        else:
            messages.success(request, _("Noted."))
            return redirect("data:dossier", agreement_id, kind)
    return _page(request, row, found, Form(_fields(found.kind), _said(row, found)), Form(FILED, data, faults))


@login_required
@require_safe
def pdf(request: Request, agreement_id: UUID, kind: str) -> HttpResponseBase:
    """The newest edition as a sealed PDF."""
    found = _of_kind(needed_agreement(request.actor, agreement_id), kind)
    content = open_document(found.pdf) if found.pdf else None
    if content is None:
        raise Refusal("not-printed-yet", NOT_PRINTED, status=404)
    return FileResponse(content, filename=f"{kind}-{found.number}.pdf", content_type="application/pdf")


def _of_kind(row: Agreement, kind: str) -> DossierView:
    found = next((one for one in dossiers(row) if one.kind == kind), None)
    if found is None:
        raise not_found()
    return found


def _fields(kind: Dossier) -> tuple[Field, ...]:
    return tuple(
        Field(code, "longtext", words, required=True, minimum=SHORTEST, maximum=LONGEST)
        for code, words in QUESTIONS[cast(Dossier, kind)].items()
    )


def _said(row: Agreement, found: DossierView) -> dict[str, str]:
    newest = row.dossiers.filter(kind=found.kind).order_by("-number").first()
    return dict(newest.answers) if newest else {}


def _page(request: Request, row: Agreement, found: DossierView, form: Form, filing: Form | None = None) -> HttpResponse:
    given = filing or form
    context = {
        "view": agreement_view(row),
        "dossier": found,
        "form": form,
        "filing": filing or Form(FILED, {}),
        "given": given,
        "may_assess": can(request.actor, "assess", row),
        "may_file": found.is_made and found.filed_on is None and can(request.actor, "file", row),
        "law": clock("transfer-dossier") if found.kind == "transfer" else None,
        "change": clock("dossier-change"),
    }
    return render(request, "data/duties/dossier.html", context, status=422 if given.faults else 200)
