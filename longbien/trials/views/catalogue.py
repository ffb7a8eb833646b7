"""The list of trials that the reader may see from the inside."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from longbien.trials import queries
from longbien.trials.rules.lifecycle import NAMES, STATES
from longbien.trials.views.shown import TONES
from longbien.ui.requests import Request

PER_PAGE = 30


@require_safe
def catalogue(request: Request) -> HttpResponse:
    """Trials by state, newest licence first; holders see theirs, officers all, strangers the public register."""
    if not request.actor.is_signed_in:
        return redirect("trials:register")
    state = request.GET.get("state", "")
    chosen = state if state in STATES else ""
    found = Paginator(queries.visible_trials(request.actor, state=chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": found,
        "trials": [(card, TONES[card.state]) for card in queries.cards(found.object_list)],
        "states": [(code, NAMES[code], code == chosen) for code in STATES],
        "chosen": chosen,
    }
    return render(request, "trials/catalogue.html", context)
