"""Every closed form against an evaluation with mpmath at 25 digits that shares nothing with it: the integrals
themselves, added up node by node, and the sums term by term. To 1e-9; most agree far better."""

import mpmath as mp
import numpy as np
import pytest

from longbien.trials.rules.monitors import allotment, asymptotic, failure, rate
from longbien.trials.rules.monitors.allotment import Allotment
from longbien.trials.rules.monitors.asymptotic import Moments
from longbien.trials.rules.monitors.betting import BETS, factor
from longbien.trials.rules.monitors.blocks import SIGNED, Signs
from longbien.trials.rules.monitors.bounded import Bounded
from longbien.trials.rules.monitors.difference import Difference
from longbien.trials.rules.monitors.failure import Failures
from longbien.trials.rules.monitors.rate import FOLDS, Rate
from longbien.trials.rules.monitors.reviews import schedule, spent
from longbien.trials.rules.monitors.wealth import Wealth

EXACT = 1e-9


@pytest.fixture(autouse=True)
def _digits():
    with mp.workdps(25):
        yield


def near(got, want) -> bool:
    """To 1e-9: absolutely for logarithms, so relatively for what they are of."""
    return abs(mp.mpf(float(got)) - want) < EXACT


def peaks(top: float, width: float, low: float, high: float) -> list[float]:
    """Where to cut an integral that has one peak, so that quadrature sees it."""
    cuts = [low, *(top + k * width for k in (-30, -8, -2, 2, 8, 30)), high]
    return sorted({float(min(max(cut, low), high)) for cut in cuts})


@pytest.mark.parametrize(("events", "expected"), [(0, 0), (0, 1000), (3, 1), (50, 20), (480, 500), (2000, 1000)])
@pytest.mark.parametrize("above", [True, False])
def test_the_gamma_mixture(events, expected, above):
    def integrand(theta):
        return theta**events * mp.exp(-(theta - 1) * expected) * mp.exp(-theta)

    low, high = (1.0, 1000.0) if above else (0.0, 1.0)
    top, width = events / (expected + 1), (events + 1) ** 0.5 / (expected + 1)
    prior = mp.exp(-1) - mp.exp(-1000) if above else 1 - mp.exp(-1)
    want = mp.log(mp.quad(integrand, peaks(top, width, low, high)) / prior)
    seen = Rate.of().update([events], [expected / 0.25])
    assert near(seen.above(0.25) if above else seen.below(0.25), want)


@pytest.mark.parametrize(
    ("failed", "tried", "limit"),
    [
        (0, 0, 0.05),
        (0, 100, 0.05),
        (0, 20000, 0.05),
        (10, 100, 0.05),
        (700, 10000, 0.05),
        (400, 10000, 0.05),
        (30, 50, 0.4),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_the_beta_mixture(failed, tried, limit, above):
    p = mp.mpf(limit)

    def weight(q):
        return (1 - q) ** ((1 - p) / p - 1)

    def integrand(q):
        return (q / p) ** failed * ((1 - q) / (1 - p)) ** (tried - failed) * weight(q)

    top = (failed + 1) / (tried + 1 / limit)
    width = (top * (1 - top) / (tried + 2)) ** 0.5
    low, high = (limit, 1.0) if above else (0.0, limit)
    want = mp.log(mp.quad(integrand, peaks(top, width, low, high)) / mp.quad(weight, [p, 1] if above else [0, p]))
    seen = Failures.of().update([failed], [tried])
    assert near(seen.above(limit) if above else seen.below(limit), want)


@pytest.mark.parametrize("events", [10**6 + 3000, 10**6 - 3000])
def test_a_million_observations_leave_nine_digits(events):
    def integrand(theta):
        return mp.exp(events * mp.log(theta) - (theta - 1) * 10**6 - theta)

    want = mp.log(mp.quad(integrand, [1, 1.001, 1.002, 1.003, 1.004, 1.006, 1.01, 1.02]) * mp.e)
    assert near(Rate(np.array(float(events)), np.array(1e6)).above(1.0), want)


@pytest.mark.parametrize("counts", [(60, 40), (500, 500), (0, 9), (5300, 4700)])
def test_the_dirichlet_mixture(counts):
    shares = [mp.mpf("0.5")] * 2

    def log_beta(parts):
        return sum(mp.loggamma(part) for part in parts) - mp.loggamma(sum(parts))

    prior = [allotment.CONCENTRATION * share for share in shares]
    after = [a + n for a, n in zip(prior, counts, strict=True)]
    want = log_beta(after) - log_beta(prior) - sum(n * mp.log(share) for n, share in zip(counts, shares, strict=True))
    assert near(Allotment.of(2).update([counts]).mismatch([0.5, 0.5]), want)


def test_the_asymptotic_interval_and_evidence():
    x = [mp.mpf(k * k % 17) / 7 for k in range(60)]
    n, mean = len(x), sum(x) / len(x)
    variance = sum((one - mean) ** 2 for one in x) / (n - 1)
    rho2 = (-2 * mp.log("0.05") + mp.log(1 - 2 * mp.log("0.05"))) / 500
    grown = n * rho2 + 1
    half = mp.sqrt(variance * 2 * grown / (n**2 * rho2) * mp.log(mp.sqrt(grown) / mp.mpf("0.05")))
    seen = Moments.of().update([float(one) for one in x])
    low, high = seen.interval(0.05)
    assert near(low, mean - half)
    assert near(high, mean + half)
    assert near(asymptotic.rho_squared(0.05, 500), rho2)
    # The evidence as the mixture it comes from: over a normal drift of variance ρ².
    z = (mean - 1) * n / mp.sqrt(variance)
    mixture = mp.quad(lambda t: mp.exp(t * z - n * t**2 / 2 - t**2 / (2 * rho2)), [-3, -1, 0, 1, 3]) / mp.sqrt(
        2 * mp.pi * rho2
    )
    assert near(seen.evidence(1.0), mp.log(mixture))


def test_the_difference_of_two_arms():
    old, new = ([mp.mpf(k * k % m) / 7 for k in range(m + 20)] for m in (19, 23))
    moments = []
    for arm in (old, new):
        mean = sum(arm) / len(arm)
        moments.append((len(arm), mean, sum((one - mean) ** 2 for one in arm) / (len(arm) - 1)))
    (n0, mean0, var0), (n1, mean1, var1) = moments
    n = n0 + n1
    rho2 = (-2 * mp.log("0.01") + mp.log(1 - 2 * mp.log("0.01"))) / 90
    grown = n * rho2 + 1
    half = mp.sqrt(n * (var0 / n0 + var1 / n1) * 2 * grown / (n**2 * rho2) * mp.log(mp.sqrt(grown) / mp.mpf("0.01")))
    low, high = Difference.of().update([float(x) for x in old], [float(x) for x in new]).interval(0.01, horizon=90)
    assert near(low, mean1 - mean0 - half)
    assert near(high, mean1 - mean0 + half)


def test_the_interval_of_a_bounded_mean():
    x = [mp.mpf(k * k % 17) / 16 for k in range(200)]
    alpha, total, spread, weight, weighted, paid = mp.mpf("0.05"), mp.mpf(0), mp.mpf(0), 0, 0, 0
    mean, variance = mp.mpf("0.5"), mp.mpf("0.25")
    for t, value in enumerate(x, start=1):
        bet = min(mp.mpf("0.5"), mp.sqrt(2 * mp.log(2 / alpha) / (variance * t * mp.log(1 + t))))
        paid += 4 * (value - mean) ** 2 * (-mp.log(1 - bet) - bet) / 4
        weight, weighted, total = weight + bet, weighted + bet * value, total + value
        mean = (mp.mpf("0.5") + total) / (t + 1)
        spread += (value - mean) ** 2
        variance = (mp.mpf("0.25") + spread) / (t + 1)
    half = (mp.log(2 / alpha) + paid) / weight
    low, high = Bounded.of(0.05).update([float(one) for one in x]).interval()
    assert near(low, weighted / weight - half)
    assert near(high, weighted / weight + half)


def test_bets_on_counts_and_on_signs():
    counts = [3, 0, 1, 7, 0, 2]
    bets = [mp.mpf(7) / 8, mp.mpf(3) / 4, *(mp.mpf(2) ** -k for k in range(1, 9))]
    assert [float(bet) for bet in bets] == BETS.tolist()
    want = sum(mp.fprod(1 + b * (mp.mpf(x) / 2 - 1) for x in counts) for b in bets) / len(bets)
    assert near(Wealth.of(len(BETS)).update(factor(counts, 2)).evidence, want)
    differences = [0.5, -2.0, 1.0, 3.0, 0.25]
    largest = [max(abs(d) for d in differences[: k + 1]) for k in range(5)]
    products = [
        mp.fprod(1 + b * mp.mpf(d) / m for d, m in zip(differences, largest, strict=True))
        for b in (*bets, *(-b for b in bets))
    ]
    assert near(Signs.of().update(differences).evidence, sum(products) / len(SIGNED))


def test_what_the_detectors_multiply():
    for fold, got in zip(FOLDS, rate.factor(3, 2.0, 0.5), strict=True):
        assert near(got, mp.mpf(fold) ** 3 * mp.exp(-(mp.mpf(fold) - 1)))
    p = mp.mpf("0.05")
    for fold, got in zip(FOLDS, failure.factor(2, 10, 0.05), strict=True):
        q = fold * p / (1 - p + fold * p)
        assert near(got, (q / p) ** 2 * ((1 - q) / (1 - p)) ** 8)


def test_the_bounds_of_reviews():
    """The first is a quantile; at the second, the chance to get just so far, as an integral over the first look."""
    alpha, shares = mp.mpf("0.025"), (mp.mpf("0.3"), mp.mpf("0.7"))
    z = mp.sqrt(2) * mp.erfinv(1 - alpha)

    def spending(t):
        return mp.erfc(z / mp.sqrt(t) / mp.sqrt(2))

    first, second = (mp.mpf(bound) for bound in schedule([0.3, 0.7], 0.025).bounds)
    assert near(spent(0.3, 0.025), spending(shares[0]))
    assert near(first, mp.findroot(lambda c: mp.erfc(c / mp.sqrt(2)) / 2 - spending(shares[0]), 4))
    step = mp.sqrt(shares[1] - shares[0])

    def beyond(u):
        tail = mp.erfc((second * mp.sqrt(shares[1]) - u) / step / mp.sqrt(2)) / 2
        return mp.npdf(u, 0, mp.sqrt(shares[0])) * tail

    crossed = mp.quad(beyond, [-8, -2, 0, 1, first * mp.sqrt(shares[0])])
    assert abs(crossed / (spending(shares[1]) - spending(shares[0])) - 1) < EXACT
