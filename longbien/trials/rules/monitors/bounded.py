"""Mean of values between 0 and 1 as they stream in: an interval at every time, with a state that doesn't grow.

For x_t in [0, 1] with E[x_t | past] = μ, the predictable plug-in empirical Bernstein confidence sequence of
Waudby-Smith & Ramdas, "Estimating means of bounded random variables by betting", JRSS-B 86 (2024) §3.2, Theorem 2:

    Σ λ_i x_i / Σ λ_i  ±  (ln(2/α) + Σ 4 (x_i - μ_{i-1})² ψ(λ_i)) / Σ λ_i,      ψ(λ) = (-ln(1-λ) - λ) / 4
    λ_t = min(½, sqrt(2 ln(2/α) / (σ²_{t-1} t ln(1+t))))
    μ_t = (½ + Σ x_i) / (t+1),     σ²_t = (¼ + Σ (x_i - μ_i)²) / (t+1)

`betting.interval` is narrower but needs all values again; this is for long streams, such as the share of seconds in
which a signal was green. Without unit; scale first what has one. Uses log: reproducible to 1e-9 across platforms, and
the same bits in whatever portions values come.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from longbien.trials.rules.monitors.wealth import Floats, floats

MOST = 0.5
PORTION = 4_096  # numbers at once: what is computed of them stays in the processor's cache


@dataclass(frozen=True)
class Bounded:
    """After `count` values of each measure: sums of x, (x - μ)², λ, λ x and 4 (x - μ)² ψ(λ)."""

    alpha: float
    count: int
    total: Floats
    spread: Floats
    weight: Floats
    weighted: Floats
    paid: Floats

    @classmethod
    def of(cls, alpha: float, shape: tuple[int, ...] = ()) -> "Bounded":
        """Before anything was seen of `shape` measures; the intervals will miss the mean with chance at most α."""
        nothing = np.zeros(shape)
        return cls(alpha, 0, nothing, nothing, nothing, nothing, nothing)

    def update(self, values: ArrayLike) -> "Bounded":
        """After more values, time along the first axis. ValueError for one outside [0, 1]."""
        x = floats(values)
        if x.size and not (x.min() >= 0.0 and x.max() <= 1.0):
            raise ValueError("a value is outside [0, 1]")
        now, rows = self, max(1, PORTION // max(1, x[:1].size))
        for start, end in pairwise([*range(0, len(x), rows), len(x)]):
            now = now._portion(x[start:end])
        return now

    def interval(self) -> tuple[Floats, Floats]:
        """Lower and upper end for the mean of each measure; [0, 1] before the first value."""
        if not self.count:
            return np.zeros_like(self.total), np.ones_like(self.total)
        centre, half = self.weighted / self.weight, (np.log(2.0 / self.alpha) + self.paid) / self.weight
        return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)

    def _portion(self, x: Floats) -> "Bounded":
        times = np.arange(self.count, self.count + len(x) + 1.0).reshape(-1, *(1,) * (x.ndim - 1))
        total = _added(self.total, x)
        mean = (0.5 + total) / (times + 1.0)
        spread = _added(self.spread, np.square(x - mean[1:]))
        t = times[1:]
        scale = 2.0 * np.log(2.0 / self.alpha) / (t * np.log1p(t))
        bet = np.minimum(MOST, np.sqrt(scale * t / (0.25 + spread[:-1])))
        paid = np.square(x - mean[:-1]) * (-np.log1p(-bet) - bet)
        return replace(
            self,
            count=self.count + len(x),
            total=total[-1],
            spread=spread[-1],
            weight=_added(self.weight, bet)[-1],
            weighted=_added(self.weighted, bet * x)[-1],
            paid=_added(self.paid, paid)[-1],
        )


def _added(start: Floats, more: Floats) -> Floats:
    """Running sums from `start` on, itself first; added one by one, so that portions make no difference."""
    sums = np.empty((len(more) + 1, *np.shape(start)))
    sums[0], sums[1:] = start, more
    return np.add.accumulate(sums, axis=0, out=sums)
