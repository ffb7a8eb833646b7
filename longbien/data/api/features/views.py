"""The addresses of OGC API Features, Part 1: Core (OGC 17-069r4)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from longbien.data.api.features.answered import answers, as_json, speaker
from longbien.data.queries.catalogue.features import extent_of, feature_called, features_of, placed_set, placed_sets
from longbien.data.queries.sets import SetCard
from longbien.data.rules.features import described as words
from longbien.data.rules.features.asked import Asked, once, read
from longbien.data.rules.features.described import GEOJSON, HTML, JSON, OPENAPI, Collection, link
from longbien.data.rules.features.written import feature
from longbien.kernel.refusal import not_found


def _catalogue() -> str:
    return reverse("data:catalogue")


def _page(code: str, key: str = "") -> str:
    return reverse("data:set", args=[code])


def _plain(request: HttpRequest) -> None:
    """No parameter but the form is known here. Refusal."""
    once(dict(request.GET.lists()), ("f",))


@answers(_catalogue)
def landing(request: HttpRequest) -> HttpResponse:
    """7.2: where everything else is."""
    _plain(request)
    at, say = _addresses(request), speaker(request)
    links = [
        link(at(""), "self", JSON),
        link(at("api"), "service-desc", OPENAPI),
        link(at("conformance"), "conformance", JSON),
        link(at("collections"), "data", JSON),
        link(request.build_absolute_uri(_catalogue()), "alternate", HTML),
        link(request.build_absolute_uri(_catalogue()), "service-doc", HTML),
    ]
    return as_json(request, {"title": say(settings.HUB.name), "description": say(settings.HUB.name), "links": links})


@answers(_catalogue)
def described(request: HttpRequest) -> HttpResponse:
    """7.3: this API as OpenAPI 3.0."""
    _plain(request)
    say = speaker(request)
    every = [_collection(request, one) for one in placed_sets()]
    body = words.openapi(every, say(settings.HUB.name), _addresses(request)(""), say)
    return as_json(request, body, OPENAPI)


@answers(_catalogue)
def conformance(request: HttpRequest) -> HttpResponse:
    """7.4: what it keeps to."""
    _plain(request)
    return as_json(request, {"conformsTo": list(words.CONFORMS)})


@answers(_catalogue)
def collections(request: HttpRequest) -> HttpResponse:
    """7.13: every set."""
    _plain(request)
    at, say = _addresses(request)("collections"), speaker(request)
    links = [link(at, "self", JSON), link(request.build_absolute_uri(_catalogue()), "alternate", HTML)]
    every = [words.collection(_collection(request, one), say) for one in placed_sets()]
    return as_json(request, {"links": links, "collections": every})


@answers(_page)
def collection(request: HttpRequest, code: str) -> HttpResponse:
    """7.14: one set."""
    _plain(request)
    return as_json(request, words.collection(_collection(request, _needed(code)), speaker(request)))


@answers(_page)
def items(request: HttpRequest, code: str) -> HttpResponse:
    """7.15, 7.16: features of one set, a page of them."""
    found = _needed(code)
    asked = read(dict(request.GET.lists()), found.contract)
    matched, rows = features_of(found, asked)
    body = {
        "type": "FeatureCollection",
        "numberMatched": matched,
        "numberReturned": len(rows),
        "timeStamp": timezone.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        "features": [feature(row, found.contract) for row in rows],
        "links": _links(request, code, asked, matched),
    }
    return as_json(request, body, GEOJSON)


@answers(_page)
def item(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """7.17: one feature."""
    _plain(request)
    found = _needed(code)
    row = feature_called(found, key)
    if row is None:
        raise not_found()
    address = _collection(request, found).address
    links = [
        link(request.build_absolute_uri(request.path), "self", GEOJSON),
        link(address, "collection", JSON),
        link(request.build_absolute_uri(_page(code)), "alternate", HTML),
    ]
    return as_json(request, {**feature(row, found.contract), "links": links}, GEOJSON)


def _needed(code: str) -> SetCard:
    found = placed_set(code)
    if found is None:
        raise not_found()
    return found


def _links(request: HttpRequest, code: str, asked: Asked, matched: int) -> list[dict[str, str]]:
    """This page of features, the one after it, the one before, the collection, the page for people."""
    here, kept = request.build_absolute_uri(request.path), request.GET.dict()

    def at(offset: int) -> str:
        said = {**kept, "offset": str(offset), "limit": str(asked.limit)}
        return f"{here}?{urlencode(said)}"

    links = [
        link(request.build_absolute_uri(), "self", GEOJSON),
        link(request.build_absolute_uri(_page(code)), "alternate", HTML),
        link(_addresses(request)(f"collections/{code}"), "collection", JSON),
    ]
    if asked.offset + asked.limit < matched:
        links.append(link(at(asked.offset + asked.limit), "next", GEOJSON))
    if asked.offset:
        links.append(link(at(max(asked.offset - asked.limit, 0)), "prev", GEOJSON))
    return links


def _collection(request: HttpRequest, found: SetCard) -> Collection:
    page = request.build_absolute_uri(_page(found.code))
    return Collection(found.contract, extent_of(found), _addresses(request)(f"collections/{found.code}"), page)


def _addresses(request: HttpRequest) -> Any:
    root = request.build_absolute_uri(reverse("features:landing"))
    return lambda path: f"{root}{path}"
