"""My cases, and what I was told."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from longbien.procedures.actions.read_notices import read_notices
from longbien.procedures.queries import lists
from longbien.procedures.queries.applicant.promised import promised
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.shown import case_rows
from longbien.ui.requests import Request

PER_PAGE = 30


@require_safe
@signed_in
def cases(request: Request) -> HttpResponse:
    """The cases of one's organisations."""
    page = Paginator(lists.own_cases(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    answers = promised(shown)
    rows = [replace(row, promised=answers.get(row.case.pk)) for row in case_rows(shown)]
    context = {"page": page, "rows": rows, "notices": _news(request), "now": timezone.now()}
    return render(request, "procedures/cases.html", context)


@require_safe
@signed_in
def notices(request: Request) -> HttpResponse:
    """Everything one was told, newest first."""
    page = Paginator(lists.notices(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "procedures/notices.html", {"page": page})


@require_POST
@signed_in
def read(request: Request) -> HttpResponse:
    """Mark all notices as read."""
    read_notices(by=request.actor, at=timezone.now())
    return redirect("procedures:notices")


def _news(request: Request) -> list[object]:
    return list(lists.notices(request.actor).filter(read_at=None)[:5])
