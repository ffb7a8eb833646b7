"""The catalogue: every data set, searched by words, theme and who may see it; for people and for other catalogues."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from longbien.data.policy import STEWARD
from longbien.data.queries.facets import cards_of, listings
from longbien.data.queries.sets import SetCard, cards, editions, listed
from longbien.data.rules.catalogue.facets import SORTS, chosen_of, counts, ordered
from longbien.data.rules.contract.themes import THEMES
from longbien.data.rules.contract.vocabulary import ACCESS
from longbien.data.views.sets import facets
from longbien.data.views.sets.downloads import FORMATS
from longbien.data.views.sets.places import extents_of
from longbien.kernel.extras import require
from longbien.kernel.folding import fold
from longbien.kernel.text import Text
from longbien.ui.language import reader_language
from longbien.ui.requests import Request

PER_PAGE = 20
TITLE = Text.of(vi="Dữ liệu mở và dùng chung", en="Open and shared data")
ABOUT = Text.of(
    vi="Mỗi bộ dữ liệu có một hợp đồng nói rõ từng dòng, từng cột; dòng nào trái hợp đồng thì không được đưa ra.",
    en="Each data set has a contract that says what its rows and columns are; what breaks it is not given out.",
)


@require_safe
def catalogue(request: Request) -> HttpResponse:
    words, sort = (request.GET.get(key, "")[:200].replace("\0", "") for key in ("q", "sort"))
    every, chosen = listings(words), facets.read(request.GET)
    sort = sort if sort in SORTS else SORTS[0]
    found = Paginator(ordered(chosen_of(every, chosen), sort, fold, reader_language()), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    shown = cards_of([one.code for one in page.object_list])
    context = {
        "title": TITLE,
        "about": ABOUT,
        "found": page,
        "cards": [(one, ACCESS[one.contract.access][0], THEMES[one.contract.theme]) for one in shown],
        "words": words,
        "kept": [
            (name, value) for name, values in request.GET.lists() if name not in ("q", "page") for value in values
        ],
        "is_steward": STEWARD in request.actor.roles,
        "facets": facets.shown(request.GET, chosen, counts(every, chosen)),
        "is_chosen": any(chosen.values()),
        "sorts": facets.sorts(request.GET, sort),
        "map": extents_of(shown),
    }
    return render(request, "data/catalogue.html", context)


@require_safe
def as_turtle(request: Request) -> HttpResponse:
    """DCAT-AP 3.0.1 as Turtle."""
    return HttpResponse(_graph(request).serialize(format="turtle"), content_type="text/turtle; charset=utf-8")


@require_safe
def as_json_ld(request: Request) -> HttpResponse:
    """DCAT-AP 3.0.1 as JSON-LD."""
    written = _graph(request).serialize(format="json-ld", auto_compact=True, ensure_ascii=False)
    return HttpResponse(written, content_type="application/ld+json")


def _graph(request: Request) -> Any:
    dcat = require("longbien.data.lake.dcat", extra="data")
    whole = dcat.Catalogue(request.build_absolute_uri(reverse("data:catalogue")), TITLE, ABOUT, settings.HUB.name)
    return dcat.graph_of(whole, (_listed(request, dcat, one) for one in cards(listed())))


def _listed(request: Request, dcat: Any, one: SetCard) -> Any:
    every = editions(one.id)
    return dcat.Listed(
        one.contract,
        request.build_absolute_uri(reverse("data:set", args=[one.code])),
        {
            name: request.build_absolute_uri(reverse("data:download", args=[one.code, name]))
            for name in FORMATS
            if one.contract.access == "open" and one.newest
        },
        every[-1].at if every else None,
        every[0].at if every else None,
    )
