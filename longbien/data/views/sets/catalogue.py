"""The catalogue: every data set, searched by words, theme and who may see it; for people and for other catalogues."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from longbien.data.addresses import address, downloads
from longbien.data.policy import STEWARD
from longbien.data.queries.catalogue.facets import cards_of, listings
from longbien.data.queries.catalogue.offered import Dated, apart_counts, dated, every_set, stamp
from longbien.data.queries.harvest import externals
from longbien.data.rules.catalogue.facets import SORTS, chosen_of, counts, ordered, publishers
from longbien.data.rules.contract.themes import THEMES
from longbien.data.rules.contract.vocabulary import ACCESS
from longbien.data.views.sets import facets
from longbien.data.views.sets.places import extents_of
from longbien.kernel.extras import require
from longbien.kernel.folding import fold
from longbien.kernel.text import Text
from longbien.ui.language import reader_language
from longbien.ui.requests import Request

PER_PAGE, KEPT = 20, 3600
WRITTEN: dict[str, dict[str, bool]] = {"turtle": {}, "json-ld": {"auto_compact": True, "ensure_ascii": False}}
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
        "facets": facets.shown(request.GET, chosen, counts(every, chosen), publishers(every, reader_language())),
        "is_chosen": any(chosen.values()),
        "sorts": facets.sorts(request.GET, sort),
        "map": extents_of(shown),
        "others": externals(words).filter(gone_at=None).count(),
    }
    return render(request, "data/catalogue.html", context)


@require_safe
def as_turtle(request: Request) -> HttpResponse:
    """DCAT-AP 3.0.1 as Turtle."""
    return HttpResponse(_written(request, "turtle"), content_type="text/turtle; charset=utf-8")


@require_safe
def as_json_ld(request: Request) -> HttpResponse:
    """DCAT-AP 3.0.1 as JSON-LD."""
    return HttpResponse(_written(request, "json-ld"), content_type="application/ld+json")


def _written(request: Request, form: str) -> str:
    """Worked out once for each state of the catalogue: at hundreds of sets it takes seconds."""
    state = sha256(f"{request.build_absolute_uri('/')} {stamp()}".encode()).hexdigest()
    key = f"data:dcat:{form}:{state}"
    known: str | None = cache.get(key)
    if known is None:
        known = str(_graph(request).serialize(format=form, **WRITTEN[form]))
        cache.set(key, known, KEPT)
    return known


def _graph(request: Request) -> Any:
    dcat = require("longbien.data.lake.dcat", extra="data")
    services = {
        "ckan": request.build_absolute_uri(reverse("ckan:ckan-root")),
        "sharing": request.build_absolute_uri(reverse("sharing:shares")).removesuffix("shares"),
    }
    languages = tuple(settings.HUB.languages)
    whole = dcat.Catalogue(address(request, "catalogue"), TITLE, ABOUT, settings.HUB.name, languages, services)
    apart = apart_counts()
    return dcat.graph_of(whole, (_listed(request, dcat, one, apart) for one in dated(every_set())))


def _listed(request: Request, dcat: Any, one: Dated, apart: Mapping[UUID, int]) -> Any:
    newest = one.card.newest
    return dcat.Listed(
        contract=one.card.contract,
        page=address(request, "set", one.card.code),
        downloads=downloads(request, one.card),
        issued=one.created if newest else None,
        modified=one.modified if newest else None,
        edition=newest.number if newest else 0,
        rows=newest.rows if newest else 0,
        apart=apart.get(one.card.id, 0),
    )
