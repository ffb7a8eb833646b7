"""Scheduled reviews: a few looks, agreed before. Lan–DeMets bounds that spend α as O'Brien & Fleming do.

At look k a share t_k of the information is in. The standardised statistic Z_k stops the trial when it reaches c_k,
which is such that, while all is safe (Z_k √t_k is a Brownian motion at t_k),

    P(Z_1 < c_1, …, Z_{k-1} < c_{k-1}, Z_k ≥ c_k) = α*(t_k) - α*(t_{k-1}),      α*(t) = 2 (1 - Φ(z_{α/2} / √t))

Lan & DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983) §2, α*_1; solved look by look
by integrating the density of what went on (Armitage, McPherson & Rowe, "Repeated significance tests on accumulating
data", JRSS-A 132 (1969) §2), here with Gauss–Legendre quadrature. Looks needn't be planned: c_k asks only for the past
t.

α is one-sided. Five even looks at α = 0.025, which is two-sided 0.05: 4.877, 3.357, 2.680, 2.290, 2.031. With two sides
both are watched, each with α/2, and a path that left on the other side is not counted; to three decimals the same.

Without unit. Uses scipy's normal distribution: reproducible to 1e-9 across platforms. A bound is exact to 1e-9 itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy

from longbien.trials.rules.monitors.wealth import Floats

FAR = 9.0  # standard deviations beyond which nothing is left to integrate
LARGEST, LEAST = 37.0, 1e-305  # a bound beyond which the normal tail underflows; a chance that isn't worth a bound
PANEL = 1.0  # standard deviations of a step that one panel of the quadrature spans
NODES, WEIGHTS = np.polynomial.legendre.leggauss(16)


@dataclass(frozen=True)
class Schedule:
    """The looks so far: shares of the information, and the bounds for |Z| (two sides) or Z (one side)."""

    alpha: float
    two_sided: bool
    shares: tuple[float, ...]
    bounds: tuple[float, ...]

    def reached(self, statistics: Sequence[float]) -> int | None:
        """The number, from 1, of the first look whose Z reached its bound; None when none did."""
        for look, (z, bound) in enumerate(zip(statistics, self.bounds, strict=False), start=1):
            if (abs(z) if self.two_sided else z) >= bound:
                return look
        return None


def schedule(shares: Sequence[float], alpha: float, *, two_sided: bool = False) -> Schedule:
    """The bounds of looks at these shares of the information, rising and at most 1; α in all. ValueError otherwise."""
    if not shares or not all(before < after <= 1 for before, after in pairwise((0.0, *shares))):
        raise ValueError("shares of information must rise, from above 0 to at most 1")
    side = alpha / 2 if two_sided else alpha
    bounds: list[float] = []
    nodes, mass = np.zeros(1), np.ones(1)
    before = was = 0.0
    for share in shares:
        step, goal = float(np.sqrt(share - before)), spent(share, side)
        bounds.append(_bound(nodes, mass, step, float(np.sqrt(share)), goal - was))
        low = -bounds[-1] if two_sided else -FAR
        nodes, mass = _moved(nodes, mass, step, max(low, -FAR) * np.sqrt(share), bounds[-1] * np.sqrt(share))
        before, was = share, goal
    return Schedule(alpha, two_sided, tuple(shares), tuple(bounds))


def spent(share: float, alpha: float) -> float:
    """α*(t): what may be spent of a one-sided α by the share t of the information."""
    return float(2.0 * scipy.special.ndtr(scipy.special.ndtri(alpha / 2.0) / np.sqrt(share)))


def _bound(nodes: Floats, mass: Floats, step: float, scale: float, allowed: float) -> float:
    """The c at which `mass` on `nodes`, moved by a normal step, lies beyond c · scale with chance `allowed`."""
    if allowed < LEAST:
        return LARGEST

    def over(c: float) -> float:
        beyond = (mass * scipy.special.ndtr((nodes - c * scale) / step)).sum()
        return float(np.log(max(beyond, LEAST) / allowed))

    return float(scipy.optimize.brentq(over, -FAR, LARGEST, xtol=1e-13, rtol=1e-14))


def _moved(nodes: Floats, mass: Floats, step: float, low: float, high: float) -> tuple[Floats, Floats]:
    """The mass after a normal step, where it lies between low and high, on the nodes of Gauss–Legendre panels."""
    panels = int(np.ceil((high - low) / (PANEL * step)))
    edges = np.linspace(low, high, panels + 1)
    half = (high - low) / panels / 2.0
    new = (edges[:-1, None] + half * (1.0 + NODES)).ravel()
    density = np.exp(-0.5 * ((new[:, None] - nodes) / step) ** 2) / (step * np.sqrt(2.0 * np.pi))
    return new, (density @ mass) * np.tile(half * WEIGHTS, panels)
