"""The guardrail monitor: false alarms are rare, real worsening is found, everything is recomputed to the bit."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.trials.rules.monitors.betting import factor
from longbien.trials.rules.monitors.guardrail import alarms, watch
from longbien.trials.rules.monitors.units import Exposure, Seen, Tally, counts
from longbien.trials.rules.monitors.wealth import running

START = date(2026, 1, 5)
ODDS = 1000
DAY_US = 86_400_000_000


def days(*found: int) -> dict[tuple[date, str], int]:
    return {(START + timedelta(days=n), "north"): count for n, count in enumerate(found)}


def seen(*found: int, resumed: tuple[tuple[int, date], ...] = ()) -> Seen:
    """One site-day a count; each count becomes known at noon of its day, one at a time."""
    exposures = tuple(Exposure(START + timedelta(days=n), "north", n * DAY_US) for n in range(len(found)))
    tallies = tuple(
        Tally(n * DAY_US + DAY_US // 2 + k, START + timedelta(days=n), "north", 1)
        for n, count in enumerate(found)
        for k in range(count)
    )
    return Seen(exposures, tallies, resumed)


def test_the_formula_by_hand():
    steps = watch(days(2, 0), 1)
    bets = [Fraction(7, 8), Fraction(3, 4), *(Fraction(1, 2**k) for k in range(1, 9))]
    first = sum(1 + b for b in bets) / 10
    assert steps[0].evidence == steps[0].detector == float(first)
    assert steps[1].evidence == pytest.approx(float(sum((1 + b) * (1 - b) for b in bets) / 10), rel=1e-15)
    assert steps[1].detector == steps[1].evidence
    quiet = watch(days(0, 2), 1)
    assert quiet[1].detector == float(first)
    assert quiet[1].evidence < quiet[1].detector


def test_a_limit_of_nothing_alarms_at_the_first_count():
    assert [step.detector for step in watch(days(0, 0), 0)] == [1.0, 1.0]
    assert watch(days(0, 1), 0)[-1].detector == np.inf
    assert alarms(seen(0, 1), 0, odds=ODDS) == (DAY_US + DAY_US // 2,)


def test_nothing_seen_nothing_alarmed():
    assert watch({}, 1) == ()
    assert alarms(seen(), 1, odds=ODDS) == ()
    assert alarms(seen(0, 0, 0), 1, odds=ODDS) == ()


def test_an_alarm_comes_in_the_middle_of_a_day_and_from_an_instant_on():
    bad = seen(*[8] * 20)
    found = alarms(bad, 1, odds=ODDS)
    assert found
    assert found[0] % DAY_US >= DAY_US // 2
    assert alarms(bad, 1, odds=ODDS, from_us=found[3]) == found[3:]


def test_after_a_resumption_the_detector_begins_anew():
    bad = [8] * 6
    before = alarms(seen(*bad), 1, odds=ODDS)
    noon = 5 * DAY_US + DAY_US // 2 + 100
    resumed = (noon, START + timedelta(days=5))
    again = seen(*bad, 0, 1, resumed=(resumed,))
    assert before
    assert alarms(again, 1, odds=ODDS, from_us=noon) == ()
    anew = counts(again, until_us=2**62, resumed=resumed)
    assert list(anew.values()) == [0, 0, 1]
    assert watch(anew, 1)[-1].detector < 2


@given(st.lists(st.integers(0, 6), min_size=1, max_size=30), st.integers(1, 4))
def test_more_counts_never_lower_the_detector(found, limit):
    less = watch(days(*found), limit)
    more = watch(days(*found[:-1], found[-1] + 1), limit)
    assert more[-1].detector >= less[-1].detector
    assert more[-1].evidence >= less[-1].evidence


@given(st.lists(st.integers(0, 5), max_size=40), st.integers(1, 4))
def test_the_same_days_give_the_same_bits(found, limit):
    assert watch(days(*found), limit) == watch(dict(days(*found)), limit)


def simulate(x: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """Running detector and evidence of many paths at once (paths × days)."""
    detector, evidence = running(factor(x.T, limit))
    return detector.T, evidence.T


def test_many_paths_agree_with_one():
    x = np.random.default_rng(1).poisson(1.0, (3, 50))
    detector, evidence = simulate(x, 1)
    for row in range(3):
        steps = watch(days(*x[row].tolist()), 1)
        assert [step.detector for step in steps] == detector[row].tolist()
        assert [step.evidence for step in steps] == evidence[row].tolist()


def counted(dice: np.random.Generator, shape: tuple[int, int], limit: float, variance: float) -> np.ndarray:
    """Counts of mean `limit`; variance as a multiple of the mean (1: Poisson, more: negative binomial)."""
    if variance == 1:
        return dice.poisson(limit, shape)
    return dice.negative_binomial(limit / (variance - 1), 1 / variance, shape)


@pytest.mark.parametrize("variance", [1, 1.5, 2, 3])
@pytest.mark.parametrize("limit", [1, 4])
def test_evidence_rarely_condemns_a_safe_trial_however_often_one_looks(limit, variance):
    """Ville: at most 5 % of safe paths ever reach odds of 20, looking every day for a year; + 3 standard errors."""
    paths = 2000
    x = counted(np.random.default_rng(20261123), (paths, 365), limit, variance)
    _, evidence = simulate(x, limit)
    rate = (evidence.max(axis=1) >= 20).mean()
    assert rate <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / paths)


@pytest.mark.parametrize("variance", [1, 2, 3])
def test_the_detector_runs_long_before_it_alarms_by_mistake(variance):
    """ARL ≥ 1/α: within 1000 safe site-days fewer than 1 - e^-1 of the paths have alarmed; + 3 standard errors."""
    paths = 500
    x = counted(np.random.default_rng(7), (paths, 1000), 1, variance)
    detector, _ = simulate(x, 1)
    alarmed = (detector >= ODDS).any(axis=1)
    assert alarmed.mean() <= 0.632 + 3 * np.sqrt(0.632 * 0.368 / paths)


@pytest.mark.parametrize(("worse", "within"), [(2, 40), (3, 15), (5, 7)])
def test_worsening_is_found_after_a_good_year(worse, within):
    """The mean half of the limit of 2 for a year, then `worse` times the limit: median delay in site-days."""
    dice = np.random.default_rng(11)
    good, bad = dice.poisson(1.0, (200, 365)), dice.poisson(2.0 * worse, (200, 120))
    detector, evidence = simulate(np.concatenate([good, bad], axis=1), 2)
    assert (detector[:, :365] < ODDS).mean() > 0.999
    delay = np.argmax(detector[:, 365:] >= ODDS, axis=1) + 1
    assert np.median(delay) <= within
    slow = np.argmax(evidence[:, 365:] >= ODDS, axis=1)
    assert np.median(slow) == 0 or np.median(slow) > np.median(delay)
