"""The judgement of events: which rule of the licence each broke. Deterministic; the same in any order of arrival.

Most rules look at one event alone. Two look at all of a trial's events: `devices` (how many were at work at once)
and `value` (the running total). For these an event is judged by what happened *up to its own time*, so that a late
event can add breaches to what is stored but never take one away.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import NDArray

from longbien.trials.rules.plan import CAPS
from longbien.trials.rules.policy import MINUTES_A_WEEK, Policy
from longbien.trials.rules.telemetry import EPOCH, MICROSECOND, SECOND_US, Events

TERM, SUSPENDED, ENDED = "term", "suspended", "ended"
RULES: tuple[str, ...] = (*CAPS, TERM, SUSPENDED, ENDED)
MINUTE_US = 60 * SECOND_US
QUARTER_US = 15 * MINUTE_US
THURSDAY_MINUTES = 3 * 24 * 60  # 1970-01-01 was a Thursday
Flags = NDArray[np.bool_]
Instants = NDArray[np.int64]


@dataclass(frozen=True)
class Verdicts:
    """For each event: the rules it broke by itself, and the index of the site it was in (-1: in none)."""

    broke: dict[str, Flags]
    site: NDArray[np.intp]


def judge(events: Events, policy: Policy) -> Verdicts:
    """Judge every event by itself: area, hours, speed, participants and term. A boundary belongs to the area."""
    site = _sites(events, policy)
    local = local_us(events.at_us, policy.timezone)
    first, end = (_midnight_us(day) for day in (policy.term.start, policy.term.end))
    return Verdicts(
        {
            "area": site < 0,
            "hours": ~policy.week[(local // MINUTE_US + THURSDAY_MINUTES) % MINUTES_A_WEEK],
            "speed": events.speed_kmh > policy.plan.speed_kmh,
            "participants": events.participants > policy.plan.participants,
            TERM: (local < first) | (local >= end),
        },
        site,
    )


def local_us(at_us: Instants, timezone: str) -> Instants:
    """Microseconds since 1970-01-01T00:00 of local wall-clock time, for instants in microseconds since 1970 UTC."""
    quarters, where = np.unique(at_us // QUARTER_US, return_inverse=True)
    offsets = np.array([_offset_us(timezone, quarter) for quarter in quarters.tolist()], dtype=np.int64)
    return at_us + offsets[where] if len(at_us) else at_us


def over_devices(at_us: Instants, devices: NDArray[np.int64], cap: int) -> Flags:
    """Which events happened while more than `cap` devices were at work in the same minute, themselves counted.

    All events of the minutes concerned must be given. A minute is a minute of the clock; a device is at work in it from
    its first event on; an event is over the cap when more than `cap` devices had begun by its time.
    """
    over = np.zeros(len(at_us), dtype=np.bool_)
    minutes = at_us // MINUTE_US
    order = np.lexsort((at_us, devices, minutes))
    pair = np.stack([minutes[order], devices[order]])
    begins = np.ones(len(at_us), dtype=np.bool_)
    begins[1:] = (pair[:, 1:] != pair[:, :-1]).any(axis=0)
    first_at, first_minute = at_us[order][begins], minutes[order][begins]
    for minute in _crowded(first_minute, cap):
        crossing = np.sort(first_at[first_minute == minute])[cap]
        over |= (minutes == minute) & (at_us >= crossing)
    return over


def over_value(at_us: Instants, value: NDArray[np.int64], cap: int) -> Flags:
    """Which transactions brought the running total of all given ones, by their own time, above `cap`.

    Transactions of the same instant count together, so that their order does not matter. Integers: exact.
    """
    order = np.argsort(at_us, kind="stable")
    times, totals = at_us[order], np.cumsum(value[order])
    last = np.searchsorted(times, at_us, side="right") - 1
    return (value > 0) & (totals[last] > cap) if len(at_us) else np.zeros(0, dtype=np.bool_)


def _crowded(first_minute: Instants, cap: int) -> list[int]:
    minutes, counts = np.unique(first_minute, return_counts=True)
    crowded: list[int] = minutes[counts > cap].tolist()
    return crowded


def _sites(events: Events, policy: Policy) -> NDArray[np.intp]:
    site = np.full(len(events), -1, dtype=np.intp)
    for index in reversed(range(len(policy.shapes))):
        site[shapely.intersects_xy(policy.shapes[index], events.lon, events.lat)] = index
    return site


def _midnight_us(day: date) -> int:
    return (datetime(day.year, day.month, day.day, tzinfo=UTC) - EPOCH) // MICROSECOND


@lru_cache(maxsize=65536)
def _offset_us(timezone: str, quarter: int) -> int:
    """The zone's offset in a quarter of an hour: no zone changes within one."""
    instant = EPOCH + quarter * QUARTER_US * MICROSECOND
    offset = instant.astimezone(ZoneInfo(timezone)).utcoffset()
    return offset // MICROSECOND if offset else 0
