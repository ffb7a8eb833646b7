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
from shapely.geometry.base import BaseGeometry

from longbien.record.rules.leaf import canonical
from longbien.trials.rules.limits.zones import Zone
from longbien.trials.rules.mds.geography import EVERYWHERE, read_site, read_zone
from longbien.trials.rules.mds.terms import DAYS, Document, milliseconds
from longbien.trials.rules.policy import MINUTES_A_DAY, MINUTES_A_WEEK, Site


@dataclass(frozen=True)
class Week:
    """The hours of a policy from one instant to another, in milliseconds: a flag a minute, Monday 00:00 first."""

    start: int
    end: int
    minutes: NDArray[np.bool_]


@dataclass(frozen=True)
class Said:
    """What the policies of a version of a licence say. `no_go` and `slow` are zones, these with the speed there."""

    weeks: tuple[Week, ...]
    sites: tuple[Site, ...]
    devices: int
    speed_kmh: int
    no_go: tuple[Zone, ...]
    slow: tuple[tuple[Zone, int], ...]


def read_licence(policies: Iterable[Document], geographies: Iterable[Document]) -> Said:
    """The hours, areas, zones, devices and speeds that documents of one version of a licence tell."""
    known = list(policies)
    places = {one["geography_id"]: one for one in geographies}
    rules = [rule for policy in known for rule in policy["rules"]]
    inside = [rule for rule in rules if "start_time" in rule]
    fenced = {rule["geographies"][0]: None for rule in rules if rule["rule_type"] == "count" and rule not in inside}
    speeds = {rule["geographies"][0]: rule["maximum"] for rule in rules if rule["rule_type"] == "speed"}
    return Said(
        tuple(_week(policy) for policy in known if policy["rules"][0]["rule_type"] == "count"),
        tuple(
            read_site(places[place]) for place in dict.fromkeys(one for rule in inside for one in rule["geographies"])
        ),
        max((rule["maximum"] for rule in inside), default=0),
        speeds.pop(str(EVERYWHERE)),
        tuple(read_zone(places[place]) for place in fenced if place != str(EVERYWHERE)),
        tuple((read_zone(places[place]), most) for place, most in speeds.items()),
    )


def _week(policy: Document) -> Week:
    minutes = np.zeros(MINUTES_A_WEEK, dtype=np.bool_)
    for rule in (rule for rule in policy["rules"] if "start_time" in rule):
        first, last = (_minute(rule[edge]) for edge in ("start_time", "end_time"))
        for day in (DAYS.index(name) for name in rule["days"]):
            minutes[day * MINUTES_A_DAY + first : day * MINUTES_A_DAY + last + 1] = True
    return Week(policy["start_date"], policy["end_date"], minutes)


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
    return any(shapely.intersects_xy(_shape(places[one]), point.lon, point.lat) for one in rule["geographies"])


def _shape(document: Mapping[str, Any]) -> BaseGeometry:
    return shapely.from_geojson(canonical(dict(document["geography_json"]["features"][0]["geometry"])))


def _minute(written: str) -> int:
    clock = time.fromisoformat(written)
    return clock.hour * 60 + clock.minute
