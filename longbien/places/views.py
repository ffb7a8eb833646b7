"""The designated areas: all of them on a map, each on its page."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.places import queries
from longbien.places.rules.geometry import area_m2
from longbien.ui import links
from longbien.ui.language import reader_language, say
from longbien.ui.requests import Request


@require_safe
def areas(request: Request) -> HttpResponse:
    """Every designated area, on a map and as a list."""
    cards = queries.areas()
    return render(request, "places/areas.html", {"cards": cards, "map": on_map(cards)})


@require_safe
def area(request: Request, code: str) -> HttpResponse:
    """One area: what it is, where it lies, what is tested there."""
    card = queries.area(code)
    if card is None:
        raise not_found()
    context = {
        "card": card,
        "map": on_map((card,)),
        "hectares": round(area_m2(card.geometry) / 10_000),
        "drawings": queries.drawings(code),
        "sources": settings.HUB.cite(card.sources, reader_language()),
        "neighbours": links.neighbours_of(request.actor, Subject("places.area", card.id)),
    }
    return render(request, "places/area.html", context)


@require_safe
def laboratory(request: Request, code: str) -> HttpResponse:
    """One laboratory: what it is, which machines stand there, what others have a right to."""
    card = next((one for one in queries.laboratories() if one.code == code), None)
    if card is None:
        raise not_found()
    context = {
        "card": card,
        "sources": settings.HUB.cite(card.sources, reader_language()),
        "neighbours": links.neighbours_of(request.actor, Subject("places.laboratory", card.id)),
    }
    return render(request, "places/laboratory.html", context)


@require_safe
def geojson(request: Request) -> JsonResponse:
    """Every area as GeoJSON (RFC 7946), for anyone's own map."""
    features = [
        {
            "type": "Feature",
            "geometry": card.geometry,
            "properties": {
                "area": card.code,
                "name": dict(card.name),
                "kind": dict(card.kind),
                "indicative": card.is_indicative,
                "designated": _designated(card),
                "version": card.version,
                "sha256": card.digest,
            },
        }
        for card in queries.areas()
    ]
    return JsonResponse(
        {"type": "FeatureCollection", "features": features},
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _designated(card: queries.AreaCard) -> dict[str, str] | None:
    """By which decision of this hub and for which days; None for an area of the hub's folder."""
    made = card.designation
    if made is None:
        return None
    return {"decision": made.decision, "from": made.since.isoformat(), "until": made.until.isoformat()}


def on_map(cards: tuple[queries.AreaCard, ...]) -> dict[str, Any]:
    """Areas as the map component draws them."""
    features = [
        {
            "type": "Feature",
            "geometry": card.geometry,
            "properties": {
                "title": say(card.name),
                "code": card.code,
                "kind": "area",
                "href": reverse("places:area", args=[card.code]),
            },
        }
        for card in cards
    ]
    return {"type": "FeatureCollection", "features": features}
