"""The book of rights: the public register, the map, the holder's own page, the clocks."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from longbien.capital.policy import HUB
from longbien.capital.queries.rights.clocks import clocks as running
from longbien.capital.queries.rights.maps import book, own_book, own_offers, public_data, under_way
from longbien.capital.queries.rights.terms import templates, terms
from longbien.capital.rules.rights.right import KINDS
from longbien.capital.views.rights.drawing import drawn
from longbien.people.policy import can, check
from longbien.people.queries import today
from longbien.ui.requests import Request


@require_safe
def register(request: Request) -> HttpResponse:
    """Who has which rights over publicly co-funded laboratories; without prices."""
    context = {
        "book": drawn(book(public_only=True), today()) if terms() else (),
        "templates": templates(),
        "kinds": KINDS.values(),
        "today": today(),
        "sees_map": can(request.actor, "see-rights", None, type=HUB),
    }
    return render(request, "capital/rights/register.html", context)


@require_safe
def register_json(request: Request) -> JsonResponse:
    """The same as data, for anyone's own reckoning."""
    said = [
        {"laboratory": one.laboratory.code, "name": dict(one.laboratory.name), "demonstration": one.laboratory.is_demo,
         "rights": [public_data(card) for card in one.rights]}
        for one in (book(public_only=True) if terms() else ())
    ]  # fmt: skip
    return JsonResponse({"laboratories": said}, json_dumps_params={"ensure_ascii": False})


@login_required
@require_safe
@never_cache
def rights_map(request: Request) -> HttpResponse:
    """What is encumbered, by whom, in which order: for officers, prices and hours included."""
    check(request.actor, "see-rights", None, type=HUB)
    shown = drawn(book(), today()) if terms() else []
    context = {"book": shown, "under_way": under_way(request.actor), "today": today()}
    return render(request, "capital/rights/map.html", context)


@login_required
@require_safe
@never_cache
def mine(request: Request) -> HttpResponse:
    """The rights of one's own organisations, and nobody else's."""
    shown = own_book(request.actor) if terms() else ()
    own = [one for one in running(request.actor) if one.is_mine] if shown else []
    context = {
        "book": shown,
        "clocks": own,
        "today": today(),
        "now": timezone.now(),
        "offers": own_offers(request.actor),
        "under_way": under_way(request.actor, own=True),
        "leads": any("lead" in roles for roles in request.actor.organisations.values()),
    }
    return render(request, "capital/rights/mine.html", context)


@login_required
@require_safe
@never_cache
def clocks(request: Request) -> HttpResponse:
    """What runs out when, and what the reader has to answer."""
    context = {
        "clocks": running(request.actor) if terms() else (),
        "now": timezone.now(),
        "sees_all": can(request.actor, "see-rights", None, type=HUB),
    }
    return render(request, "capital/rights/clocks.html", context)
