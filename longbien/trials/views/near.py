"""The resident's page: what is or will be tested near me, since when, by whom, how to complain and to be told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from longbien.kernel.text import Text
from longbien.places import queries as places
from longbien.places.rules.wards import Ward
from longbien.trials.actions.residents.watch_ward import unwatch_ward, watch_ward
from longbien.trials.queries.public.came_out import CameOut, came_out
from longbien.trials.queries.public.near import WITHIN_M, Near, near, over_near
from longbien.trials.queries.public.register import Registered, hub_contact, news, on_the_street
from longbien.trials.queries.residents.headroom import Headroom, headroom
from longbien.trials.queries.residents.notices import reach_m, wards_watched
from longbien.trials.rules.lifecycle import RUNNING
from longbien.trials.rules.residents.whereabouts import read_point
from longbien.trials.views.feeds import answer, feed
from longbien.trials.views.register import areas_of
from longbien.trials.views.shown import hours
from longbien.ui import formats
from longbien.ui.language import say
from longbien.ui.requests import Request

LONGEST, IN_FEED = 300, 50


@dataclass(frozen=True)
class Whereabouts:
    """What the reader asked for and what it may mean: a point with how far around it to look, or several wards."""

    asked: str
    name: str = ""
    point: tuple[float, float] | None = None
    within_m: float = WITHIN_M
    wards: tuple[Ward, ...] = ()
    former: str = ""
    ward: str = ""

    @property
    def is_ward(self) -> bool:
        return bool(self.ward)

    @property
    def feed(self) -> str:
        """What is asked of the feed to hear of the same place."""
        return urlencode({"ward": self.ward} if self.ward else {"q": self.asked})

    @property
    def far(self) -> str:
        return distance(self.within_m)


@dataclass(frozen=True)
class Found:
    """A trial near by; `far` says how near, where that can be said."""

    trial: Registered
    far: str = ""
    rails: tuple[Headroom, ...] = ()
    came: CameOut = field(default_factory=CameOut)

    @property
    def hours(self) -> list[str]:
        """When a device may be at work."""
        return hours(self.trial.policy.plan.windows)


@require_safe
def near_me(request: Request) -> HttpResponse:
    """By ward, old ward, address that names one, or coordinates."""
    where = whereabouts(request.GET.get("ward", ""), request.GET.get("q", "")[:LONGEST])
    found, ended, watched = trials_near(where), trials_over_near(where), wards_watched(request.actor.id)
    context = {
        "where": where,
        "found": found,
        "ended": ended,
        "every": [] if where.point else [Found(one) for one in on_the_street(timezone.localdate())],
        "map": _around(where, (one.trial for one in (*found, *ended))) if where.point else _wards(),
        "wards": places.wards(),
        "contact": hub_contact(),
        "watched": watched,
        "is_watched": where.ward in [one.code for one in watched],
    }
    return render(request, "trials/near.html", context)


@require_safe
def atom(request: Request) -> HttpResponse:
    """What is announced, starts, stops and ends near a place, as Atom; without a place, everywhere."""
    where = whereabouts(request.GET.get("ward", ""), request.GET.get("q", "")[:LONGEST])
    beside = [one.trial for one in (*trials_near(where), *trials_over_near(where))]
    every = beside if where.point else on_the_street(timezone.localdate())
    about = where.name or say(settings.HUB.city)
    made = feed(request, _("What is being tested near %(place)s") % {"place": about}, reverse("trials:near"))
    told = [(moment, one) for one in every for moment in news(one.card.id)]
    for moment, one in sorted(told, key=lambda pair: pair[0].at, reverse=True)[:IN_FEED]:
        areas = ", ".join(say(Text(tuple(site.name.items()))) for site in one.sites)
        made.add_item(
            title=f"{say(moment.detail or moment.what)}: {one.card.title}, {areas}",
            link=request.build_absolute_uri(reverse("trials:registered", args=[one.card.slug])),
            description=one.card.summary,
            unique_id=f"urn:uuid:{moment.entry}",
            updateddate=moment.at,
        )
    return answer(made)


@never_cache
@require_POST
def watch(request: Request) -> HttpResponse:
    """Follow a ward, or follow it no longer (`stop`)."""
    code = request.POST.get("ward", "")[:20]
    here = f"{reverse('trials:near')}?{urlencode({'ward': code})}"
    if not request.actor.is_signed_in:
        return redirect_to_login(here)
    if "stop" in request.POST:
        unwatch_ward(code, by=request.actor)
    else:
        watch_ward(code, by=request.actor, at=timezone.now())
    return redirect(here)


def whereabouts(code: str, asked: str) -> Whereabouts:
    """A ward's code counts before words. One ward that fits best alone is taken; several are asked about."""
    if ward := places.ward(code):
        return _in_ward(ward, asked)
    if point := read_point(asked, settings.HUB.data.get("bounds")):
        return Whereabouts(asked, name=f"{point[1]:.5f}, {point[0]:.5f}", point=point)
    wards = places.find_wards(asked)
    return _in_ward(wards[0], asked) if len(wards) == 1 else Whereabouts(asked, wards=wards)


def trials_near(where: Whereabouts) -> list[Found]:
    """How far off is said of points only: from the middle of a ward it would mislead."""
    if where.point is None:
        return []
    found = near(*where.point, timezone.localdate(), within_m=where.within_m)
    return [Found(one.trial, _far(where, one), _rails(one.trial)) for one in found]


def trials_over_near(where: Whereabouts) -> list[Found]:
    """What was tested there and is over, with what came out."""
    if where.point is None:
        return []
    found = over_near(*where.point, timezone.localdate(), within_m=where.within_m)
    came = came_out(one.trial.card.id for one in found)
    return [Found(one.trial, _far(where, one), came=came[one.trial.card.id]) for one in found]


def _far(where: Whereabouts, one: Near) -> str:
    return "" if where.is_ward else _how_far(one.metres)


def _rails(trial: Registered) -> tuple[Headroom, ...]:
    """Of a trial that runs now; what is stopped has no way to go."""
    return headroom(trial.card.id, now=timezone.now()) if trial.standing.code == RUNNING else ()


def distance(metres: float) -> str:
    """`130 m`, `1,5 km`: no finer than it is known."""
    return f"{round(metres, -1):.0f} m" if metres < 995 else f"{formats.number(metres / 1000, places=1)} km"


def _how_far(metres: float) -> str:
    return _("%(far)s away") % {"far": distance(metres)} if metres else _("right here")


def _in_ward(ward: Ward, asked: str) -> Whereabouts:
    former = "; ".join(str(one) for one in ward.formers)
    return Whereabouts(asked, ward.name, (ward.lon, ward.lat), reach_m(ward), former=former, ward=ward.code)


def _around(where: Whereabouts, trials: Iterable[Registered]) -> dict[str, Any]:
    """The areas of the trials found, and the reader's place."""
    drawn = areas_of(trials)
    if where.point:
        drawn["features"].append(_spot(*where.point, title=where.name))
    return drawn


def _wards() -> dict[str, Any]:
    """Every ward as a dot to pick."""
    address = reverse("trials:near")
    spots = (_spot(one.lon, one.lat, title=one.name, href=f"{address}?ward={one.code}") for one in places.wards())
    return {"type": "FeatureCollection", "features": list(spots)}


def _spot(lon: float, lat: float, **properties: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {"tone": "off", **properties},
    }
