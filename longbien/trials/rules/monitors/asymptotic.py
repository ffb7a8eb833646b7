"""A mean without bounds: asymptotic confidence sequences, the central limit theorem for those who look again and again.

From n units with average μ̂ and variance σ̂² (of one unit), for a true mean μ:

    half width    σ̂ sqrt(2 (n ρ² + 1) / (n² ρ²) · ln(sqrt(n ρ² + 1) / α))
    ln evidence   ρ² n² (μ̂ - μ)² / (2 σ̂² (n ρ² + 1)) - ½ ln(n ρ² + 1)         against "the mean is μ"

Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences",
Annals of Statistics 52 (2024) §2, Theorem 2.2. The interval leaves out μ exactly when the evidence reaches 1/α. ρ makes
it narrowest near n = `horizon` (appendix on ρ): ρ² = (-2 ln α + ln(1 - 2 ln α)) / horizon.

Only asymptotic: silent before FEWEST units (the interval is the whole line, the evidence 1), and good for as long as a
mean of so many is nearly normal. Intervals in the unit of the values. Chan's updates of mean and squares, log and sqrt:
reproducible to 1e-9 across platforms and portions.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from longbien.trials.rules.monitors.wealth import Floats, finite, floats

FEWEST = 30
HORIZON = 500.0


@dataclass(frozen=True)
class Moments:
    """Number of units, their mean and the sum of squares about it, of one or of many measures."""

    count: int
    mean: Floats
    squares: Floats

    @classmethod
    def of(cls, shape: tuple[int, ...] = ()) -> "Moments":
        """Before anything was seen, for `shape` measures."""
        return cls(0, np.zeros(shape), np.zeros(shape))

    def update(self, values: ArrayLike) -> "Moments":
        """After more units, along the first axis."""
        x = finite(values)
        if not len(x):
            return self
        count, mean = self.count + len(x), x.mean(axis=0)
        apart = mean - self.mean
        squares = self.squares + np.square(x - mean).sum(axis=0) + apart**2 * (self.count * len(x) / count)
        return Moments(count, self.mean + apart * (len(x) / count), squares)

    @property
    def variance(self) -> Floats:
        """Of one unit; 0 while there is but one."""
        return self.squares / max(self.count - 1, 1)

    def evidence(self, mean: ArrayLike = 0.0, *, alpha: float = 0.05, horizon: float = HORIZON) -> Floats:
        """ln of the odds to 1 against "the mean is this"; 0 before FEWEST units."""
        if self.count < FEWEST:
            return np.zeros_like(self.mean)
        return odds(self.count, self.mean - floats(mean), self.variance, rho_squared(alpha, horizon))

    def interval(self, alpha: float = 0.05, *, horizon: float = HORIZON) -> tuple[Floats, Floats]:
        """Lower and upper end for the mean; the whole line before FEWEST units."""
        half = np.full_like(self.mean, np.inf)
        if self.count >= FEWEST:
            half = half_width(self.count, self.variance, alpha, rho_squared(alpha, horizon))
        return self.mean - half, self.mean + half


def rho_squared(alpha: float, horizon: float) -> float:
    """The ρ² for which the interval is about narrowest after `horizon` units."""
    twice = -2.0 * np.log(alpha)
    return float((twice + np.log1p(twice)) / horizon)


def half_width(count: float, variance: Floats, alpha: float, rho2: float) -> Floats:
    """Half the width of the interval at level 1 - α after `count` units of this variance."""
    grown = count * rho2 + 1.0
    half: Floats = np.sqrt(variance * (2.0 * grown / (count**2 * rho2) * np.log(np.sqrt(grown) / alpha)))
    return half


def odds(count: float, apart: Floats, variance: Floats, rho2: float) -> Floats:
    """ln of the odds to 1 against the mean that the average is `apart` from; without variance 0, or infinite."""
    grown = count * rho2 + 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        squared = np.where(apart == 0.0, 0.0, np.square(count * apart) / variance)
    against: Floats = rho2 * squared / (2.0 * grown) - 0.5 * np.log(grown)
    return against
