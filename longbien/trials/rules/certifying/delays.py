"""How many days pass until a worsening is noticed? After a good year, on paths drawn from a seed.

For 365 days a measure is at half its limit, then at 2, 3 or 5 times the limit, all counts Poisson. A delay is the
number of days from the change until a detector reaches 1000 to 1, or evidence does; of paths that alarmed in the good
year only the rest are asked. `expected` is how much is counted a day, over all units of it, in a trial exactly at its
limit.

Betting can gain no faster than ln(x/m) a unit, whatever the bets: at 5 times the limit ln 5 = 1.6, so that ln 1000 =
6.9 takes it at least 5 units. It is quicker where a day has several units, and the rate detector is where counts are
Poisson.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from longbien.trials.rules.monitors.betting import factor
from longbien.trials.rules.monitors.rate import Rate
from longbien.trials.rules.monitors.rate import factor as rate_factor
from longbien.trials.rules.monitors.wealth import Floats, running

ODDS = 1000.0
GOOD_DAYS, BAD_DAYS, GOOD, PORTION = 365, 735, 0.5, 100
TIMES = (2, 3, 5)


@dataclass(frozen=True)
class Delay:
    """Days until noticed: for half of the paths within `median`, for nine in ten within `most`; None: not at all."""

    monitor: str
    times: int
    median: int | None
    most: int | None


def delays(count: int, *, seed: int) -> Iterator[Delay]:
    """Every row, one after the other; `count` paths each."""
    for number, (monitor, (units, expected, odds)) in enumerate(MONITORS.items()):
        for times in TIMES:
            found = []
            for first in range(0, count, PORTION):
                dice = np.random.default_rng([seed, number, times, first])
                x = _worsening(dice, units, expected / units, times, min(PORTION, count - first))
                found.append(_days(odds(x, expected / units)[units - 1 :: units]))
            yield Delay(monitor, times, *_within(np.concatenate(found)))


def _worsening(dice: np.random.Generator, units: int, limit: float, times: int, count: int) -> Floats:
    good = dice.poisson(limit * GOOD, (GOOD_DAYS * units, count))
    bad = dice.poisson(limit * times, (BAD_DAYS * units, count))
    return np.concatenate([good, bad]).astype(np.float64)


def _days(odds: Floats) -> Floats:
    """Days from the change until the odds are reached, of each path that was quiet before; infinite if they aren't."""
    reached = odds >= ODDS
    after = reached[GOOD_DAYS:, ~reached[:GOOD_DAYS].any(axis=0)]
    return np.where(after.any(axis=0), after.argmax(axis=0) + 1.0, np.inf)


def _within(days: Floats) -> tuple[int | None, int | None]:
    half, most = (int(day) if day < np.inf else None for day in np.quantile(days, (0.5, 0.9), method="higher"))
    return half, most


def _betting(x: Floats, limit: float) -> Floats:
    return running(factor(x, limit))[0]


def _betting_evidence(x: Floats, limit: float) -> Floats:
    return running(factor(x, limit))[1]


def _rate(x: Floats, limit: float) -> Floats:
    return running(rate_factor(x, 1.0, limit))[0]


def _rate_evidence(x: Floats, limit: float) -> Floats:
    expected = np.arange(1.0, len(x) + 1.0)[:, None]
    with np.errstate(over="ignore"):
        evidence: Floats = np.exp(Rate(x.cumsum(axis=0), expected).above(limit))
    return evidence


MONITORS: dict[str, tuple[int, float, Callable[[Floats, float], Floats]]] = {
    "detector, rate, 1 a day": (1, 1.0, _rate),
    "detector, betting, 1 a day": (1, 1.0, _betting),
    "detector, betting, 3 units of 1 a day": (3, 3.0, _betting),
    "evidence, rate, 1 a day": (1, 1.0, _rate_evidence),
    "evidence, betting, 1 a day": (1, 1.0, _betting_evidence),
}
