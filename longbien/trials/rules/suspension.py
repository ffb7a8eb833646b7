"""When a trial was suspended, by the time of its events.

A suspension begins at the earliest stopping breach since the last resumption and holds until a named officer resumes.
It never begins in a time to come: a device whose clock runs ahead stops the trial at once. Both ends are open: the
breach that stopped the trial is not itself operation under suspension, and what happens at the very instant of
resumption is allowed again. Late events may show that a suspension began earlier than known; never later.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from longbien.trials.rules.policy import SKEW_MINUTES

AHEAD_US = SKEW_MINUTES * 60_000_000
T = TypeVar("T")


@dataclass(frozen=True)
class Interval:
    """A suspension in microseconds since 1970 UTC; `lifted_us` is None while it lasts."""

    since_us: int
    lifted_us: int | None = None


def merge(intervals: Sequence[Interval], stops_us: Iterable[int]) -> tuple[Interval, ...]:
    """The suspensions after stopping breaches at `stops_us`, in any order, are taken into account.

    `intervals` are the known ones in order of time, all but the last lifted. The answer keeps them, begun earlier
    where a breach shows it, and adds one at the end when the trial had been running since the last resumption.
    """
    lifts = [interval.lifted_us for interval in intervals if interval.lifted_us is not None]
    earliest: dict[int, int] = {}
    for stop in stops_us:
        turn = bisect_right(lifts, stop)
        earliest[turn] = min(stop, earliest.get(turn, stop))
    known = [
        Interval(min(interval.since_us, earliest.get(turn, interval.since_us)), interval.lifted_us)
        for turn, interval in enumerate(intervals)
    ]
    if len(known) in earliest and len(lifts) == len(known):
        known.append(Interval(earliest[len(known)]))
    return tuple(known)


def stops_at(at_us: int, received_us: int) -> int:
    """When a breach at `at_us` by its device's clock stops the trial, if the hub hears of it at `received_us`.

    At its own time; at once when that clock runs more than five minutes ahead, or the trial would run on until then.
    """
    return at_us if at_us <= received_us + AHEAD_US else received_us


def stopping(causes: Mapping[int, T], received_us: int) -> dict[int, T]:
    """What stopped the trial, by the instant at which it did; of several that stop it at once, the earliest."""
    return {stops_at(at_us, received_us): causes[at_us] for at_us in sorted(causes, reverse=True)}


def within(at_us: NDArray[np.int64], intervals: Iterable[Interval]) -> NDArray[np.bool_]:
    """Which instants lie inside a suspension."""
    inside = np.zeros(len(at_us), dtype=np.bool_)
    for interval in intervals:
        held = at_us > interval.since_us
        inside |= held if interval.lifted_us is None else held & (at_us < interval.lifted_us)
    return inside
