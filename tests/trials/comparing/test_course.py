"""The course of a comparison against the same sums done otherwise: with mpmath, one term at a time."""

from itertools import groupby

import mpmath as mp
import pytest

from longbien.trials.rules.comparing.course import course
from longbien.trials.rules.comparing.reading import readings
from longbien.trials.rules.comparing.samples import samples
from longbien.trials.rules.comparing.units import Unit
from tests.trials.comparing.make import blocks, counted, judged, lottery, uneven

ALPHA = 0.05


@pytest.fixture(autouse=True)
def _digits():
    with mp.workdps(30):
        yield


def near(got: float, want) -> bool:
    return abs(mp.mpf(got) - want) <= 1e-9 * max(1, abs(want))


def half(n, variance):
    """Waudby-Smith et al. (2024), Theorem 2.2, with ρ for 500 units."""
    rho2 = (-2 * mp.log(ALPHA) + mp.log(1 - 2 * mp.log(ALPHA))) / 500
    return mp.sqrt(variance) * mp.sqrt(2 * (n * rho2 + 1) / (n**2 * rho2) * mp.log(mp.sqrt(n * rho2 + 1) / ALPHA))


def moments(values):
    mean = mp.fsum(values) / len(values)
    return mean, mp.fsum((mp.mpf(x) - mean) ** 2 for x in values) / (len(values) - 1)


def lots_astray(old, new):
    """ln of a Dirichlet-multinomial likelihood ratio at 50, 50 against ½, ½: Lindon & Malek (2022)."""
    return mp.log(mp.beta(50 + old, 50 + new) / mp.beta(50, 50) * mp.mpf(2) ** (old + new))


def test_arms_against_their_closed_form():
    arms = lottery()
    units = list(counted(arms, uneven(1, gain=1.0), days=60))
    drawn = samples(arms, units, through_us=judged(arms, 61))
    point = course(arms.asked, drawn, alpha=ALPHA)[-1]
    arm = {new: [one.value for one in drawn if one.is_new is new] for new in (False, True)}
    (old_mean, old_var), (new_mean, new_var) = moments(arm[False]), moments(arm[True])
    n = len(drawn)
    variance = n * (old_var / len(arm[False]) + new_var / len(arm[True]))
    gain = old_mean - new_mean
    assert (point.old, point.new) == (len(arm[False]), len(arm[True]))
    assert near(point.gain, gain)
    assert near(point.low, gain - half(n, variance))
    assert near(point.high, gain + half(n, variance))
    assert near(point.error, mp.sqrt(variance / n))
    assert near(point.mismatch, mp.exp(lots_astray(point.old, point.new)))
    rho2 = (-2 * mp.log(ALPHA) + mp.log(1 - 2 * mp.log(ALPHA))) / 500
    evidence = rho2 * (n * gain) ** 2 / (2 * variance * (n * rho2 + 1)) - mp.log(n * rho2 + 1) / 2
    assert near(point.evidence, mp.exp(evidence))


def test_pairs_against_their_closed_form():
    switch = blocks()
    units = list(counted(switch, uneven(2, gain=1.0), days=30))
    drawn = samples(switch, units, through_us=judged(switch, 31))
    point = course(switch.asked, drawn, alpha=ALPHA)[-1]
    pairs = groupby(sorted(drawn, key=lambda one: one.index), key=lambda one: one.index // 2)
    apart = [sum(one.value if one.is_new else -one.value for one in pair) for _, pair in pairs]
    mean, variance = moments(apart)
    assert point.old == point.new == len(apart) == 60
    assert near(point.gain, -mean)
    assert near(point.low, -mean - half(60, variance))
    assert near(point.high, -mean + half(60, variance))
    assert near(point.error, mp.sqrt(variance / 60))
    bets = [mp.mpf(b) for b in (0.875, 0.75, *(2.0**-k for k in range(1, 9)))]
    wealth = []
    for bet in (*bets, *(-b for b in bets)):
        largest, won = mp.mpf(0), mp.mpf(1)
        for d in apart:
            largest = max(largest, abs(d))
            won *= 1 + bet * d / largest if largest else 1
        wealth.append(won)
    assert near(point.evidence, mp.fsum(wealth) / len(wealth))
    assert point.mismatch == 1.0


def test_more_is_better_turns_the_sign():
    less, more = lottery(), lottery(better="more")
    units = list(counted(less, uneven(3, gain=2.0), days=60))
    one, other = (
        course(drawn.asked, samples(less, units, through_us=judged(less, 61)), alpha=ALPHA)[-1]
        for drawn in (less, more)
    )
    assert (one.gain, one.low, one.high) == (-other.gain, -other.high, -other.low)
    assert one.evidence == other.evidence


def test_a_pair_of_which_one_block_is_missing_counts_only_as_lost():
    switch = blocks(against="vehicles", spread=2)
    units = [Unit(0, n, "north", 1, 4, 10) for n in range(6)]
    units[2] = Unit(0, 2, "north", 1, 4, 0)  # nothing to count against
    del units[5]
    lost = switch.is_new("north", 4)
    point = course(switch.asked, samples(switch, units, through_us=judged(switch, 9)), alpha=ALPHA)[-1]
    assert (point.old, point.new) == (1, 1)
    assert near(point.mismatch, mp.exp(lots_astray(1 - lost, int(lost))))


def test_nothing_seen_is_no_course():
    assert course(lottery().asked, (), alpha=ALPHA) == ()
    assert course(blocks().asked, (), alpha=ALPHA) == ()


def test_units_that_are_lost_on_one_side_are_noticed():
    arms = lottery()
    units = [one for one in counted(arms, uneven(4), days=200) if not arms.is_new(one.unit, one.index) or one.index % 2]
    [reading] = readings(arms.policy, units, through_us=judged(arms, 201))
    assert reading.verdict == "astray"
    assert reading.last.mismatch >= 100
