"""How often would each monitor alarm by mistake? Measured on paths of safe trials, drawn from a seed, looked at every
day.

A row is an estimator on a kind of path (`paths`): the share of paths on which it ever passed its threshold within
`DAYS` units of analysis, and what it is allowed: α = 5 % and three standard errors of so many paths. Detectors suspend
at 1000 to 1; of them at most DAYS / 1000 may (`wealth`). Rows without an allowance show what an estimator is *not* for,
and why readings are refused.

The same table for the same seed, number of paths and version of numpy; other platforms may differ by a path.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from longbien.trials.rules.certifying import paths
from longbien.trials.rules.monitors.allotment import Allotment
from longbien.trials.rules.monitors.betting import BETS, factor
from longbien.trials.rules.monitors.blocks import Signs
from longbien.trials.rules.monitors.bounded import Bounded
from longbien.trials.rules.monitors.difference import Difference
from longbien.trials.rules.monitors.failure import Failures
from longbien.trials.rules.monitors.rate import Rate
from longbien.trials.rules.monitors.rate import factor as rate_factor
from longbien.trials.rules.monitors.reviews import schedule
from longbien.trials.rules.monitors.wealth import Floats, Wealth, running

ALPHA, ODDS = 0.05, 1000.0
DAYS, PORTION = 365, 100
VEHICLES = 10  # of a fleet that together counts one a day
LOOKS = (0.2, 0.4, 0.6, 0.8, 1.0)
Dice = np.random.Generator
Flags = NDArray[np.bool_]
Ever = Callable[[Dice, int, int], Flags]  # dice, days, paths: which paths ever alarmed?
Draw = Callable[..., Floats]  # dice, shape, perhaps the mean


@dataclass(frozen=True)
class FalseAlarms:
    """The share of safe paths on which an estimator alarmed; `allowed` is None where it isn't meant to be used."""

    estimator: str
    paths: str
    share: float
    allowed: float | None

    @property
    def holds(self) -> bool:
        return self.allowed is None or self.share <= self.allowed


def false_alarms(count: int, *, seed: int, days: int = DAYS) -> Iterator[FalseAlarms]:
    """Every row, one after the other; `count` paths each."""
    for number, (estimator, kind, ever, allowed) in enumerate(_rows(days)):
        alarmed = 0
        for first in range(0, count, PORTION):
            dice = np.random.default_rng([seed, number, first])
            alarmed += int(ever(dice, days, min(PORTION, count - first)).sum())
        error = 3.0 * np.sqrt(allowed * (1.0 - allowed) / count) if allowed else 0.0
        yield FalseAlarms(estimator, kind, alarmed / count, float(allowed + error) if allowed else None)


def _rows(days: int) -> Iterator[tuple[str, str, Ever, float | None]]:
    for kind, draw in COUNTS.items():
        yield "betting", kind, partial(_betting, draw, 1.0), ALPHA
    for kind, draw, mean in BOUNDED:
        yield "betting", kind, partial(_betting, draw, mean), ALPHA
        yield "interval of a bounded mean", kind, partial(_interval, draw, mean), ALPHA
    yield "betting", "log-normal, σ = 2", partial(_betting, paths.lognormal, 1.0), ALPHA
    for kind, draw in COUNTS.items():
        yield "rate", kind, partial(_rate, draw), ALPHA if kind == POISSON else None
    yield "failure probability", BERNOULLI, _failures, ALPHA
    for kind, draw in ANY.items():
        yield "difference of two arms", kind, partial(_difference, draw), ALPHA
        yield "switchback, by signs", kind, partial(_signs, draw), ALPHA
    yield "sample ratio", "even arms, 100 a day", _allotment, ALPHA
    yield "five reviews", "normal", _reviews, ALPHA
    for kind, draw in COUNTS.items():
        yield "detector, betting", kind, partial(_detector, draw), days / ODDS
    yield "detector, rate", POISSON, partial(_rate_detector, paths.counts), days / ODDS
    yield "betting on readings", "AR(1), every reading", _readings, None
    for kind in FLEETS:
        yield "detector, betting, by day", f"{VEHICLES} vehicles, {kind}", partial(_fleet, COUNTS[kind]), days / ODDS
    yield "detector, betting, by unit", f"{VEHICLES} vehicles, {POISSON}", partial(_fleet_units, paths.counts), None


def _betting(draw: Draw, mean: float, dice: Dice, days: int, count: int) -> Flags:
    return _reached(running(factor(draw(dice, (days, count)), mean))[1], 1.0 / ALPHA)


def _interval(draw: Draw, mean: float, dice: Dice, days: int, count: int) -> Flags:
    now, missed = Bounded.of(ALPHA, (count,)), np.zeros(count, dtype=np.bool_)
    for values in draw(dice, (days, count)):
        now = now.update(values[None])
        low, high = now.interval()
        missed |= (low > mean) | (high < mean)
    return missed


def _rate(draw: Draw, dice: Dice, days: int, count: int) -> Flags:
    events = draw(dice, (days, count)).cumsum(axis=0)
    return _reached(Rate(events, np.arange(1.0, days + 1.0)[:, None]).above(1.0), np.log(1.0 / ALPHA))


def _failures(dice: Dice, days: int, count: int) -> Flags:
    failed = paths.bernoulli(dice, (days, count)).cumsum(axis=0)
    return _reached(Failures(failed, np.arange(1.0, days + 1.0)[:, None]).above(0.05), np.log(1.0 / ALPHA))


def _difference(draw: Draw, dice: Dice, days: int, count: int) -> Flags:
    arms = draw(dice, (days, 2 * count)).reshape(days, 1, 2, count)
    now, alarmed = Difference.of((count,)), np.zeros(count, dtype=np.bool_)
    for day in arms:
        now = now.update(day[:, 0], day[:, 1])
        alarmed |= now.evidence() >= np.log(1.0 / ALPHA)
    return alarmed


def _signs(draw: Draw, dice: Dice, days: int, count: int) -> Flags:
    blocks = draw(dice, (2 * days, count))
    lot = dice.choice([-1.0, 1.0], (days, count))
    now, alarmed = Signs.of((count,)), np.zeros(count, dtype=np.bool_)
    for difference in lot * (blocks[::2] - blocks[1::2]):
        now = now.update(difference[None])
        alarmed |= now.evidence >= 1.0 / ALPHA
    return alarmed


def _allotment(dice: Dice, days: int, count: int) -> Flags:
    first = dice.binomial(100, 0.5, (days, count)).cumsum(axis=0)
    total = 100.0 * np.arange(1.0, days + 1.0)[:, None]
    return _reached(Allotment(np.stack([first, total - first], axis=-1)).mismatch([0.5, 0.5]), np.log(1.0 / ALPHA))


def _reviews(dice: Dice, days: int, count: int) -> Flags:
    total = (paths.normal(dice, (days, count)) - 1.0).cumsum(axis=0)
    looks = np.rint(np.array(LOOKS) * days).astype(np.int64)
    bounds = schedule((looks / days).tolist(), ALPHA, two_sided=True).bounds
    return _reached(np.abs(total[looks - 1] / np.sqrt(looks)[:, None]) / np.array(bounds)[:, None], 1.0)


def _detector(draw: Draw, dice: Dice, days: int, count: int) -> Flags:
    return _reached(running(factor(draw(dice, (days, count)), 1.0))[0], ODDS)


def _fleet(draw: Draw, dice: Dice, days: int, count: int) -> Flags:
    x, m = draw(dice, (days * VEHICLES, count), mean=1.0 / VEHICLES), 1.0 / VEHICLES
    return _reached(running(factor(x, m), begins=np.arange(len(x)) % VEHICLES == 0)[0], ODDS)


def _fleet_units(draw: Draw, dice: Dice, days: int, count: int) -> Flags:
    """What would be forgotten unit by unit: 1000 days of a vehicle are a hundred of ten, so this alarms too often."""
    return _reached(running(factor(draw(dice, (days * VEHICLES, count), mean=1.0 / VEHICLES), 1.0 / VEHICLES))[0], ODDS)


def _rate_detector(draw: Draw, dice: Dice, days: int, count: int) -> Flags:
    return _reached(running(rate_factor(draw(dice, (days, count)), 1.0, 1.0))[0], ODDS)


def _readings(dice: Dice, days: int, count: int) -> Flags:
    rows = paths.readings(dice, (days * paths.READINGS, count))
    now, alarmed = Wealth.of(len(BETS), (count,)), np.zeros(count, dtype=np.bool_)
    for first in range(0, len(rows), PORTION):
        factors = factor(rows[first : first + PORTION], 0.5)
        alarmed |= _reached(running(factors, now)[1], 1.0 / ALPHA)
        now = now.update(factors)
    return alarmed


def _reached(evidence: Floats, threshold: float) -> Flags:
    return np.asarray((evidence >= threshold).any(axis=0))


POISSON, BERNOULLI, AR = "counts, variance = mean", "0 or 1, 5 % are 1", "AR(1), blocked to days"
COUNTS: dict[str, Draw] = {
    POISSON: paths.counts,
    "counts, variance = 1.5 mean": partial(paths.counts, ratio=1.5),
    "counts, variance = 2 mean": partial(paths.counts, ratio=2.0),
    "counts, variance = 3 mean": partial(paths.counts, ratio=3.0),
}
FLEETS = (POISSON, "counts, variance = 3 mean")
BOUNDED: tuple[tuple[str, Draw, float], ...] = ((BERNOULLI, paths.bernoulli, 0.05), (AR, paths.autoregressive, 0.5))
ANY: dict[str, Draw] = {
    "normal": paths.normal,
    BERNOULLI: paths.bernoulli,
    "log-normal, σ = 2": paths.lognormal,
    AR: paths.autoregressive,
    **COUNTS,
}
