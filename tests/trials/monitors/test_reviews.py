"""Scheduled reviews: the published bounds, unplanned looks, α spent and no more."""

import numpy as np
import pytest

from longbien.trials.rules.monitors.reviews import LARGEST, Schedule, schedule, spent

FIVE = (0.2, 0.4, 0.6, 0.8, 1.0)
PUBLISHED = (4.877, 3.357, 2.680, 2.290, 2.031)


@pytest.mark.parametrize(("alpha", "two_sided"), [(0.025, False), (0.05, True)])
def test_the_published_bounds_to_three_decimals(alpha, two_sided):
    assert tuple(round(bound, 3) for bound in schedule(FIVE, alpha, two_sided=two_sided).bounds) == PUBLISHED


def test_one_look_is_an_ordinary_test():
    assert schedule([1.0], 0.025).bounds[0] == pytest.approx(1.959963984540054, abs=1e-11)


def test_a_bound_asks_only_for_the_past():
    assert schedule(FIVE[:3], 0.025).bounds == schedule(FIVE, 0.025).bounds[:3]
    assert schedule((0.2, 0.4, 0.41), 0.025).bounds[:2] == schedule(FIVE, 0.025).bounds[:2]


def test_alpha_is_spent_and_no_more():
    assert spent(1.0, 0.025) == pytest.approx(0.025, rel=1e-12)
    shares = (0.3, 0.35, 0.9, 1.0)
    steps = np.random.default_rng(2).standard_normal((200_000, 4)) * np.sqrt(np.diff((0.0, *shares)))
    z = steps.cumsum(axis=1) / np.sqrt(shares)
    for two_sided, seen in ((False, z), (True, np.abs(z))):
        crossed = (seen >= schedule(shares, 0.1, two_sided=two_sided).bounds).any(axis=1).mean()
        assert crossed == pytest.approx(0.1, abs=3 * np.sqrt(0.09 / 200_000))


def test_a_look_before_anything_can_be_told():
    assert schedule((0.001, 1.0), 0.025).bounds[0] == LARGEST
    assert schedule((0.001, 1.0), 0.025).bounds[1] == pytest.approx(1.95996398, abs=1e-8)


@pytest.mark.parametrize("shares", [(), (0.0, 1.0), (0.5, 0.5), (0.6, 0.4), (0.5, 1.1), (-0.1,)])
def test_shares_that_are_none(shares):
    with pytest.raises(ValueError, match="must rise"):
        schedule(shares, 0.025)


def test_which_look_stops():
    agreed = Schedule(0.05, True, (0.5, 1.0), (2.9, 2.0))
    assert agreed.reached((1.0, -2.1)) == 2
    assert agreed.reached((3.0,)) == 1
    assert agreed.reached((1.0, 1.0)) is None
    assert Schedule(0.025, False, (0.5, 1.0), (2.9, 2.0)).reached((-9.0, -9.0)) is None
