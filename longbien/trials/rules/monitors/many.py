"""Many at once: which of several guardrails, and which of several trials, may be called unsafe?

Across the K guardrails of one trial, **e-Bonferroni**: those whose evidence reaches K/α. The chance that any safe one
is ever among them is at most α, whenever one looks (Ville, and a union over K).

Across K trials, **e-BH**: with e_(1) ≥ e_(2) ≥ …, the k* trials of largest evidence, where k* is the largest k with

    e_(k) ≥ K / (k α)

Wang & Ramdas, "False discovery rate control with e-values", JRSS-B 84 (2022), the e-BH procedure: of those called
unsafe, at most a share α is safe on average, however the trials depend on one another. That is so for what the evidence
is now, of all trials at one time; with the highest that each ever had it would not be (Tavyrikov, Goeman & de Heide,
"Carefree multiple testing with e-processes", arXiv 2501.19360 (2025)).

Evidence is odds to 1, without unit. The detectors suspend each by itself and take no part in this. Only comparisons and
one division: the same everywhere.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from longbien.trials.rules.monitors.wealth import floats


def bonferroni(evidence: ArrayLike, alpha: float) -> NDArray[np.bool_]:
    """Which of the guardrails (last axis) have evidence of at least K/α."""
    found = floats(evidence)
    named: NDArray[np.bool_] = found >= found.shape[-1] / alpha
    return named


def benjamini_hochberg(evidence: ArrayLike, alpha: float) -> NDArray[np.bool_]:
    """Which of the trials (last axis) e-BH names, at most a share α of them wrongly on average."""
    found = floats(evidence)
    count = found.shape[-1]
    falling = -np.sort(-found, axis=-1)
    enough = falling * np.arange(1, count + 1) >= count / alpha
    last = count - np.argmax(enough[..., ::-1], axis=-1)
    least = np.take_along_axis(falling, last[..., None] - 1, axis=-1)
    named: NDArray[np.bool_] = (found >= least) & enough.any(axis=-1, keepdims=True)
    return named
