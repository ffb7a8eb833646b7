"""The register of missing data: everyone reads it, stewards add to it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.data.actions.gaps.raising import raise_gap
from longbien.data.policy import GAP
from longbien.data.queries.gaps import gaps as every_gap
from longbien.data.queries.strategy import needs_by_gap
from longbien.data.views.gaps.questions import raising
from longbien.kernel.folding import fold
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import can, check
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as faults_in
from longbien.ui.requests import Request

PER_PAGE, LONGEST_CODE = 30, 60


@require_safe
def gaps(request: Request) -> HttpResponse:
    """Open ones first, the nearest day first; with the problems that wait for each."""
    page = Paginator(every_gap(), PER_PAGE).get_page(request.GET.get("page"))
    waiting = needs_by_gap()
    context = {
        "page": page,
        "rows": [(one, waiting.get(one.code, ())) for one in page.object_list],
        "may_raise": can(request.actor, "raise", None, type=GAP),
    }
    return render(request, "data/gaps.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def raise_it(request: Request) -> HttpResponse:
    check(request.actor, "raise", None, type=GAP)
    fields = raising()
    if request.method != "POST":
        return render(request, "data/raise.html", {"form": Form(fields, {})})
    data = read(fields, request.POST, request.FILES)
    faults = faults_in(fields, data)
    if not faults:
        try:
            return _raised(request, data)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = tuple(Fault(fields[0].name, one.what) for one in refusal.faults)
    return render(request, "data/raise.html", {"form": Form(fields, data, faults)}, status=422)


def _raised(request: Request, data: dict[str, Any]) -> HttpResponse:
    title = Text(tuple((code, data[f"title-{code}"]) for code in settings.HUB.languages))
    code = slugify(fold(title.in_language("en")))[:LONGEST_CODE].strip("-") or "gap"
    raise_gap(code, title, by=request.actor, at=timezone.now())
    messages.success(request, _("It is in the register. Say who owes it, and by when."))
    return redirect("data:gap", code)
