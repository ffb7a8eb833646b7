"""The list of trials that the reader may see from the inside."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.queries.watch.overview import Watched, overview
from longbien.trials.rules import overview as levels
from longbien.trials.rules.comparing import answer
from longbien.trials.rules.lifecycle import NAMES, STATES
from longbien.trials.views.shown import TONES
from longbien.ui.requests import Request

PER_PAGE = 30
TONE_OF = {"stopped": "bad", "near": "bad", "silent": "warn", "watch": "warn", "calm": "ok"}


@dataclass(frozen=True)
class Row:
    """A trial under way as shown: its level with a tone, how far its nearest guardrail is from stopping it, and what
    it compares: name, verdict, tone."""

    watched: Watched
    level: Text
    tone: str
    percent: int
    compared: tuple[tuple[Text, Text, str], ...]


@require_safe
def catalogue(request: Request) -> HttpResponse:
    """Trials by state, newest licence first; holders see theirs, officers all, strangers the public register."""
    if not request.actor.is_signed_in:
        return redirect("trials:register")
    state = request.GET.get("state", "")
    chosen = state if state in STATES else ""
    now = timezone.now()
    found = Paginator(queries.visible_trials(request.actor, state=chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": found,
        "trials": [(card, TONES[card.state]) for card in queries.cards(found.object_list)],
        "states": [(code, NAMES[code], code == chosen) for code in STATES],
        "chosen": chosen,
        "watched": (watched := [] if chosen else _watched(request, now)),
        "compare": any(row.compared for row in watched),
    }
    return render(request, "trials/catalogue.html", context)


def _watched(request: Request, now: datetime) -> list[Row]:
    found = overview(queries.visible_trials(request.actor), today=timezone.localdate(now), now=now)
    return [
        Row(
            one,
            levels.NAMES[one.attention.level],
            TONE_OF[one.attention.level],
            round(one.nearest.share * 100) if one.nearest else 0,
            tuple((name, answer.NAMES[said], answer.TONES[said]) for name, said in one.compared),
        )
        for one in found
    ]
