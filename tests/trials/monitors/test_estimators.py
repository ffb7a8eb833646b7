"""What holds of every estimator: portions make no difference, many measures are as each alone, ends make sense."""

import numpy as np
import pytest

from longbien.trials.rules.monitors import betting, failure, rate
from longbien.trials.rules.monitors.allotment import Allotment
from longbien.trials.rules.monitors.asymptotic import FEWEST, Moments
from longbien.trials.rules.monitors.betting import BETS
from longbien.trials.rules.monitors.blocks import Signs
from longbien.trials.rules.monitors.bounded import Bounded
from longbien.trials.rules.monitors.difference import Difference
from longbien.trials.rules.monitors.failure import Failures
from longbien.trials.rules.monitors.rate import FOLDS, Rate
from longbien.trials.rules.monitors.wealth import Wealth, running

DICE = np.random.default_rng(5)
COUNTS = DICE.poisson(1.3, (400, 3)).astype(np.float64)
SHARES = DICE.beta(2, 5, (400, 3))
STATES = {
    "wealth": (lambda shape: Wealth.of(len(BETS), shape), lambda now, x: now.update(betting.factor(x, 1.0)), COUNTS),
    "rate": (Rate.of, lambda now, x: now.update(x, np.ones(x.shape)), COUNTS),
    "failure": (Failures.of, lambda now, x: now.update(x > 2), COUNTS),
    "moments": (Moments.of, Moments.update, SHARES),
    "bounded": (lambda shape: Bounded.of(0.05, shape), Bounded.update, SHARES),
    "difference": (Difference.of, lambda now, x: now.update(x[::2], x[1::2] * 1.1), SHARES),
}
ANSWERS = {
    "wealth": lambda now: [now.evidence, now.detector],
    "rate": lambda now: [now.above(1.0), now.below(1.0), *now.interval(0.05)],
    "failure": lambda now: [now.above(0.1), now.below(0.1), *now.interval(0.05)],
    "moments": lambda now: [now.evidence(0.3), *now.interval()],
    "bounded": lambda now: [*now.interval()],
    "difference": lambda now: [now.evidence(), *now.interval()],
}


@pytest.mark.parametrize("name", STATES)
def test_portions_make_no_difference(name):
    of, update, values = STATES[name]
    whole = portions = of((3,))
    whole = update(whole, values)
    for start, end in ((0, 2), (2, 2), (2, 100), (100, 400)):
        portions = update(portions, values[start:end])
    for one, other in zip(ANSWERS[name](whole), ANSWERS[name](portions), strict=True):
        if name in ("wealth", "bounded"):
            assert one.tolist() == other.tolist()
        np.testing.assert_allclose(one, other, rtol=1e-12)


@pytest.mark.parametrize("name", STATES)
def test_many_measures_are_as_each_alone(name):
    of, update, values = STATES[name]
    many = ANSWERS[name](update(of((3,)), values))
    for column in range(3):
        alone = ANSWERS[name](update(of(()), values[:, column]))
        np.testing.assert_allclose([one[column] for one in many], alone, rtol=1e-12)


@pytest.mark.parametrize("name", STATES)
def test_nothing_seen_is_nothing_known(name):
    of, _, _ = STATES[name]
    with np.errstate(invalid="ignore", divide="ignore"):
        answers = ANSWERS[name](of((2,)))
    first = 1.0 if name == "wealth" else 0.0
    assert answers[0].tolist() == [first, first]
    if len(answers) > 2:
        low, high = answers[-2:]
        assert not (low > 0.0).any()
        assert not (high < 1.0).any()


def test_running_is_what_updates_give():
    factors = betting.factor(COUNTS, 1.0)
    detector, evidence = running(factors[200:], Wealth.of(len(BETS), (3,)).update(factors[:200]))
    last = Wealth.of(len(BETS), (3,)).update(factors)
    assert detector[-1].tolist() == last.detector.tolist()
    assert evidence[-1].tolist() == last.evidence.tolist()
    assert evidence[99].tolist() == Wealth.of(len(BETS), (3,)).update(factors[:300]).evidence.tolist()


def test_each_measure_may_have_a_limit_of_its_own():
    factors = betting.factor([2.0, 0.0, 2.0, 0.0], [1.0, 2.0, 0.0, 0.0])
    assert factors[0].tolist() == (1.0 + BETS).tolist()
    assert factors[1].tolist() == (1.0 - BETS).tolist()
    assert np.isinf(factors[2]).all()
    assert (factors[3] == 1.0).all()


def test_a_disaster_is_infinite_and_no_warning():
    wealth = Wealth.of(len(BETS)).update(betting.factor(np.full(400, 1000.0), 1.0))
    assert wealth.evidence == wealth.detector == np.inf
    assert np.isfinite(rate.factor(1e6, 1.0, 1.0)).all()


@pytest.mark.parametrize("x", [COUNTS, np.zeros((30, 3)), np.full((30, 3), 2.0)], ids=["some", "none", "all alike"])
def test_the_means_that_betting_keeps(x):
    low, high = betting.interval(x, 0.05)
    assert (low <= x.mean(axis=0)).all()
    assert (high == np.inf).all()
    for mean, lost in ((low * 0.999, True), (low * 1.001, False)):
        if low.any():
            assert ((Wealth.of(len(BETS), (3,)).update(betting.factor(x, mean)).evidence >= 20.0) == lost).all()


def test_betting_keeps_both_ends_where_there_is_a_top():
    low, high = betting.interval(SHARES, 0.05, top=1.0)
    assert (low > betting.interval(SHARES, 0.01)[0]).all()
    assert ((low < 2 / 7) & (high > 2 / 7)).all()
    wide_low, wide_high = Bounded.of(0.05, (3,)).update(SHARES).interval()
    assert (high - low < wide_high - wide_low).all()


def test_a_bounded_mean_is_of_what_is_bounded():
    with pytest.raises(ValueError, match="outside"):
        Bounded.of(0.05).update([0.5, 1.1])
    with pytest.raises(ValueError, match="outside"):
        Bounded.of(0.05).update([0.5, np.nan])


def test_an_interval_leaves_out_what_the_evidence_refutes():
    seen = Rate(np.array([0.0, 7.0, 100.0]), np.array([10.0, 20.0, 50.0]))
    low, high = seen.interval(0.05)
    assert low[0] == 0.0
    np.testing.assert_allclose(Rate(seen.events[1:], seen.exposure[1:]).above(low[1:]), np.log(40.0), rtol=1e-9)
    np.testing.assert_allclose(seen.below(high), np.log(40.0), rtol=1e-9)
    tries = Failures(np.array([0.0, 7.0, 100.0, 30.0]), np.array([10.0, 20.0, 500.0, 30.0]))
    low, high = tries.interval(0.05)
    assert (low[0], high[3]) == (0.0, 1.0)
    some, most = (Failures(tries.failed[part], tries.tried[part]) for part in (slice(1, 4), slice(0, 3)))
    np.testing.assert_allclose(some.above(low[1:]), np.log(40.0), rtol=1e-9)
    np.testing.assert_allclose(most.below(high[:3]), np.log(40.0), rtol=1e-9)


def test_an_asymptotic_interval_leaves_out_what_its_evidence_refutes():
    one = Moments.of().update(SHARES[:, 0])
    two = Difference.of().update(SHARES[:, 0], SHARES[:, 1])
    for seen in (one, two):
        for end in seen.interval():
            assert seen.evidence(end) == pytest.approx(np.log(20.0), rel=1e-9)


def test_an_asymptotic_interval_is_silent_at_first():
    few = Moments.of().update(np.arange(FEWEST - 1.0))
    assert few.evidence(1e9) == 0.0
    assert few.interval() == (-np.inf, np.inf)
    lopsided = Difference.of().update(np.arange(100.0), np.arange(FEWEST - 1.0))
    assert lopsided.evidence(1e9) == 0.0
    assert lopsided.interval() == (-np.inf, np.inf)


def test_values_all_alike():
    same = Moments.of().update(np.ones(50))
    assert same.evidence(1.0) < 0.0
    assert same.evidence(0.5) == np.inf


def test_a_mismatch_of_arms_grows():
    even, odd = Allotment.of(2, (2,)).update([[[500, 500], [560, 440]]]).mismatch([0.5, 0.5])
    assert even < 0.0 < odd
    three = Allotment.of(3).update(np.array([[20, 30, 50]] * 40)).mismatch([0.2, 0.3, 0.5])
    assert three < 0.0


def test_detectors_of_rates_and_failures_notice():
    for factors in (rate.factor(np.full(30, 3.0), np.ones(30), 1.0), failure.factor(np.full(30, 3.0), 20.0, 0.05)):
        detector, _ = running(factors)
        assert factors.shape == (30, len(FOLDS))
        assert np.argmax(detector >= 1000.0) < 10


@pytest.mark.parametrize(("seen", "limits"), [(Rate.of(), (0.0, -1.0, np.nan)), (Failures.of(), (0.0, 1.0, np.nan))])
def test_a_limit_that_is_none(seen, limits):
    for limit in limits:
        for side in (seen.above, seen.below):
            with pytest.raises(ValueError, match="limit"):
                side(limit)


@pytest.mark.parametrize(
    "take",
    [
        lambda x: betting.factor(x, 1.0),
        lambda x: betting.factor(1.0, x),
        lambda x: betting.interval(x, 0.05),
        lambda x: rate.factor(x, 1.0, 1.0),
        lambda x: rate.factor(1.0, x, 1.0),
        lambda x: failure.factor(x, 1.0, 0.1),
        lambda x: Rate.of().update(x, [1.0]),
        lambda x: Rate.of().update([1.0], x),
        lambda x: Failures.of().update(x),
        lambda x: Failures.of().update([1.0], x),
        lambda x: Allotment.of(1).update([x]),
    ],
)
def test_what_is_no_count_is_refused(take):
    for wrong in ([-1.0], [np.nan]):
        with pytest.raises(ValueError, match=r"below 0|than were tried"):
            take(wrong)


def test_what_is_no_number_is_refused():
    for state in (Moments.of(), Signs.of()):
        for wrong in ([np.nan], [np.inf]):
            with pytest.raises(ValueError, match="finite"):
                state.update(wrong)
    with pytest.raises(ValueError, match="more failed"):
        Failures.of().update([2.0])


@pytest.mark.parametrize("shares", [(0.0, 1.0), (0.5, 0.6), (-0.5, 1.5), (np.nan, 1.0)])
def test_shares_that_are_none(shares):
    with pytest.raises(ValueError, match="add up to 1"):
        Allotment.of(2).mismatch(shares)
