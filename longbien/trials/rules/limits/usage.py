"""What a trial uses up: minutes of its devices, the way they go, the money of its transactions; by minute of the clock.

- A device is at work in every minute of the clock in which it reports: a *device-minute*, used at its first report of
  that minute.
- The way of a device is the sum of the straight lines between its reports, in order of time (then of place, for reports
  of one instant), however long it was silent in between; each line is used when it ends. Places are corners of a grid
  of millimetres on a sphere of 6,371,008.8 m, and a line is rounded up to a millimetre. So the triangle inequality
  holds to the digit: a report that arrives late makes the way longer, or leaves it, but never shorter.

All of it is whole numbers and a function of the set of reports: the same in any order of arrival.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from longbien.trials.rules.telemetry import MINUTE_US

EARTH_MM = 6_371_008_800
Place = tuple[int, float, float]  # at_us, lon, lat
Corner = tuple[int, int, int]


@dataclass(frozen=True)
class Used:
    """Amounts used up: minutes of devices, millimetres, minor units of money."""

    device_minutes: int = 0
    distance_mm: int = 0
    value_minor: int = 0

    def __add__(self, other: "Used") -> "Used":
        return Used(
            self.device_minutes + other.device_minutes,
            self.distance_mm + other.distance_mm,
            self.value_minor + other.value_minor,
        )

    def __sub__(self, other: "Used") -> "Used":
        return self + Used(-other.device_minutes, -other.distance_mm, -other.value_minor)


ByMinute = dict[int, Used]


def steps(track: Iterable[Place]) -> Iterator[tuple[int, Used]]:
    """What one device used at each of its reports but the first, in order; that one only begins the way."""
    places = sorted(track)
    corners = zip(places, corners_of(places), strict=True)
    for (before, start), (after, end) in pairwise(corners):
        begins = before[0] // MINUTE_US != after[0] // MINUTE_US
        yield after[0], Used(int(begins), line_mm(start, end))


def by_minute(used: Iterable[tuple[int, Used]]) -> ByMinute:
    """Added up by minute of the clock."""
    found: ByMinute = {}
    for at_us, amount in used:
        minute = at_us // MINUTE_US
        found[minute] = found.get(minute, Used()) + amount
    return found


def added(known: Iterable[Place], new: Iterable[Place]) -> ByMinute:
    """What new reports of one device add to what it used.

    `known` must hold the stored reports next before and next after each new one; more do no harm.
    """
    told = list(known)
    after, before = by_minute(from_nothing([*told, *new])), by_minute(from_nothing(told))
    grown = {minute: amount - before.get(minute, Used()) for minute, amount in after.items()}
    return {minute: amount for minute, amount in grown.items() if amount != Used()}


def merged(one: Mapping[int, Used], other: Mapping[int, Used]) -> ByMinute:
    """Both together."""
    found = dict(one)
    for minute, amount in other.items():
        found[minute] = found.get(minute, Used()) + amount
    return found


def crossing_minute(amounts: Iterable[tuple[int, int]], cap: int) -> tuple[int, int]:
    """The minute in which the running total of (minute, amount), in order of time, passes `cap`, and the total before.

    ValueError when it never does.
    """
    total = 0
    for minute, amount in amounts:
        if total + amount > cap:
            return minute, total
        total += amount
    raise ValueError("the cap is not passed")


def corners_of(places: Iterable[Place]) -> list[Corner]:
    """The corner of the grid next to each place, in millimetres from the middle of the sphere."""
    at: NDArray[np.float64] = np.array([(lon, lat) for _, lon, lat in places], dtype=np.float64).reshape(-1, 2)
    lon, lat = np.radians(at[:, 0]), np.radians(at[:, 1])
    around = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    x, y, z = np.rint(around * EARTH_MM).astype(np.int64).T.tolist()
    return list(zip(x, y, z, strict=True))


def line_mm(start: Corner, end: Corner) -> int:
    """The straight line between two corners in millimetres, rounded up."""
    squared = sum((one - other) ** 2 for one, other in zip(start, end, strict=True))
    return isqrt(squared - 1) + 1 if squared else 0


def from_nothing(track: Iterable[Place]) -> Iterator[tuple[int, Used]]:
    """All that one device used, its first report included."""
    places = sorted(track)
    if places:
        yield places[0][0], Used(device_minutes=1)
        yield from steps(places)
