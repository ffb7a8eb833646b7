"""Means and counts by betting, the default: has the average per unit of analysis passed its limit?

Let x_t ≥ 0 be what was counted in one unit of analysis (a site-day, a vehicle-day). Let m be the limit on its mean, in
counts a unit. "Safe" is E[x_t | past] ≤ m. One bets a share b of the wealth against it:

    factor_t(b) = 1 + b (x_t / m - 1),      0 < b < 1

With λ = b / m this is the capital process Π (1 + λ (x_i - m)) of Waudby-Smith & Ramdas, "Estimating means of bounded
random variables by betting", JRSS-B 86 (2024) §4. It bets upwards only, so x needs the lower bound 0 but no upper one,
and overdispersed counts do no harm. Bets are spread over b = 7/8, 3/4, 1/2, 1/4 … 1/256 (diversified Kelly, §B.7).
A limit of 0 allows nothing: the first count is the alarm.

The factors are only + - × ÷ of IEEE 754 doubles in a fixed order: the same bits on every machine. `interval` uses log
and exp: reproducible to 1e-9 across platforms.
"""

import numpy as np
import scipy
from numpy.typing import ArrayLike

from longbien.trials.rules.monitors.roots import falling
from longbien.trials.rules.monitors.wealth import Floats, counted, floats

BETS = np.array([7 / 8, 3 / 4, *(2.0**-k for k in range(1, 9))])


def factor(count: ArrayLike, limit: ArrayLike) -> Floats:
    """1 + b (x / m - 1) for every bet b, the bets along the last axis. With m = 0: infinite for x > 0, else 1.

    ValueError for counts or limits below 0.
    """
    x, m = counted(count)[..., None], counted(limit)[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):
        factors: Floats = 1.0 + BETS * (x / m - 1.0)
    if (m > 0).all():
        return factors
    with_none: Floats = np.where(m > 0, factors, np.where(x > 0, np.inf, 1.0))
    return with_none


def interval(values: ArrayLike, alpha: float, top: float | None = None) -> tuple[Floats, Floats]:
    """The means that betting doesn't refute, of values ≥ 0 along the first axis: a confidence sequence.

    Whatever time one looks, and however often, it holds the true mean but for α. Without a `top` that no value passes
    there is no upper end (α is spent below); with it, one bets downwards on `top` - x, each side at α/2. In the unit of
    the values. §4.2 of the paper inverts the test in the same way.
    """
    x = counted(values)
    if top is None:
        return _least(x, 1.0 / alpha), np.full(x.shape[1:], np.inf)
    return _least(x, 2.0 / alpha), top - _least(top - x, 2.0 / alpha)


def _least(x: Floats, odds: float) -> Floats:
    """The lowest mean that has not lost by `odds`: wealth falls with m, and at the average of x nothing was won."""
    average = x.mean(axis=0)

    def excess(m: Floats) -> Floats:
        won = np.log1p(BETS * (x[..., None] / m[..., None] - 1.0)).sum(axis=0)
        above: Floats = floats(scipy.special.logsumexp(won, axis=-1)) - np.log(len(BETS) * odds)
        return above

    found = falling(excess, np.maximum(average * 1e-9, 1e-300), np.maximum(average, 1e-300))
    return np.where(average > 0, found, 0.0)
