"""The evidence dossier of a trial: draw one up, take it away, learn how to check it."""

import re
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.kernel.folding import fold
from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.record.keys import verifier
from longbien.trials import models, queries
from longbien.trials.actions.build_dossier import build_dossier
from longbien.trials.queries.dossiers import dossiers
from longbien.trials.rules.dossier.file import FORMAT, PARTS
from longbien.trials.rules.dossier.verify import NOT_CHECKED
from longbien.ui.requests import Request

JSON_LINES = "application/jsonl"
UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: Request, trial_id: UUID) -> HttpResponse:
    """Every dossier of a trial; a POST draws up another one."""
    card = _card(request, trial_id)
    if request.method == "POST":
        build_dossier(trial_id, by=request.actor, at=timezone.now())
        messages.success(request, _("The dossier is drawn up and signed."))
        return redirect("trials:dossier", trial_id)
    return render(request, "trials/dossier.html", {"card": card, "dossiers": dossiers(trial_id)})


@require_safe
def download(request: Request, trial_id: UUID, number: int) -> HttpResponseBase:
    """The file of one dossier."""
    card = _card(request, trial_id)
    found = next((one for one in dossiers(trial_id) if one.number == number and one.size is not None), None)
    if found is None:
        raise Http404
    name = UNSAFE.sub("-", fold(card.number).upper()).strip("-")
    return FileResponse(
        found.path.open("rb"), as_attachment=True, filename=f"{name}-{number}.dossier", content_type=JSON_LINES
    )


@require_safe
def how_to_verify(request: Request) -> HttpResponse:
    """What a dossier is, how to check it, and what that does and does not prove."""
    context = {
        "vkey": str(verifier()),
        "origin": settings.HUB.log_origin,
        "format": FORMAT,
        "parts": PARTS,
        "not_checked": NOT_CHECKED,
    }
    return render(request, "trials/verify.html", context)


def _card(request: Request, trial_id: UUID) -> queries.TrialCard:
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, "build-dossier", row)
    return queries.cards([row])[0]
