"""Incomplete gamma, beta and Dirichlet integrals, scaled so that nothing over- or underflows; as natural logarithms.

    upper_gamma(s, x)   ln ∫_x^∞ t^(s-1) e^(x-t) dt / x^s
    lower_gamma(s, x)   ln ∫_0^x t^(s-1) e^(x-t) dt / x^s
    lower_beta(a, b, x) ln ∫_0^x t^(a-1) (1-t)^(b-1) dt / (x^a (1-x)^b)
    dirichlet(m, θ)     ln B(m_1 … m_k) - Σ m_i ln θ_i

Each is a part of a mixture of likelihood ratios: dividing after by before the data gives the mixture (`rate`,
`failure`, `allotment`). The whole integral is written with the remainder r(s) = ln Γ(s) - (s - ½) ln s + s - ½ ln 2π of
Stirling's series, so that large terms cancel on paper and not in the machine; the share below or above x is scipy's
regularised function, or where that underflows, a continued fraction. DLMF §5.11.1, §8.9.2 and §8.17.22.

Units: none. `log`, `exp` and scipy's functions may differ in their last digits from platform to platform; relative
errors of e to these logarithms are below 1e-11 up to 1e6 observations (tests, against 50 digits).
"""

from collections.abc import Callable

import numpy as np
import scipy

from longbien.trials.rules.monitors.wealth import Floats

TINY = 1e-290  # below it the regularised functions lose digits, then underflow
HALF_LN_2PI = 0.5 * np.log(2.0 * np.pi)
STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
TERMS = 5_000
CLOSE = 4e-16


def upper_gamma(s: Floats, x: Floats) -> Floats:
    """ln ∫_x^∞ t^(s-1) e^(x-t) dt / x^s, for s, x > 0."""
    share = scipy.special.gammaincc(s, x)
    return _where_tiny(share, _whole_gamma(s, x), _upper_gamma_fraction, s, x)


def lower_gamma(s: Floats, x: Floats) -> Floats:
    """ln ∫_0^x t^(s-1) e^(x-t) dt / x^s, for s, x > 0."""
    share = scipy.special.gammainc(s, x)
    return _where_tiny(share, _whole_gamma(s, x), _lower_gamma_series, s, x)


def lower_beta(a: Floats, b: Floats, x: Floats) -> Floats:
    """ln ∫_0^x t^(a-1) (1-t)^(b-1) dt / (x^a (1-x)^b), for a, b > 0 and 0 < x < 1."""
    a, b, x = np.broadcast_arrays(a, b, x)
    whole = dirichlet(np.stack([a, b], axis=-1), np.stack([x, 1.0 - x], axis=-1))
    return _where_tiny(scipy.special.betainc(a, b, x), whole, _lower_beta_fraction, a, b, x)


def dirichlet(m: Floats, theta: Floats) -> Floats:
    """ln Π Γ(m_i) / Γ(Σ m_i) - Σ m_i ln θ_i over the last axis, for m_i, θ_i > 0 and Σ θ_i = 1."""
    whole = m.sum(axis=-1)
    expected = whole[..., None] * theta
    apart = (expected * _bent((m - expected) / expected)).sum(axis=-1)
    parts = (HALF_LN_2PI - 0.5 * np.log(m) + _remainder(m)).sum(axis=-1)
    total: Floats = apart + parts - (HALF_LN_2PI - 0.5 * np.log(whole) + _remainder(whole))
    return total


def _whole_gamma(s: Floats, x: Floats) -> Floats:
    """ln Γ(s) + x - s ln x, without large terms that cancel."""
    apart = (x - s) / s
    with np.errstate(divide="ignore"):
        near = np.where(np.abs(apart) < 0.5, apart - np.log1p(apart), apart - np.log(x / s))
    whole: Floats = s * near + HALF_LN_2PI - 0.5 * np.log(s) + _remainder(s)
    return whole


def _bent(apart: Floats) -> Floats:
    """(1 + d) ln(1 + d) - d: how far from even, never negative."""
    return (1.0 + apart) * np.log1p(apart) - apart


def _remainder(s: Floats) -> Floats:
    """r(s) = ln Γ(s) - (s - ½) ln s + s - ½ ln 2π."""
    large = np.maximum(s, 10.0)
    series = np.zeros_like(large)
    for term in reversed(STIRLING):
        series = series / large**2 + term
    small = np.minimum(s, 10.0)
    direct = scipy.special.gammaln(small) - ((small - 0.5) * np.log(small) - small + HALF_LN_2PI)
    return np.where(s >= 10.0, series / large, direct)


def _where_tiny(share: Floats, whole: Floats, tail: Callable[..., Floats], *given: Floats) -> Floats:
    """ln(share) + whole; where the share is too small to be told, what `tail` says of the given values."""
    tiny = share < TINY
    answer: Floats = np.array(np.log(np.where(tiny, 1.0, share)) + whole)
    if tiny.any():
        answer[tiny] = np.log(tail(*(one[tiny] for one in np.broadcast_arrays(*given))))
    return answer


def _upper_gamma_fraction(s: Floats, x: Floats) -> Floats:
    """1/(x+1-s - 1(1-s)/(x+3-s - 2(2-s)/(x+5-s - …)))"""
    return 1.0 / _continued(x + 1.0 - s, lambda n: (-n * (n - s), x + 2.0 * n + 1.0 - s))


def _lower_gamma_series(s: Floats, x: Floats) -> Floats:
    """1/s + x/(s(s+1)) + x²/(s(s+1)(s+2)) + …"""
    term = total = 1.0 / s
    n = 0
    while n < TERMS and (term > CLOSE * total).any():
        n += 1
        term = term * x / (s + n)
        total = total + term
    return total


def _lower_beta_fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    """1/(a (1 + d_1/(1 + d_2/(1 + …))))"""

    def step(n: int) -> tuple[Floats, Floats]:
        m = n // 2
        over = (a + n - 1.0) * (a + n)
        d = -(a + m) * (a + b + m) * x if n % 2 else m * (b - m) * x
        return d / over, np.ones_like(a)

    return 1.0 / (a * _continued(np.ones_like(a), step))


def _continued(first: Floats, step: Callable[[int], tuple[Floats, Floats]]) -> Floats:
    """b_0 + a_1/(b_1 + a_2/(b_2 + …)), where `step(n)` is (a_n, b_n), by the method of Lentz, Thompson & Barnett."""
    value = above = first
    below, change = np.zeros_like(first), np.zeros_like(first)
    n = 0
    while n < TERMS and (np.abs(change - 1.0) > CLOSE).any():
        n += 1
        a, b = step(n)
        below = 1.0 / (b + a * below)
        above = b + a / above
        change = above * below
        value = value * change
    return value
