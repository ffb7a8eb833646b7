"""The resident's page: what is being tested near me, since when, by whom, and how to complain."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.places import queries as places
from longbien.places.rules.wards import Ward
from longbien.trials.queries.near import WITHIN_M, near
from longbien.trials.queries.register import Registered, hub_contact, on_the_street
from longbien.trials.rules.whereabouts import read_point
from longbien.trials.views.register import areas_of
from longbien.ui import formats
from longbien.ui.requests import Request

MARGIN_M = 500.0
LONGEST = 300


@dataclass(frozen=True)
class Whereabouts:
    """What the reader asked for and what it may mean: a point with how far around it to look, or several wards."""

    asked: str
    name: str = ""
    point: tuple[float, float] | None = None
    within_m: float = WITHIN_M
    wards: tuple[Ward, ...] = ()
    former: str = ""
    is_ward: bool = False

    @property
    def far(self) -> str:
        return distance(self.within_m)


@dataclass(frozen=True)
class Found:
    """A trial near by; `far` says how near, where that can be said."""

    trial: Registered
    far: str


@require_safe
def near_me(request: Request) -> HttpResponse:
    """By ward, old ward, address that names one, or coordinates."""
    where = whereabouts(request.GET.get("ward", ""), request.GET.get("q", "")[:LONGEST])
    found = trials_near(where)
    context = {
        "where": where,
        "found": found,
        "every": () if where.point else on_the_street(timezone.localdate()),
        "map": _around(where, (one.trial for one in found)) if where.point else _wards(),
        "wards": places.wards(),
        "contact": hub_contact(),
    }
    return render(request, "trials/near.html", context)


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
    return [Found(one.trial, "" if where.is_ward else _how_far(one.metres)) for one in found]


def distance(metres: float) -> str:
    """`130 m`, `1,5 km`: no finer than it is known."""
    return f"{round(metres, -1):.0f} m" if metres < 995 else f"{formats.number(metres / 1000, places=1)} km"


def _how_far(metres: float) -> str:
    return _("%(far)s away") % {"far": distance(metres)} if metres else _("right here")


def _in_ward(ward: Ward, asked: str) -> Whereabouts:
    former = "; ".join(str(one) for one in ward.formers)
    around = ward.radius_m + MARGIN_M
    return Whereabouts(asked, ward.name, (ward.lon, ward.lat), around, former=former, is_ward=True)


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
