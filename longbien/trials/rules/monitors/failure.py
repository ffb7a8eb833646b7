"""Failure probability: do more (or fewer) of the units fail than the limit allows?

F of n tries failed, against a limit p_0 on the probability, a share of 1 without unit. "Safe" is that each try fails
with probability p ≤ p_0, given the past. Probabilities q are weighed by a Beta(a, b) law cut at the limit:

    evidence = ∫_{p_0}^1 (q/p_0)^F ((1-q)/(1-p_0))^{n-F} π(q) dq,     π(q) ∝ q^{a-1} (1-q)^{b-1}

    ln evidence = J(a + F, b + n - F) - J(a, b),
    J(α, β) = ln ∫_{p_0}^1 t^{α-1} (1-t)^{β-1} dt / (p_0^α (1-p_0)^β)

Howard, Ramdas, McAuliffe & Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of
Statistics 49 (2021), one-sided beta-binomial mixture (§3.2). Each q ≥ p_0 has a likelihood ratio of mean
at most 1 for every p ≤ p_0: an e-process for all of "safe". `below` takes the integral from 0 to p_0: evidence that
fewer fail than the limit allows; it holds for "the share of site-days with any incident" whatever the law of the
counts.

a = 1 and b = 1/p_0 - 1, so that the uncut law has mean p_0. The detector bets on odds 1.25, 1.5, 2, 3, 4, 6 times those
of p_0, into `wealth`. Uses log, exp and incomplete beta functions: reproducible to 1e-9, not to the bit, across
platforms.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from longbien.trials.rules.monitors.incomplete import lower_beta
from longbien.trials.rules.monitors.rate import FOLDS, LARGEST
from longbien.trials.rules.monitors.roots import falling
from longbien.trials.rules.monitors.wealth import Floats, counted, floats


@dataclass(frozen=True)
class Failures:
    """So many of so many tries failed, of one or of many measures."""

    failed: Floats
    tried: Floats

    @classmethod
    def of(cls, shape: tuple[int, ...] = ()) -> "Failures":
        """Before anything was seen, for `shape` measures."""
        return cls(np.zeros(shape), np.zeros(shape))

    def update(self, failed: ArrayLike, tried: ArrayLike = 1.0) -> "Failures":
        """After more units, along the first axis: 1 where one failed, else 0; or counts, with how many were tried."""
        more = counted(failed)
        tries = np.broadcast_to(floats(tried), more.shape)
        if not (more <= tries).all():
            raise ValueError("more failed than were tried")
        return Failures(self.failed + more.sum(axis=0), self.tried + tries.sum(axis=0))

    def above(self, limit: ArrayLike) -> Floats:
        """ln of the odds to 1 that the probability is above `limit`, against "at most the limit".

        ValueError unless 0 < limit < 1.
        """
        return _more(self.failed, self.tried - self.failed, _limit(limit))

    def below(self, limit: ArrayLike) -> Floats:
        """ln of the odds to 1 that the probability is below `limit`, against "at least the limit".

        ValueError unless 0 < limit < 1.
        """
        return _fewer(self.failed, self.tried - self.failed, _limit(limit))

    def interval(self, alpha: float) -> tuple[Floats, Floats]:
        """The probabilities that neither side refutes, each at α/2: they hold the true one at all times, but for α."""
        target, failed, passed = np.log(2.0 / alpha), self.failed, self.tried - self.failed
        least, most = np.full_like(failed, 1e-12), np.full_like(failed, 1.0 - 1e-12)
        low = falling(lambda p: _more(failed, passed, p) - target, least, most)
        high = falling(lambda p: target - _fewer(failed, passed, p), least, most)
        return low, np.where(passed > 0, high, 1.0)


def factor(failed: ArrayLike, tried: ArrayLike, limit: ArrayLike) -> Floats:
    """The likelihood ratio of each odds of FOLDS, along the last axis: what the detector multiplies."""
    f, n, p = (counted(given)[..., None] for given in (failed, tried, limit))
    scale = 1.0 - p + FOLDS * p
    factors: Floats = np.exp(np.clip(f * np.log(FOLDS) - n * np.log(scale), -LARGEST, LARGEST))
    return factors


def _limit(given: ArrayLike) -> Floats:
    limit = floats(given)
    if not ((limit > 0.0) & (limit < 1.0)).all():
        raise ValueError("the limit of a probability is between 0 and 1; where nothing may fail, bet")
    return limit


def _more(failed: Floats, passed: Floats, p: Floats) -> Floats:
    return lower_beta(_b(p) + passed, 1.0 + failed, 1.0 - p) - lower_beta(_b(p), np.ones_like(p), 1.0 - p)


def _fewer(failed: Floats, passed: Floats, p: Floats) -> Floats:
    return lower_beta(1.0 + failed, _b(p) + passed, p) - lower_beta(np.ones_like(p), _b(p), p)


def _b(p: Floats) -> Floats:
    return (1.0 - p) / p
