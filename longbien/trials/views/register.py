"""The public register: every licence, for anyone, as pages and as JSON."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.record.queries import open_document
from longbien.trials.queries.consent import register as consent
from longbien.trials.queries.cover.insurance import money
from longbien.trials.queries.dossiers import dossiers
from longbien.trials.queries.kinds import kind_named
from longbien.trials.queries.leaving.exits import PUBLISHED, exit_report
from longbien.trials.queries.leaving.lessons import lessons_of
from longbien.trials.queries.public import register as queries
from longbien.trials.queries.public.printed import printed
from longbien.trials.queries.public.register_data import full_data, register_data
from longbien.trials.queries.residents.headroom import headroom
from longbien.trials.rules.lifecycle import RUNNING
from longbien.trials.rules.plan import Plan
from longbien.trials.views import limits, shown
from longbien.trials.views.comparing.shown import compared
from longbien.ui.language import reader_language, say
from longbien.ui.requests import Request

PER_PAGE = 30
NOT_YET = Text.of(
    vi="Giấy phép vừa được cấp; bản in đang được lập. Hãy thử lại sau một phút.",
    en="This licence was just granted; its printed form is being drawn up. Try again in a minute.",
)
PUBLIC = {"Cache-Control": "public, no-cache", "Access-Control-Allow-Origin": "*"}


def etag(request: HttpRequest, key: str = "") -> str | None:
    """One for everyone who is not signed in; the pages of others carry their name."""
    if request.user.is_authenticated:
        return None
    return f'"{queries.register_mark(timezone.localdate())}-{reader_language()}"'


@require_safe
@cache_control(no_cache=True)
@condition(etag_func=etag)
def register(request: Request) -> HttpResponse:
    """All licences, newest first."""
    page = Paginator(queries.registered_rows(), PER_PAGE).get_page(request.GET.get("page"))
    trials = queries.registered(page.object_list, timezone.localdate())
    return render(request, "trials/register.html", {"page": page, "trials": trials, "map": areas_of(trials)})


@require_safe
@cache_control(no_cache=True)
@condition(etag_func=etag)
def entry(request: Request, key: str) -> HttpResponse:
    """One licence with everything that happened to it."""
    found = _found(key)
    told = queries.changes(found.card.id)
    context = {
        "trial": found,
        "plan": found.policy.plan,
        "told": told,
        "moments": reversed(told.moments),
        "kind": kind_named(found.policy.plan.kind),
        "hours": shown.hours(found.policy.plan.windows),
        "further": limits.in_prose(found.policy.plan),
        "guardrails": limits.guardrails(found.policy),
        "stops": limits.stops(found.policy.plan),
        "map": _with_zones(areas_of([found]), found.policy.plan),
        "contact": queries.hub_contact(),
        "dossiers": dossiers(found.card.id),
        "caps": shown.used_up(found.card.id, found.policy.plan) if found.card.started_at else (),
        "rails": headroom(found.card.id, now=timezone.now()) if found.standing.code == RUNNING else (),
        "comparisons": compared(found.card.id),
        "lessons": lessons_of(found.card.id),
        "permit": shown.permit(found.card.id),
        "compensation": {name: money(getattr(told.claims, f"{name}_minor")) for name in ("claimed", "agreed", "paid")},
        "has_report": (report := exit_report(found.card.id)) is not None and report.standing == PUBLISHED,
        "takes_part": bool(consent.texts(found.card.id)),
    }
    return render(request, "trials/registered.html", context)


@require_safe
def licence(request: Request, key: str) -> HttpResponseBase:
    """The licence in prose, sealed; a refusal that says so while it is still being drawn up."""
    found = printed(_found(key).card.id)
    content = open_document(found.id) if found else None
    if found is None or content is None:
        raise Refusal("not-printed-yet", NOT_YET, status=404)
    return FileResponse(content, filename=found.name, content_type=found.media_type)


@require_safe
@condition(etag_func=lambda request: f'"{queries.register_mark(timezone.localdate())}"')
def register_json(request: HttpRequest) -> HttpResponse:
    """All licences as JSON, in every language of the hub."""
    return as_json(register_data(timezone.localdate()))


@require_safe
def entry_json(request: HttpRequest, key: str) -> HttpResponse:
    """One licence as JSON."""
    return as_json(full_data(_found(key)))


def as_json(data: dict[str, Any]) -> JsonResponse:
    return JsonResponse(data, headers=PUBLIC, json_dumps_params={"ensure_ascii": False})


def areas_of(trials: Iterable[queries.Registered]) -> dict[str, Any]:
    """The areas of some licences as GeoJSON for a map."""
    features = [
        {
            "type": "Feature",
            "geometry": site.geometry,
            "properties": {
                "title": f"{trial.card.number} · {_name(site.name)}",
                "note": f"{trial.card.title}: {say(trial.standing.name)}",
                "kind": "area",
                "tone": trial.standing.tone,
                "href": reverse("trials:registered", args=[trial.card.slug]),
            },
        }
        for trial in trials
        for site in trial.sites
    ]
    return {"type": "FeatureCollection", "features": features}


def _with_zones(areas: dict[str, Any], plan: Plan) -> dict[str, Any]:
    return {**areas, "features": [*areas["features"], *limits.zones(plan)]}


def _name(names: Mapping[str, str]) -> str:
    return names.get(reader_language()) or next(iter(names.values()))


def _found(key: str) -> queries.Registered:
    found = queries.find_registered(key, today())
    if found is None:
        raise not_found()
    return found


def today() -> date:
    """The local day at the hub."""
    return timezone.localdate()
