"""False alarms and delays: a quick run of every row here, two thousand paths each in the long run."""

import numpy as np
import pytest

from longbien.trials.rules.certifying import paths
from longbien.trials.rules.certifying.delays import Delay, delays
from longbien.trials.rules.certifying.false_alarms import POISSON, FalseAlarms, false_alarms

SEED = 20261128
WANTED = (25, 8, 3)  # median days after a good year, of an e-CUSUM at 1000 to 1: for 2, 3 and 5 times the limit
GOLDEN = {
    "detector, rate, 1 a day": (18, 6, 2),
    "detector, betting, 1 a day": (23, 11, 7),
    "detector, betting, 10 vehicles, 1 a day": (20, 7, 3),
    "detector, betting, 3 units of 1 a day": (8, 4, 3),
    "evidence, rate, 1 a day": (297, 142, 69),
    "evidence, betting, 1 a day": (322, 165, 89),
}


def test_every_row_of_false_alarms_in_short():
    rows = list(false_alarms(60, seed=SEED, days=60))
    assert [row for row in rows if not row.holds] == []
    assert len({(row.estimator, row.paths) for row in rows}) == len(rows) == 41
    first, again, other = (list(false_alarms(20, seed=seed, days=30)) for seed in (1, 1, 2))
    assert first == again != other


def test_what_holds():
    assert FalseAlarms("one", "some", 0.06, 0.07).holds
    assert not FalseAlarms("one", "some", 0.08, 0.07).holds
    assert FalseAlarms("one", "some", 1.0, None).holds


def medians(count: int) -> dict[str, tuple[int | None, ...]]:
    found: dict[str, tuple[int | None, ...]] = {}
    for row in delays(count, seed=SEED):
        found[row.monitor] = (*found.get(row.monitor, ()), row.median)
    return found


def test_delays_in_short():
    found = medians(60)
    assert found.keys() == GOLDEN.keys()
    for monitor, want in GOLDEN.items():
        assert np.allclose(found[monitor], want, rtol=0.15, atol=2)
    assert next(iter(delays(120, seed=SEED))) != next(iter(delays(110, seed=SEED)))


def test_a_delay_that_never_ends(monkeypatch):
    monkeypatch.setattr("longbien.trials.rules.certifying.delays.ODDS", np.inf)
    assert next(iter(delays(5, seed=SEED))) == Delay("detector, rate, 1 a day", 2, None, None)


@pytest.mark.parametrize(
    ("draw", "mean", "variance"),
    [
        (paths.normal, 1.0, 1.0),
        (paths.bernoulli, 0.05, 0.0475),
        (paths.counts, 1.0, 1.0),
        (lambda dice, shape: paths.counts(dice, shape, ratio=3.0), 1.0, 3.0),
        (paths.autoregressive, 0.5, 0.031),
        (lambda dice, shape: np.log(paths.lognormal(dice, shape)), -2.0, 4.0),
    ],
)
def test_paths_are_what_they_say(draw, mean, variance):
    x = draw(np.random.default_rng(SEED), (200, 150))
    assert x.shape == (200, 150)
    assert x.mean() == pytest.approx(mean, abs=4 * np.sqrt(1.2 * variance / x.size))
    assert x.var() == pytest.approx(variance, rel=0.06)


@pytest.mark.slow
def test_two_thousand_paths_of_every_estimator():
    rows = {(row.estimator, row.paths): row for row in false_alarms(2000, seed=SEED)}
    assert [row for row in rows.values() if not row.holds] == []
    overdispersed = [rows["rate", f"counts, variance = {ratio} mean"].share for ratio in ("1.5", "2", "3")]
    assert overdispersed == sorted(overdispersed)
    assert overdispersed[0] > 0.07
    assert rows["betting on readings", "AR(1), every reading"].share > 0.8
    by_day, by_unit = (rows[f"detector, betting, by {one}", f"10 vehicles, {POISSON}"].share for one in ("day", "unit"))
    assert (by_day < 0.1, by_unit > 0.25) == (True, True)  # 0.082 and 0.33: forgetting days alarms a quarter as often


@pytest.mark.slow
def test_delays_of_two_thousand_paths():
    found = medians(2000)
    for monitor, want in GOLDEN.items():
        assert np.allclose(found[monitor], want, rtol=0.02, atol=1)
    quick = ("rate, 1 a day", "betting, 10 vehicles, 1 a day", "betting, 3 units of 1 a day")
    for monitor in (f"detector, {name}" for name in quick):
        assert (np.array(found[monitor]) <= WANTED).all()
