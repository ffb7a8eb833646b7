"""The desk of those who state problems: what is being written, what stands."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_allowed
from longbien.problems import queries
from longbien.ui.requests import Request

PER_PAGE = 30


@require_safe
def desk(request: Request) -> HttpResponse:
    """Every problem the actor may edit, drafts first."""
    if not queries.departments(request.actor):
        raise not_allowed()
    found = Paginator(queries.editable(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    lines = queries.drafts(found.object_list)
    return render(request, "problems/desk.html", {"found": found, "lines": lines})
