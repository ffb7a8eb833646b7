"""Wealth won by betting against "safe": evidence for the reader, and the detector that suspends.

Bets b of one kind, each with its factors f_t(b) ≥ 0 of mean at most 1 while all is safe, given the past:

    evidence_t = mean over b of Π_{i ≤ t} f_i(b)        an e-process: P(it ever reaches 1/α | safe) ≤ α  (Ville)
    detector_t = mean over b of M_t(b),   M_t(b) = max(M_{t-1}(b), 1) · f_t(b)            an e-CUSUM

Shin, Ramdas & Rinaldo, "E-detectors: a nonparametric framework for sequential change detection", New England Journal of
Statistics in Data Science 2 (2023) §2: stopping when the detector reaches 1/α lets at least 1/α units of analysis pass
on average before a false alarm. Within n units at most a share n α of safe trials alarms: the detector is at most their
e-SR R_t = (R_{t-1} + 1) f_t, and R_t + n - t is a supermartingale that begins at n (Ville). The detector suspends,
because it forgets good units; the evidence is for the reader.

Where a day has many units, such as ten vehicles, 1/α units are over soon. There the detector forgets good *days*: the
maximum with 1 is taken at the first unit of a day only (`begins`), so that what it multiplies is Π f of the whole day,
of mean at most 1 as each f has, given those before it. R_t grows by 1 a day, so R_t less the days begun is a
supermartingale from unit to unit: at least 1/α *days* pass on average before a false alarm, and within n days at most a
share n α of safe trials alarms, however many units a day has and however early in the day one looks.

Both are odds to 1, without a unit. Only × ÷ + and max of IEEE 754 doubles in a fixed order: given the same factors, the
same bits on every machine and in whatever portions they come.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def floats(given: ArrayLike) -> Floats:
    """As an array of doubles."""
    return np.asarray(given, dtype=np.float64)


def counted(given: ArrayLike) -> Floats:
    """As doubles from 0 on. ValueError otherwise: what is no number would never reach a threshold, and say nothing."""
    found = floats(given)
    if not (found >= 0.0).all():
        raise ValueError("a count or a limit is below 0, or no number")
    return found


def finite(given: ArrayLike) -> Floats:
    """As finite doubles. ValueError otherwise."""
    found = floats(given)
    if not np.isfinite(found).all():
        raise ValueError("a value is not a finite number")
    return found


@dataclass(frozen=True)
class Wealth:
    """What each bet (last axis) has won of one or of many measures (the axes before it)."""

    product: Floats
    cusum: Floats

    @classmethod
    def of(cls, bets: int, shape: tuple[int, ...] = ()) -> "Wealth":
        """Before anything was seen: `shape` measures, each with `bets` bets."""
        return cls(np.ones((*shape, bets)), np.ones((*shape, bets)))

    def update(self, factors: Floats) -> "Wealth":
        """After more units of analysis; `factors` has them along its first axis, the bets along its last."""
        product, cusum = self.product.copy(), self.cusum.copy()
        with np.errstate(over="ignore"):
            for factor in factors:
                np.multiply(product, factor, out=product)
                np.multiply(np.maximum(cusum, 1.0, out=cusum), factor, out=cusum)
        return Wealth(product, cusum)

    @property
    def evidence(self) -> Floats:
        """The e-process of each measure, as odds to 1."""
        return mean(self.product)

    @property
    def detector(self) -> Floats:
        """The e-CUSUM of each measure, as odds to 1."""
        return mean(self.cusum)


def running(factors: Floats, since: Wealth | None = None, *, begins: Flags | None = None) -> tuple[Floats, Floats]:
    """Detector and evidence after each unit of analysis (first axis of `factors`).

    `begins`: which units are the first of their day, where good days are forgotten; else good units are.
    """
    before = since or Wealth.of(factors.shape[-1], factors.shape[1:-1])
    products, cusums = np.empty((2, *factors.shape))
    product, cusum = before.product, before.cusum
    with np.errstate(over="ignore"):
        for at, factor in enumerate(factors):
            product = np.multiply(product, factor, out=products[at])
            before_it = np.maximum(cusum, 1.0) if begins is None or begins[at] else cusum
            cusum = np.multiply(before_it, factor, out=cusums[at])
    return mean(cusums), mean(products)


def mean(bets: Floats) -> Floats:
    """The mean over the last axis, added up from left to right: a fixed order, for the same bits everywhere."""
    total = bets[..., 0]
    with np.errstate(over="ignore"):
        for at in range(1, bets.shape[-1]):
            total = total + bets[..., at]
    average: Floats = np.asarray(total / bets.shape[-1])
    return average
