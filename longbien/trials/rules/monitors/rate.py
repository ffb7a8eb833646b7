"""Incident rate with exposure: more often (or less often) than the limit, per kilometre, hour or vehicle-day?

N incidents in an exposure V, against a limit λ_0 on the rate, in incidents a unit of exposure. "Safe" is that incidents
come as a Poisson process of rate λ ≤ λ_0. Rates θ λ_0 are weighed by a Gamma(a, b) law of θ, cut at the limit:

    evidence = ∫_1^∞ θ^N e^{-(θ-1) λ_0 V} π(θ) dθ,     π(θ) ∝ θ^{a-1} e^{-bθ}

    ln evidence = U(a + N, b + λ_0 V) - U(a, b),        U(s, x) = ln ∫_x^∞ t^{s-1} e^{x-t} dt / x^s

Howard, Ramdas, McAuliffe & Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of
Statistics 49 (2021), one-sided gamma mixtures (§3.2). Each θ ≥ 1 has E[θ^n e^{-(θ-1) λ_0 v}] ≤ 1 for
every λ ≤ λ_0, so this is an e-process for all of "safe", not for λ = λ_0 alone. `below` takes the integral from 0 to 1:
evidence that the rate is lower than the limit. Both fall or rise with λ_0, so the limits they don't refute are an
interval at every time at once (a confidence sequence).

The detector bets on θ = 1.25, 1.5, 2, 3, 4, 6: factors θ^n e^{-(θ-1) λ_0 v}, into `wealth`.

Only for counts that are Poisson: with variance 1.5 to 3 times the mean false alarms rise several times over
(`longbien monitor certify`); there, bet (`betting`). Uses log, exp and incomplete gamma functions: reproducible to
1e-9, not to the bit, across platforms.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from longbien.trials.rules.monitors.incomplete import lower_gamma, upper_gamma
from longbien.trials.rules.monitors.roots import falling
from longbien.trials.rules.monitors.wealth import Floats, counted, floats

SHAPE, PER_LIMIT = np.array(1.0), np.array(1.0)  # a and b: beyond the limit, θ - 1 is exponential with mean 1
FOLDS = np.array([1.25, 1.5, 2.0, 3.0, 4.0, 6.0])
LARGEST = 700.0  # e to more than this is no double


@dataclass(frozen=True)
class Rate:
    """So many incidents in so much exposure, of one or of many measures."""

    events: Floats
    exposure: Floats

    @classmethod
    def of(cls, shape: tuple[int, ...] = ()) -> "Rate":
        """Before anything was seen, for `shape` measures."""
        return cls(np.zeros(shape), np.zeros(shape))

    def update(self, events: ArrayLike, exposure: ArrayLike) -> "Rate":
        """After more units of analysis, along the first axis of both."""
        return Rate(self.events + counted(events).sum(axis=0), self.exposure + counted(exposure).sum(axis=0))

    def above(self, limit: ArrayLike) -> Floats:
        """ln of the odds to 1 that the rate is above `limit`, against "at most the limit".

        ValueError unless the limit is above 0.
        """
        return _more(self.events, _limit(limit) * self.exposure)

    def below(self, limit: ArrayLike) -> Floats:
        """ln of the odds to 1 that the rate is below `limit`, against "at least the limit".

        ValueError unless the limit is above 0.
        """
        return _fewer(self.events, _limit(limit) * self.exposure)

    def interval(self, alpha: float) -> tuple[Floats, Floats]:
        """The rates that neither side refutes, each at α/2: they hold the true one at all times, but for α."""
        target, n = np.log(2.0 / alpha), self.events
        most = 2.0 * n + 20.0 * target + 100.0
        low = falling(lambda v: _more(n, v) - target, np.full_like(n, 1e-12), most)
        high = falling(lambda v: target - _fewer(n, v), np.full_like(n, 1e-12), most)
        return low / self.exposure, high / self.exposure


def factor(events: ArrayLike, exposure: ArrayLike, limit: ArrayLike) -> Floats:
    """θ^n e^{-(θ-1) λ_0 v} for each θ of FOLDS, along the last axis: what the detector multiplies."""
    n, v = counted(events)[..., None], (counted(limit) * counted(exposure))[..., None]
    factors: Floats = np.exp(np.clip(n * np.log(FOLDS) - (FOLDS - 1.0) * v, -LARGEST, LARGEST))
    return factors


def _limit(given: ArrayLike) -> Floats:
    limit = floats(given)
    if not (limit > 0.0).all():
        raise ValueError("the limit of a rate is above 0; where nothing may happen, bet")
    return limit


def _more(events: Floats, expected: Floats) -> Floats:
    return upper_gamma(SHAPE + events, PER_LIMIT + expected) - upper_gamma(SHAPE, PER_LIMIT)


def _fewer(events: Floats, expected: Floats) -> Floats:
    return lower_gamma(SHAPE + events, PER_LIMIT + expected) - lower_gamma(SHAPE, PER_LIMIT)
