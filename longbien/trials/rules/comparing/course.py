"""The course of a comparison, day after day: the gain so far, its interval, the evidence, and whether lots went astray.

The gain is new less old where more is better, old less new where less is. At every day, for α of the comparison:

    arms          `difference`: values of days with the new less those with the old; interval and evidence from it
    switchback    the pairs' differences: the interval of `asymptotic.Moments`, the evidence of `blocks.Signs`

Both may be looked at every day. A day's number of lots is checked beside it (`allotment`, shares ½ and ½): in arms, how
many units of either lot were heard of at all; in a switchback, which block is missing where only one of a pair was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol

import numpy as np

from longbien.trials.rules.comparing.samples import Sample
from longbien.trials.rules.comparison import Comparison, Design
from longbien.trials.rules.monitors.allotment import Allotment
from longbien.trials.rules.monitors.asymptotic import Moments
from longbien.trials.rules.monitors.blocks import Signs
from longbien.trials.rules.monitors.difference import Difference
from longbien.trials.rules.monitors.wealth import Floats

EVEN = (0.5, 0.5)


@dataclass(frozen=True)
class Point:
    """A comparison after all units of a local day: how many had the `old` and the `new`, the `gain` with its interval
    and standard `error` in the unit of the measure, and odds to 1 against “no difference” and against “even lots”."""

    day: date
    old: int
    new: int
    gain: float
    low: float
    high: float
    error: float
    evidence: float
    mismatch: float


@dataclass(frozen=True)
class _Told:
    """What is known of a mean difference, new less old."""

    estimate: float
    low: float
    high: float
    error: float
    evidence: float


class _State(Protocol):
    """All units so far. `heard`: of either lot, by which lots are checked; `counts`: of either lot, with a value."""

    def add(self, day: Sequence[Sample]) -> "_State": ...

    def heard(self) -> tuple[int, int]: ...

    def counts(self) -> tuple[int, int]: ...

    def told(self, alpha: float) -> _Told: ...


def course(asked: Comparison, samples: Iterable[Sample], *, alpha: float) -> tuple[Point, ...]:
    """A point for each day on which units were over; `samples` in order of time, `alpha` that of this comparison."""
    days = [(day, tuple(units)) for day, units in groupby(samples, key=lambda one: one.day)]
    states = list(_states(asked.design, [units for _, units in days]))
    heard = np.array([state.heard() for state in states], dtype=np.float64).reshape(-1, 2)
    mismatch = odds(Allotment(heard).mismatch(EVEN)).tolist()
    sign = 1.0 if asked.better == "more" else -1.0
    found = []
    for (day, _), state, astray in zip(days, states, mismatch, strict=True):
        told, (old, new) = state.told(alpha), state.counts()
        low, high = sorted((sign * told.low, sign * told.high))
        found.append(Point(day, old, new, sign * told.estimate, low, high, told.error, told.evidence, astray))
    return tuple(found)


def odds(logarithm: Floats) -> Floats:
    """Odds of their natural logarithm; infinite beyond what a double holds."""
    with np.errstate(over="ignore"):
        found: Floats = np.exp(logarithm)
    return found


def _states(design: Design, days: Iterable[Sequence[Sample]]) -> Iterator[_State]:
    state: _State = _Arms(Difference.of()) if design == "arms" else _Pairs(Moments.of(), Signs.of())
    for day in days:
        state = state.add(day)
        yield state


@dataclass(frozen=True)
class _Arms:
    """Days drawn one by one."""

    known: Difference
    old: int = 0
    new: int = 0

    def add(self, day: Sequence[Sample]) -> "_Arms":
        values = {
            arm: [one.value for one in day if one.is_new is arm and one.value is not None] for arm in (False, True)
        }
        known = self.known.update(np.array(values[False]), np.array(values[True]))
        new = sum(one.is_new for one in day)
        return _Arms(known, self.old + len(day) - new, self.new + new)

    def heard(self) -> tuple[int, int]:
        return self.old, self.new

    def counts(self) -> tuple[int, int]:
        return self.known.old.count, self.known.new.count

    def told(self, alpha: float) -> _Told:
        old, new = self.known.old, self.known.new
        error = np.sqrt(old.variance / max(old.count, 1) + new.variance / max(new.count, 1))
        evidence = odds(self.known.evidence(alpha=alpha))
        return _Told(float(self.known.estimate), *_ends(self.known.interval(alpha)), float(error), float(evidence))


@dataclass(frozen=True)
class _Pairs:
    """Pairs of blocks, whose order was drawn; `old` and `new` are the blocks that were heard of without the other."""

    known: Moments
    signs: Signs
    old: int = 0
    new: int = 0

    def add(self, day: Sequence[Sample]) -> "_Pairs":
        pairs: dict[tuple[int, str], dict[bool, float | None]] = {}
        for one in day:
            pairs.setdefault((one.index // 2, one.unit), {})[one.is_new] = one.value
        alone = [arm for pair in pairs.values() if len(pair) == 1 for arm in pair]
        found = np.array([apart for pair in pairs.values() for apart in _apart(pair)])
        known, signs, new = self.known.update(found), self.signs.update(found), sum(alone)
        return _Pairs(known, signs, self.old + len(alone) - new, self.new + new)

    def heard(self) -> tuple[int, int]:
        return self.old, self.new

    def counts(self) -> tuple[int, int]:
        return self.known.count, self.known.count

    def told(self, alpha: float) -> _Told:
        error = np.sqrt(self.known.variance / max(self.known.count, 1))
        ends = _ends(self.known.interval(alpha))
        return _Told(float(self.known.mean), *ends, float(error), float(self.signs.evidence))


def _apart(pair: dict[bool, float | None]) -> Iterator[float]:
    """New less old of a pair of which both blocks have a value."""
    old, new = pair.get(False), pair.get(True)
    if old is not None and new is not None:
        yield new - old


def _ends(interval: tuple[Floats, Floats]) -> tuple[float, float]:
    return float(interval[0]), float(interval[1])
