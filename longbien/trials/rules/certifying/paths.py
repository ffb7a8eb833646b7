"""Paths of a safe trial, by lot from a seed: what the monitors are certified on.

Each is an array (days, paths) with mean `mean` (by default 1), one value a unit of analysis:

    normal          N(mean, 1)
    bernoulli       1 with probability mean, else 0
    lognormal       exp(σ z - σ²/2), σ = 2: a mean that rare huge values carry
    counts          Poisson, or negative binomial with variance r times the mean (r > 1)
    autoregressive  y_s = φ y_{s-1} + √(1-φ²) z_s, φ = 0.9, 96 readings a day, on through all days; the share of a
                    day's readings with y > 0, which is ½ on average
    readings        the same before it is blocked to days: one row a reading, 0 or 1

Drawn with numpy's PCG64: the same numbers for the same seed and version of numpy.
"""

import numpy as np
import scipy

from longbien.trials.rules.monitors.wealth import Floats

SIGMA, PHI, READINGS = 2.0, 0.9, 96
Shape = tuple[int, int]


def normal(dice: np.random.Generator, shape: Shape, mean: float = 1.0) -> Floats:
    return dice.normal(mean, 1.0, shape)


def bernoulli(dice: np.random.Generator, shape: Shape, mean: float = 0.05) -> Floats:
    return (dice.random(shape) < mean).astype(np.float64)


def lognormal(dice: np.random.Generator, shape: Shape, mean: float = 1.0) -> Floats:
    drawn: Floats = mean * np.exp(SIGMA * dice.standard_normal(shape) - SIGMA**2 / 2.0)
    return drawn


def counts(dice: np.random.Generator, shape: Shape, mean: float = 1.0, ratio: float = 1.0) -> Floats:
    drawn = dice.poisson(mean, shape) if ratio == 1 else dice.negative_binomial(mean / (ratio - 1), 1 / ratio, shape)
    return drawn.astype(np.float64)


def readings(dice: np.random.Generator, shape: Shape) -> Floats:
    """The rows of `shape` are readings; each path begins where it would be at any time."""
    moved = np.sqrt(1.0 - PHI**2) * dice.standard_normal(shape, dtype=np.float32)
    start = dice.standard_normal((1, shape[1]))
    path: Floats = scipy.signal.lfilter([1.0], [1.0, -PHI], moved, axis=0, zi=PHI * start)[0]
    return (path > 0.0).astype(np.float64)


def autoregressive(dice: np.random.Generator, shape: Shape) -> Floats:
    days, paths = shape
    blocked = np.empty(shape)
    for first in range(0, paths, 100):
        width = min(100, paths - first)
        raw = readings(dice, (days * READINGS, width))
        blocked[:, first : first + width] = raw.reshape(days, READINGS, width).mean(axis=1)
    return blocked
