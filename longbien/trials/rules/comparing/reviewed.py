"""The reviews of a comparison that is concluded at a few looks only, fixed before (`reviews`, both sides watched).

Look k of K is the local day on which a share k/K of the days of the licence's first term is over. Of what was over by
then, with the gain g, its standard error s and the bound c_k of Lan and DeMets:

    Z = g / s, reached when |Z| ≥ c_k;      interval of the review  g ± c_k s

the repeated confidence interval of Jennison & Turnbull, "Interim analyses: the repeated confidence interval approach",
JRSS-B 51 (1989): all intervals of all reviews hold together with probability 1 - α. Shares are of days, which are those
of the information as far as units come evenly. A review with fewer than FEWEST units of either lot is not held. Uses
scipy's normal distribution: reproducible to 1e-9 across platforms.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from longbien.trials.rules.comparing.course import Point
from longbien.trials.rules.monitors.asymptotic import FEWEST
from longbien.trials.rules.monitors.reviews import Schedule, schedule


@dataclass(frozen=True)
class Look:
    """Review `number` on a local `day` with its `bound` for |Z|; whether that day `came`, and what was found.

    None when the day hasn't come, or nothing could be said on it.
    """

    number: int
    day: date
    bound: float
    came: bool
    found: "Found | None" = None


@dataclass(frozen=True)
class Found:
    """The standardised gain `z`, and the gain with its interval, in the unit of the measure."""

    z: float
    gain: float
    low: float
    high: float


def reviewed(
    points: Sequence[Point], *, looks: int, start: date, days: int, alpha: float, judged: date
) -> tuple[Look, ...]:
    """Every review of a term of `days` from `start`; held are those whose day is at most `judged`."""
    return tuple(_looks(points, looks, start, days, alpha, judged)) if looks else ()


def _looks(points: Sequence[Point], looks: int, start: date, days: int, alpha: float, judged: date) -> Iterator[Look]:
    for number, bound in enumerate(bounds(looks, alpha), 1):
        day = start + timedelta(days=-(-number * days // looks))
        known = [point for point in points if point.day < day] if day <= judged else []
        yield Look(number, day, bound, day <= judged, _found(known[-1], bound) if known else None)


def _found(point: Point, bound: float) -> Found | None:
    if min(point.old, point.new) < FEWEST or not point.error:
        return None
    half = bound * point.error
    return Found(point.gain / point.error, point.gain, point.gain - half, point.gain + half)


def decisive(looks: Sequence[Look]) -> Look | None:
    """The review that counts: the first that reached its bound, else the last that was held."""
    held = [one for one in looks if one.found]
    return next((one for one in held if one.found and abs(one.found.z) >= one.bound), held[-1] if held else None)


@lru_cache(maxsize=64)
def bounds(looks: int, alpha: float) -> tuple[float, ...]:
    """The bounds of so many even looks, α on both sides together."""
    found: Schedule = schedule([number / looks for number in range(1, looks + 1)], alpha, two_sided=True)
    return found.bounds
