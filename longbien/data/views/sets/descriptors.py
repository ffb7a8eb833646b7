"""A data set as other programs read about it: Croissant, Data Package, the events of its lineage, its contract."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from longbien.data.addresses import address, downloads
from longbien.data.models import DataSet
from longbien.data.queries.catalogue.lineage import steps
from longbien.data.queries.sets import SetCard, card, rows_of
from longbien.data.rules.descriptors.croissant import croissant as as_croissant
from longbien.data.rules.descriptors.lineage import Story, events
from longbien.data.rules.descriptors.package import package as as_package
from longbien.data.rules.descriptors.told import Edition, File, Told
from longbien.data.views.sets.downloads import FORMATS
from longbien.kernel.refusal import not_found
from longbien.ui.requests import Request

KEPT = 24 * 3600  # seconds
LINKED = "application/ld+json"


@require_safe
def croissant(request: Request, code: str) -> HttpResponse:
    return _said(as_croissant(_told(request, needed(code))), LINKED)


@require_safe
def package(request: Request, code: str) -> HttpResponse:
    return _said(as_package(_told(request, needed(code))))


@require_safe
def lineage(request: Request, code: str) -> HttpResponse:
    """Events of OpenLineage, one a line, oldest first."""
    found = needed(code)
    story = Story(found.contract, address(request, "set", code), steps(found))
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in events(story))
    return HttpResponse("".join(lines), content_type="application/x-ndjson; charset=utf-8")


@require_safe
def contract(request: Request, code: str) -> HttpResponse:
    """The contract as JSON: Open Data Contract Standard 3.1. An open set says where its rows can be held against it."""
    found, row = needed(code), DataSet.objects.get(code=code)
    rows = downloads(request, found).get("json")
    servers = [{"server": "rows", "type": "api", "location": rows}] if rows else []
    return _said({**row.contract, **({"servers": servers} if servers else {})})


def needed(code: str) -> SetCard:
    found = card(code)
    if found is None:
        raise not_found()
    return found


def _told(request: Request, found: SetCard) -> Told:
    newest = found.newest
    files = {name: _file(found, name, url) for name, url in downloads(request, found).items()}
    edition = Edition(newest.number, newest.rows, newest.at) if newest else None
    return Told(found.contract, address(request, "set", found.code), settings.HUB.languages[0], edition, files)


def _file(found: SetCard, name: str, url: str) -> File:
    """Its size and digest, worked out when they are first asked for."""
    edition = found.newest.sha256 if found.newest else ""
    key = f"data:file:{edition}:{name}"
    known: tuple[int, str] | None = cache.get(key)
    if known is None:
        write: Callable[[Any], bytes] = FORMATS[name][1]
        with override(settings.HUB.languages[0]):
            content = write(rows_of(found))
        known = len(content), sha256(content).hexdigest()
        cache.set(key, known, KEPT)
    return File(url, *known)


def _said(body: dict[str, Any], media: str = "application/json") -> HttpResponse:
    return JsonResponse(body, content_type=media, json_dumps_params={"ensure_ascii": False, "indent": 1})
