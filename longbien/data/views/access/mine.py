"""The page of those who use data: what they asked for, what they may ask now, what ends soon."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from longbien.data.queries.access import agreements_of, asking_services, renewing_services, requests_of
from longbien.data.views.agreements.page import STATES
from longbien.people.queries import organisations_of
from longbien.ui.requests import Request


@login_required
@require_safe
@never_cache
def mine(request: Request) -> HttpResponse:
    held = agreements_of(request.actor)
    context = {
        "asked": requests_of(request.actor),
        "held": [(one, *STATES[one.view.state]) for one in held],
        "usable": [one for one in held if one.view.state == "in-force"],
        "services": asking_services(),
        "renewing": renewing_services(),
        "has_organisation": bool(organisations_of(request.actor)),
    }
    return render(request, "data/mine.html", context)
