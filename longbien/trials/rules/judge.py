"""The judgement of events: which rule of the licence each broke. Deterministic; the same in any order of arrival.

Most rules look at one event alone. Two look at all of a trial's events: `devices` (how many were at work at once)
and `value` (the running total). For these an event is judged by what happened *up to its own time*, so that a late
event can add breaches to what is stored but never take one away.

What is dated outside the term is no operation of the trial: it breaks the term, and no other rule looks at it. What a
fixed sensor beside the trial's devices tells is judged by all rules but those of devices (`OF_DEVICES`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import NDArray

from longbien.trials.rules.limits.parts import Limits
from longbien.trials.rules.plan import CAPS, Plan
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.sta.terms import SENSED
from longbien.trials.rules.telemetry import EPOCH, MICROSECOND, MINUTE_US, Events

TERM, SUSPENDED, ENDED = "term", "suspended", "ended"
RULES: tuple[str, ...] = (*CAPS, TERM, SUSPENDED, ENDED)
OF_DEVICES = frozenset({"devices", "fleet", "distance", "device_hours"})
QUARTER_US = 15 * MINUTE_US
DAY_US = 24 * 60 * MINUTE_US
Flags = NDArray[np.bool_]
Instants = NDArray[np.int64]


@dataclass(frozen=True)
class Verdicts:
    """For each event: the rules it broke by itself, the index of the site it was in (-1: in none), whether it `counts`,
    for caps, guardrails, comparisons and figures, and whether it is of one of the trial's `devices`."""

    broke: Mapping[str, Flags]
    site: NDArray[np.intp]
    counts: Flags
    devices: Flags

    @property
    def worked_at(self) -> NDArray[np.intp]:
        """The index of the site that each event was operation in; -1 in none, and where it doesn't count."""
        return np.where(self.counts, self.site, -1)


def judge(events: Events, policy: Policy) -> Verdicts:
    """Judge every event by itself: by all rules but those that look at many. A boundary belongs to its area or zone."""
    site = _sites(events, policy)
    local = local_us(events.at_us, policy.timezone)
    first, end = (_midnight_us(day) for day in (policy.term.start, policy.term.end))
    broke = {
        "area": site < 0,
        "hours": ~policy.hours.are_open(local // MINUTE_US),
        "speed": events.speed_kmh > _speed_limits(events, policy.plan),
        "participants": events.participants > policy.plan.participants,
        **_further(events, policy.plan.limits),
    }
    outside = (local < first) | (local >= end)
    counts = ~outside if policy.term_alone else np.ones(len(events), dtype=np.bool_)
    devices = counts & _are_devices(events, policy)
    judged = {rule: flags & (devices if rule in OF_DEVICES else counts) for rule, flags in broke.items()}
    return Verdicts({**judged, TERM: outside}, site, counts, devices)


def local_us(at_us: Instants, timezone: str) -> Instants:
    """Microseconds since 1970-01-01T00:00 of local wall-clock time, for instants in microseconds since 1970 UTC."""
    quarters, where = np.unique(at_us // QUARTER_US, return_inverse=True)
    offsets = np.array([_offset_us(timezone, quarter) for quarter in quarters.tolist()], dtype=np.int64)
    return at_us + offsets[where] if len(at_us) else at_us


def local_days(at_us: Instants, timezone: str) -> list[date]:
    """The local date of each instant."""
    first = EPOCH.date().toordinal()
    return [date.fromordinal(first + day) for day in (local_us(at_us, timezone) // DAY_US).tolist()]


def device_crossings(at_us: Instants, devices: NDArray[np.int64], cap: int) -> dict[int, int]:
    """For each minute with more than `cap` devices at work: the instant at which the first one too many began.

    All events of the minutes concerned must be given. A minute is one of the clock (microseconds // 60,000,000); a
    device is at work in it from its first event there.
    """
    minutes = at_us // MINUTE_US
    order = np.lexsort((at_us, devices, minutes))
    begins = np.ones(len(at_us), dtype=np.bool_)
    begins[1:] = (np.diff(minutes[order]) != 0) | (np.diff(devices[order]) != 0)
    first_minute, first_us = minutes[order][begins], at_us[order][begins]
    crowded, many = np.unique(first_minute, return_counts=True)
    return {int(minute): int(np.sort(first_us[first_minute == minute])[cap]) for minute in crowded[many > cap]}


def over_devices(at_us: Instants, crossings: Mapping[int, int]) -> Flags:
    """Which events happened while too many devices were at work: at or after the crossing of their minute."""
    over = np.zeros(len(at_us), dtype=np.bool_)
    minutes = at_us // MINUTE_US
    for minute, crossing in crossings.items():
        over |= (minutes == minute) & (at_us >= crossing)
    return over


def value_crossing(at_us: Instants, value: Instants, cap: int) -> int | None:
    """The instant at which the running total of all transactions, by their own time, passed `cap`; None if it didn't.

    Transactions of the same instant count together, so that their order does not matter. Exact: summed as Python's
    integers, which never wrap around.
    """
    order = np.argsort(at_us, kind="stable")
    totals = enumerate(accumulate(value[order].tolist()))
    over = next((row for row, total in totals if total > cap), None)
    return None if over is None else int(at_us[order][over])


def _are_devices(events: Events, policy: Policy) -> Flags:
    """All but what sensors tell that are none of the trial's devices."""
    told = zip(events.ids, events.devices, strict=True)
    return np.array([not name.startswith(SENSED) or policy.tests(device) for name, device in told], dtype=np.bool_)


def _sites(events: Events, policy: Policy) -> NDArray[np.intp]:
    site = np.full(len(events), -1, dtype=np.intp)
    for index in reversed(range(len(policy.shapes))):
        site[shapely.intersects_xy(policy.shapes[index], events.lon, events.lat)] = index
    return site


def _speed_limits(events: Events, plan: Plan) -> NDArray[np.float64]:
    """What each event may drive: the plan's speed, or the lowest of the slow zones that it is in."""
    limits = np.full(len(events), plan.speed_kmh, dtype=np.float64)
    for zone in plan.limits.slow:
        inside = zone.holds(events.lon, events.lat)
        limits[inside] = np.minimum(limits[inside], zone.speed_kmh)
    return limits


def _further(events: Events, limits: Limits) -> dict[str, Flags]:
    """The rules that only some plans have."""
    broke: dict[str, Flags] = {}
    if limits.no_go:
        broke["no_go"] = np.logical_or.reduce([zone.holds(events.lon, events.lat) for zone in limits.no_go])
    if limits.altitude_m is not None:
        broke["altitude"] = events.altitude_m > limits.altitude_m
    if limits.fleet:
        broke["fleet"] = ~np.isin(np.array(events.devices, dtype=np.str_), limits.fleet)
    return broke


def _midnight_us(day: date) -> int:
    return (datetime(day.year, day.month, day.day, tzinfo=UTC) - EPOCH) // MICROSECOND


@lru_cache(maxsize=65536)
def _offset_us(timezone: str, quarter: int) -> int:
    """The zone's offset in a quarter of an hour: no zone changes within one."""
    instant = EPOCH + quarter * QUARTER_US * MICROSECOND
    offset = instant.astimezone(ZoneInfo(timezone)).utcoffset()
    return offset // MICROSECOND if offset else 0
