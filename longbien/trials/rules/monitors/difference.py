"""Difference of two arms: is what is tried better or worse than what it replaces, by how much? Look as often as you
like.

n_0 units had the old, n_1 the new, each drawn by lot; n = n_0 + n_1. The difference of the averages is one mean with
variance σ̂² = n (σ̂_0² / n_0 + σ̂_1² / n_1) a unit, and `asymptotic` says what holds of it:

    μ̂_1 - μ̂_0  ±  half width(n, σ̂²)

Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences",
Annals of Statistics 52 (2024) §3, on averages of influence functions, of which a difference of means in a randomised
trial is the simplest. Silent before 30 units an arm. In the unit of the values; the unit of analysis is a vehicle-day,
a person or a block, never a reading: readings of one vehicle are no lots.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from longbien.trials.rules.monitors.asymptotic import FEWEST, HORIZON, Moments, half_width, odds, rho_squared
from longbien.trials.rules.monitors.wealth import Floats, floats


@dataclass(frozen=True)
class Difference:
    """The two arms, of one or of many measures."""

    old: Moments
    new: Moments

    @classmethod
    def of(cls, shape: tuple[int, ...] = ()) -> "Difference":
        """Before anything was seen, for `shape` measures."""
        return cls(Moments.of(shape), Moments.of(shape))

    def update(self, old: ArrayLike, new: ArrayLike) -> "Difference":
        """After more units of either arm, along the first axis; the arms may get differently many."""
        return Difference(self.old.update(old), self.new.update(new))

    @property
    def estimate(self) -> Floats:
        """New less old, in the unit of the values."""
        return self.new.mean - self.old.mean

    def evidence(self, difference: ArrayLike = 0.0, *, alpha: float = 0.05, horizon: float = HORIZON) -> Floats:
        """ln of the odds to 1 against "the difference is this"; 0 before FEWEST units in each arm."""
        if self._few:
            return np.zeros_like(self.estimate)
        return odds(self._count, self.estimate - floats(difference), self._variance, rho_squared(alpha, horizon))

    def interval(self, alpha: float = 0.05, *, horizon: float = HORIZON) -> tuple[Floats, Floats]:
        """Lower and upper end for the difference; the whole line before FEWEST units in each arm."""
        half = np.full_like(self.estimate, np.inf)
        if not self._few:
            half = half_width(self._count, self._variance, alpha, rho_squared(alpha, horizon))
        return self.estimate - half, self.estimate + half

    @property
    def _few(self) -> bool:
        return min(self.old.count, self.new.count) < FEWEST

    @property
    def _count(self) -> int:
        return self.old.count + self.new.count

    @property
    def _variance(self) -> Floats:
        return self._count * (self.old.variance / self.old.count + self.new.variance / self.new.count)
