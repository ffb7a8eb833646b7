"""Read MDS documents as a fleet does: how many devices may be at a place at an instant, and how fast.

Written from the specification alone and against nothing of this house, so that the documents are held to say what the
licence says. MDS Policy, "Order of Operations" and "Updating or Ending Policies".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import NDArray

from longbien.record.rules.leaf import canonical
from longbien.trials.rules.mds.geography import EVERYWHERE, read_site
from longbien.trials.rules.mds.terms import DAYS, Document, milliseconds
from longbien.trials.rules.policy import MINUTES_A_DAY, MINUTES_A_WEEK, Site


@dataclass(frozen=True)
class Said:
    """What the two policies of a licence say: `week` has one flag a minute, Monday 00:00 first."""

    week: NDArray[np.bool_]
    sites: tuple[Site, ...]
    devices: int
    speed_kmh: int


def read_licence(policies: Iterable[Document], geographies: Iterable[Document]) -> Said:
    """The hours, areas, devices and speed that documents of one version of a licence tell."""
    rules = [rule for policy in policies for rule in policy["rules"]]
    places = {one["geography_id"]: one for one in geographies}
    inside = [rule for rule in rules if rule["geographies"] != [str(EVERYWHERE)]]
    week = np.zeros(MINUTES_A_WEEK, dtype=np.bool_)
    for rule in inside:
        first, last = (_minute(rule[edge]) for edge in ("start_time", "end_time"))
        for day in (DAYS.index(name) for name in rule["days"]):
            week[day * MINUTES_A_DAY + first : day * MINUTES_A_DAY + last + 1] = True
    sites = dict.fromkeys(place for rule in inside for place in rule["geographies"])
    return Said(
        week,
        tuple(read_site(places[place]) for place in sites),
        max((rule["maximum"] for rule in inside), default=0),
        next(rule["maximum"] for rule in rules if rule["rule_type"] == "speed"),
    )


@dataclass(frozen=True)
class Point:
    """A place at an instant, on the clocks of a time zone."""

    at: datetime
    lon: float
    lat: float
    timezone: str


def limit(kind: str, point: Point, policies: Iterable[Document], geographies: Iterable[Document]) -> int | None:
    """The lowest `maximum` among the policies in force whose first matching rule is of a kind; None without any."""
    places = {one["geography_id"]: one for one in geographies}
    matched = (_first_match(policy, point, places) for policy in in_force(policies, point.at))
    return min((rule["maximum"] for rule in matched if rule and rule["rule_type"] == kind), default=None)


def in_force(policies: Iterable[Document], at: datetime) -> list[Document]:
    """Policies that have begun, are not over, and were not replaced by one that has begun."""
    now, known = milliseconds(at), list(policies)
    begun = [one for one in known if one["start_date"] <= now]
    replaced = {before for one in begun for before in one["prev_policies"]}
    return [one for one in begun if one["policy_id"] not in replaced and now < one.get("end_date", now + 1)]


def _first_match(policy: Document, point: Point, places: Mapping[str, Document]) -> Document | None:
    return next((rule for rule in policy["rules"] if _is_when(rule, point) and _is_where(rule, point, places)), None)


def _is_when(rule: Mapping[str, Any], point: Point) -> bool:
    local = point.at.astimezone(ZoneInfo(point.timezone))
    first, last = rule.get("start_time", "00:00:00"), rule.get("end_time", "23:59:59")
    return DAYS[local.weekday()] in rule.get("days", DAYS) and first <= f"{local:%H:%M:%S}" <= last


def _is_where(rule: Mapping[str, Any], point: Point, places: Mapping[str, Document]) -> bool:
    shapes = (shapely.from_geojson(canonical(dict(read_site(places[one]).geometry))) for one in rule["geographies"])
    return any(shapely.intersects_xy(shape, point.lon, point.lat) for shape in shapes)


def _minute(written: str) -> int:
    clock = time.fromisoformat(written)
    return clock.hour * 60 + clock.minute
