"""Every venture: who, on which problem, how far across."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.ui.requests import Request
from longbien.ventures import queries

PER_PAGE = 20


@require_safe
def ventures(request: Request) -> HttpResponse:
    """The public list, by stage or words."""
    stage = request.GET.get("stage", "")[:60]
    words = request.GET.get("q", "")[:200]
    found = Paginator(queries.ventures(request.actor, text=words, stage=stage), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {
        "found": page,
        "cards": queries.cards(page.object_list),
        "stages": settings.HUB.stages,
        "stage": stage,
        "words": words,
    }
    return render(request, "ventures/list.html", context)
