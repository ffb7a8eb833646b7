"""How often is “different” said of what isn't, looked at every day? And how often is a true gain found in time?

On counts with three times the variance of their mean, and days that all units share (a rainy day is rainy for both).
"""

from dataclasses import replace

import numpy as np
import pytest

from longbien.trials.rules.comparing.course import course
from longbien.trials.rules.comparing.lots import Lottery
from longbien.trials.rules.comparing.power import lots_needed
from longbien.trials.rules.comparing.reading import ALPHA
from longbien.trials.rules.comparing.reviewed import reviewed
from longbien.trials.rules.comparing.samples import Sample, samples
from longbien.trials.rules.comparing.units import Unit
from longbien.trials.rules.comparison import Lots
from tests.trials.comparing.make import blocks, lottery

DAYS, SEED = 120, 20261128
DESIGNS = {
    "arms of vehicles": lottery(),
    "arms of a site": lottery(unit="site"),
    "blocks of 6 hours": blocks(),
    "blocks of a day": blocks(block_hours=24),
}


def path(drawn: Lottery, rng: np.random.Generator, *, days: int, gain: float = 0.0) -> tuple[Sample, ...]:
    """The units of one trial with lots of its own; every day has a weather that all units share."""
    lots = Lots(str(rng.integers(2**60)), days)
    mine = replace(drawn, policy=replace(drawn.policy, lots=lots))
    begin = mine.span(mine.policy.term.start.toordinal())[0] if mine.asked.design == "arms" else mine.span(0)[0]
    weather = rng.gamma(8.0, 1.0 / 8.0, days + 2)
    units = []
    names = ("r1", "r2") if mine.asked.unit == "vehicle" else ("north",)
    for turn in mine.turns(names, begin, begin + days * 86_400_000_000):
        mean = weather[(turn.begin_us - begin) // 86_400_000_000] * (4.0 - gain * turn.is_new)
        units.append(Unit(0, turn.index, turn.unit, 1, int(rng.negative_binomial(mean / 2.0, 1.0 / 3.0))))
    return samples(mine, units, through_us=2**60)


def ever(drawn: Lottery, count: int, **but: float) -> float:
    """The share of paths on which “different” is said on any day."""
    rng = np.random.default_rng(SEED)
    said = 0
    for _ in range(count):
        points = course(drawn.asked, path(drawn, rng, days=DAYS, **but), alpha=ALPHA)
        said += any(point.evidence >= 1 / ALPHA for point in points)
    return said / count


def allowed(count: int) -> float:
    return ALPHA + 3 * (ALPHA * (1 - ALPHA) / count) ** 0.5


@pytest.mark.parametrize("name", DESIGNS)
def test_what_is_no_different_is_seldom_called_so(name):
    assert ever(DESIGNS[name], 60) <= allowed(60)


@pytest.mark.slow
@pytest.mark.parametrize("name", DESIGNS)
def test_what_is_no_different_is_seldom_called_so_of_two_thousand(name):
    assert ever(DESIGNS[name], 2000) <= allowed(2000)


@pytest.mark.parametrize("drawn", [lottery(margin=2, spread=4), blocks(margin=2, spread=4)])
def test_a_gain_of_the_margin_is_noticed_with_the_units_that_power_asks_for(drawn):
    lots, rng, noticed = lots_needed(drawn.asked), np.random.default_rng(SEED), 0
    for _ in range(40):
        units = path(drawn, rng, days=-(-lots // 2), gain=2.0)
        noticed += course(drawn.asked, units, alpha=ALPHA)[-1].evidence >= 1 / ALPHA
    assert noticed >= 40 * 0.8 - 3 * (40 * 0.8 * 0.2) ** 0.5


def test_reviews_are_seldom_wrong():
    drawn, rng, said = lottery(), np.random.default_rng(SEED), 0
    for _ in range(60):
        points = course(drawn.asked, path(drawn, rng, days=DAYS), alpha=ALPHA)
        start = drawn.policy.term.start
        looks = reviewed(points, looks=5, start=start, days=DAYS, alpha=ALPHA, judged=drawn.policy.term.end)
        said += any(look.found is not None and abs(look.found.z) >= look.bound for look in looks)
    assert said / 60 <= allowed(60)
