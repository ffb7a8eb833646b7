"""How many days pass until a worsening is noticed? After a good year, on paths drawn from a seed.

For 365 days a measure is at half its limit, then at 2, 3 or 5 times the limit, all counts Poisson. A delay is the
number of days from the change until a detector reaches 1000 to 1, or evidence does; of paths that alarmed in the good
year only the rest are asked. `expected` is how much is counted a day, over all units of it, in a trial exactly at its
limit.

Which unit decides how soon. From one count a day, betting is expected to gain no more than ln(x/m) a unit, whatever the
bets: at 5 times the limit ln 5 = 1.6, so that ln 1000 = 6.9 takes about 5 days, at 3 times about 7. No other test gains
more on a mean alone: of values with a bound, every e-process for "the mean is at most m" is such a bet or less than one
(Clerico, "On the optimality of coin-betting for mean estimation", 2024). The same counts told by vehicle are many units
a day, and most of these are 0: with ten vehicles the bets gain nearly what the Poisson rate does, x ln(x/m) - (x - m) a
day, without believing that counts are Poisson. The detector then forgets good days, not units (`wealth`): at 1000 to 1
at least 1000 days pass between false alarms, as with one unit a day.
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
    for monitor, (number, units, expected, odds) in MONITORS.items():
        for times in TIMES:
            found = []
            for first in range(0, count, PORTION):
                dice = np.random.default_rng([seed, number, times, first])
                x = _worsening(dice, units, expected / units, times, min(PORTION, count - first))
                found.append(_days(odds(x, expected / units, units)[units - 1 :: units]))
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


def _betting(x: Floats, limit: float, units: int) -> Floats:
    return running(factor(x, limit))[0]


def _by_day(x: Floats, limit: float, units: int) -> Floats:
    return running(factor(x, limit), begins=np.arange(len(x)) % units == 0)[0]


def _betting_evidence(x: Floats, limit: float, units: int) -> Floats:
    return running(factor(x, limit))[1]


def _rate(x: Floats, limit: float, units: int) -> Floats:
    return running(rate_factor(x, 1.0, limit))[0]


def _rate_evidence(x: Floats, limit: float, units: int) -> Floats:
    expected = np.arange(1.0, len(x) + 1.0)[:, None]
    with np.errstate(over="ignore"):
        evidence: Floats = np.exp(Rate(x.cumsum(axis=0), expected).above(limit))
    return evidence


# Each with a number of its own, from which its paths are drawn: units a day, counts a day in all of them, the odds.
MONITORS: dict[str, tuple[int, int, float, Callable[[Floats, float, int], Floats]]] = {
    "detector, rate, 1 a day": (0, 1, 1.0, _rate),
    "detector, betting, 1 a day": (1, 1, 1.0, _betting),
    "detector, betting, 10 vehicles, 1 a day": (5, 10, 1.0, _by_day),
    "detector, betting, 3 units of 1 a day": (2, 3, 3.0, _betting),
    "evidence, rate, 1 a day": (3, 1, 1.0, _rate_evidence),
    "evidence, betting, 1 a day": (4, 1, 1.0, _betting_evidence),
}
