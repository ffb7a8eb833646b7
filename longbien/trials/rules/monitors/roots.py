"""Where a monotone function crosses nothing, for many at once: halving, the same number of times for all."""

from collections.abc import Callable

import numpy as np

from longbien.trials.rules.monitors.wealth import Floats

HALVINGS = 60


def falling(f: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """The point between `low` and `high` from which on f ≤ 0, for a falling f; `high` where f stays above, 0 where it
    is never above.

    Halves by ratio, so that `low` must be above 0; the answer is as exact as doubles are.
    """
    ever = f(low) > 0
    for _ in range(HALVINGS):
        middle = np.sqrt(low) * np.sqrt(high)
        above = f(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where(ever, high, 0.0)
