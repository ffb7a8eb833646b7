"""The list of fees that cases left unpaid when they ended."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.procedures.queries.desk.owing import left_unpaid, lines
from longbien.procedures.views.access import signed_in
from longbien.ui.requests import Request

PER_PAGE = 30


@require_safe
@signed_in
def owing(request: Request) -> HttpResponse:
    """Those to be decided on; `?kept=1` those that are owed all the same."""
    kept = "kept" in request.GET
    page = Paginator(left_unpaid(request.actor, kept=kept), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": lines(page.object_list), "kept": kept}
    return render(request, "procedures/desk/owing.html", context)
