"""The noise that the product draws is discrete Laplace of the scale that it says, and of no other.

Nothing is seeded: OpenDP draws from the system's secure source. Thresholds are such that a right scale is found wrong
once in a hundred million runs, and half the scale practically never passes.
"""

import math
from collections import Counter

import pytest
from scipy.stats import chi2

from longbien.data.cubes.noise import noised

DRAWN, MICRO = 20_000, 1_000_000
LUCK = 1e-8


def misfit(values: tuple[int, ...], scale: float) -> float:
    """The p-value of Pearson's chi-square against discrete Laplace, over bins that each expect 30 draws or more."""
    q = math.exp(-1 / scale)
    edge = next(x for x in range(10_000) if DRAWN * q**x / (1 + q) < 30) - 1
    expected = {x: DRAWN * (1 - q) / (1 + q) * q ** abs(x) for x in range(1 - edge, edge)}
    expected |= dict.fromkeys((-edge, edge), DRAWN * q**edge / (1 + q))
    seen = Counter(max(-edge, min(edge, value)) for value in values)
    statistic = sum((seen[x] - wanted) ** 2 / wanted for x, wanted in expected.items())
    return float(chi2.sf(statistic, len(expected) - 1))


@pytest.mark.parametrize(("sensitivity", "epsilon"), [(1, MICRO), (3, MICRO // 2), (60, 2 * MICRO)])
def test_the_noise_is_discrete_laplace_of_the_promised_scale(sensitivity, epsilon):
    made = noised([0] * DRAWN, sensitivity=sensitivity, epsilon=epsilon)
    promised = sensitivity * MICRO / epsilon
    assert made.scale == pytest.approx(promised)
    assert misfit(made.values, promised) > LUCK
    assert misfit(made.values, promised / 2) < LUCK
    assert misfit(made.values, promised * 2) < LUCK
    assert misfit(made.values, promised * 1.25) < LUCK


def test_half_the_noise_would_be_found():
    halved = noised([0] * DRAWN, sensitivity=3, epsilon=2 * MICRO)
    assert misfit(halved.values, 3.0) < LUCK


def test_numbers_keep_their_places_and_their_size():
    made = noised([10**9, -(10**9), 0], sensitivity=1, epsilon=10 * MICRO)
    assert [round(one, -2) for one in made.values] == [10**9, -(10**9), 0]
