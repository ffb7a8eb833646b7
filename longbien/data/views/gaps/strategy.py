"""The data strategy of the hub: what is there, what is missing, who owes what by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.data.queries.strategy import Strategy, duty, national, strategy_now
from longbien.data.rules.access.strategy import Standing
from longbien.data.rules.contract.vocabulary import ACCESS
from longbien.kernel.text import Text
from longbien.ui.links import url_for
from longbien.ui.requests import Request

Part = tuple[Text, str, bool]


@require_safe
def strategy(request: Request) -> HttpResponse:
    found = strategy_now()
    context = {
        "strategy": found,
        "standings": [(one, url_for(one.need.problem), _parts(one, found)) for one in found.standings],
        "open_gaps": [one for one in found.gaps if one.is_open],
        "filled": sum(not one.is_open for one in found.gaps),
        "late": sum(one.is_late for one in found.gaps),
        "delivered": sum(one.newest is not None for one in found.sets),
        "national": [(one, ACCESS[one.card.contract.access][0]) for one in national(found.sets)],
        "duty": duty(),
    }
    return render(request, "data/strategy.html", context)


def _parts(standing: Standing, found: Strategy) -> tuple[list[Part], list[Part]]:
    """The data sets and the gaps of a need: title, code, whether it is there."""
    sets = {one.code: one for one in found.sets}
    missing = {one.code: one for one in found.gaps}
    there = [
        (sets[code].contract.title, code, sets[code].newest is not None) for code in standing.need.sets if code in sets
    ]
    lacking = [(missing[code].title, code, not missing[code].is_open) for code in standing.need.gaps if code in missing]
    return there, lacking
