"""What the hub wants to reach, and where that was published."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.reports import queries
from longbien.ui.requests import Request


@require_safe
def indicators(request: Request) -> HttpResponse:
    """Every indicator with its goals."""
    return render(request, "reports/indicators.html", {"indicators": queries.indicators()})
