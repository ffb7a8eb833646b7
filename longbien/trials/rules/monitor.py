"""The guardrail monitor: has the average count per site-day passed its limit? Valid however often one looks.

Let x_t ≥ 0 be the count of a measure (incidents, near misses …) at one site on one local day of operation: the unit
of analysis. Let m be the licensed limit on its mean. "Safe" is E[x_t | past] ≤ m. One bets a share b of the wealth
against it:

    factor_t(b) = 1 + b (x_t / m - 1),      0 < b < 1

With λ = b / m this is the capital process Π (1 + λ (x_i - m)) of Waudby-Smith & Ramdas, "Estimating means of bounded
random variables by betting", JRSS-B 86 (2024) §4. It bets upwards only, so x needs the lower bound 0 but no upper
one, and overdispersed counts do no harm. Bets are spread over b = 7/8, 3/4, 1/2, 1/4 … 1/256 (diversified Kelly,
§B.7):

    evidence_t = mean over b of Π_{i ≤ t} factor_i(b)        an e-process: P(it ever reaches 1/α | safe) ≤ α  (Ville)
    detector_t = mean over b of M_t(b),   M_t(b) = max(M_{t-1}(b), 1) · factor_t(b)       an e-CUSUM

Shin, Ramdas & Rinaldo, "E-detectors", NEJSDS 2 (2023): stopping when the detector reaches 1/α lets at least 1/α
site-days pass on average before a false alarm. The detector suspends, because it forgets good days; the evidence is
for the reader. It begins anew when an officer resumes the trial. A limit of 0 allows nothing: the first count is the
alarm.

A day may be looked at before it is over: factors grow with counts, so a threshold passed on part of a day's counts is
passed on all of them. Only + - × ÷ and max of IEEE 754 doubles in a fixed order: the same bits on every machine.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

BETS = np.array([7 / 8, 3 / 4, *(2.0**-k for k in range(1, 9))])
SiteDay = tuple[date, str]


@dataclass(frozen=True)
class Exposure:
    """A site-day of operation: the local `day`, the `site`, and the first event there (microseconds since 1970 UTC)."""

    day: date
    site: str
    first_us: int


@dataclass(frozen=True)
class Tally:
    """`count` more of the measure on a site-day, known from `known_us` on (microseconds since 1970 UTC)."""

    known_us: int
    day: date
    site: str
    count: int


@dataclass(frozen=True)
class Step:
    """The monitor after one more site-day: detector and evidence as odds to 1 against "safe"."""

    day: date
    site: str
    count: int
    detector: float
    evidence: float


@dataclass(frozen=True)
class Seen:
    """All that is known of one measure: where the trial ran, what was counted, when officers resumed it."""

    exposures: tuple[Exposure, ...]
    tallies: tuple[Tally, ...]
    resumed: tuple[tuple[int, date], ...] = ()


def counts(seen: Seen, *, until_us: int, resumed: tuple[int, date] | None = None) -> dict[SiteDay, int]:
    """Count per site-day as known at `until_us`, in order; after a resumption (instant, local day) only newer ones."""
    after, first_day = resumed or (-1, date.min)
    found = {(one.day, one.site): 0 for one in seen.exposures if one.first_us <= until_us and one.day >= first_day}
    for tally in seen.tallies:
        if after < tally.known_us <= until_us:
            found[tally.day, tally.site] = found.get((tally.day, tally.site), 0) + tally.count
    return dict(sorted(found.items()))


def watch(units: dict[SiteDay, int], limit: int) -> tuple[Step, ...]:
    """Detector and evidence after each site-day, in the given order; `limit` is m, counts a site-day."""
    wealth = cusum = np.ones(len(BETS))
    steps = []
    for (day, site), count in units.items():
        factors = factor(count, limit)
        wealth, cusum = wealth * factors, np.maximum(cusum, 1.0) * factors
        steps.append(Step(day, site, count, float(mean(cusum)), float(mean(wealth))))
    return tuple(steps)


def alarms(seen: Seen, limit: int, *, odds: int, from_us: int = 0) -> tuple[int, ...]:
    """The instants from `from_us` on at which the detector reached `odds` (1/α), by the time things were known.

    Only a new count can raise an alarm, so only their instants are tried.
    """
    tries = sorted({tally.known_us for tally in seen.tallies if tally.count and tally.known_us >= from_us})
    return tuple(at for at in tries if _highest(seen, limit, at) >= odds)


def factor(count: int | NDArray[np.int64], limit: int) -> NDArray[np.float64]:
    """1 + b (x / m - 1) for every bet b, the bets along the last axis. With m = 0: infinite for x > 0, else 1."""
    counted = np.asarray(count, dtype=np.float64)[..., None]
    if limit == 0:
        nothing: NDArray[np.float64] = np.where(counted > 0, np.inf, np.ones(len(BETS)))
        return nothing
    factors: NDArray[np.float64] = 1.0 + BETS * (counted / limit - 1.0)
    return factors


def mean(bets: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean over the last axis, added up from left to right: a fixed order, for the same bits everywhere."""
    total = bets[..., 0]
    for at in range(1, len(BETS)):
        total = total + bets[..., at]
    average: NDArray[np.float64] = total / len(BETS)
    return average


def _highest(seen: Seen, limit: int, at_us: int) -> float:
    resumed = max((one for one in seen.resumed if one[0] <= at_us), default=None)
    steps = watch(counts(seen, until_us=at_us, resumed=resumed), limit)
    return max((step.detector for step in steps), default=1.0)
