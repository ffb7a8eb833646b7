"""Means and counts by betting, the default: has the average per unit of analysis passed its limit?

Let x_t ≥ 0 be what was counted in one unit of analysis (a site-day, a vehicle-day). Let m be the limit on its mean, in
counts a unit. "Safe" is E[x_t | past] ≤ m. One bets a share b of the wealth against it:

    factor_t(b) = 1 + b (x_t / m - 1),      0 < b < 1

With λ = b / m this is the capital process Π (1 + λ (x_i - m)) of Waudby-Smith & Ramdas, "Estimating means of bounded
random variables by betting", JRSS-B 86 (2024) §4. It bets upwards only, so x needs the lower bound 0 but no upper one,
and overdispersed counts do no harm. Bets are spread over b = 7/8, 3/4, 1/2, 1/4 … 1/256 (diversified Kelly, §B.7).
A limit of 0 allows nothing: the first count is the alarm.

Only + - × ÷ of IEEE 754 doubles in a fixed order: the same bits on every machine.
"""

import numpy as np
from numpy.typing import ArrayLike

from longbien.trials.rules.monitors.wealth import Floats

BETS = np.array([7 / 8, 3 / 4, *(2.0**-k for k in range(1, 9))])


def factor(count: ArrayLike, limit: ArrayLike) -> Floats:
    """1 + b (x / m - 1) for every bet b, the bets along the last axis. With m = 0: infinite for x > 0, else 1."""
    counted, m = (np.asarray(given, dtype=np.float64)[..., None] for given in (count, limit))
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = 1.0 + BETS * (counted / m - 1.0)
    if (m > 0).all():
        return factors
    return np.where(m > 0, factors, np.where(counted > 0, np.inf, 1.0))
