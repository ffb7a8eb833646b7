"""How far a single person can change an answer, and how far the noise that hides it carries.

The noise is discrete Laplace: P(x) = (1 − q) / (1 + q) · q^|x| with q = e^(−1 / scale), scale = sensitivity / ε.
Sources: Ghosh, Roughgarden, Sundararajan (STOC 2009); Canonne, Kamath, Steinke (NeurIPS 2020). OpenDP draws it.
"""

import math

from longbien.data.rules.agreement.judging_cubes import MICRO
from longbien.data.rules.agreement.terms import Cube
from longbien.data.rules.cube.asking import CUT, PEOPLE, ROWS

MISSED = 0.05
STEEPEST = 700  # beyond which the noise is 0, and a float can't say so


def sensitivity(cube: Cube, measure: str) -> int:
    """By how much one person changes all numbers of an answer together (the L1 distance)."""
    if measure in (PEOPLE, CUT):
        return 1
    if measure == ROWS:
        return cube.most
    found = next(one for one in cube.measures if one.column == measure)
    return cube.most * max(abs(found.low), abs(found.high))


def scale(sensitivity: int, epsilon: int) -> float:
    """Of the noise; `epsilon` in millionths."""
    return sensitivity * MICRO / epsilon


def expected_error(scale: float) -> float:
    """How far a number is off on average: E|x| = 2q / (1 − q²)."""
    return 1 / math.sinh(min(1 / scale, STEEPEST))


def half_width(scale: float, missed: float = MISSED) -> int:
    """The smallest w for which the noise is beyond ±w in `missed` of all cases: P(|x| > w) = 2 q^(w+1) / (1 + q)."""
    q = math.exp(-1 / scale)
    return max(math.ceil(-scale * math.log(missed * (1 + q) / 2)) - 1, 0)
