"""How evenly work is shared out among those who could have been given it.

The Gini coefficient of the counts (C. Gini, Variabilità e mutabilità, Bologna 1912): 0 when everyone was given as much,
towards 1 when one person was given all. Beside it stands the largest count over the mean: 1 when shared evenly.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fairness:
    """`mean` is the fair share; `gini` and `most` (the largest count over the mean) are None when nothing was given."""

    mean: float
    gini: float | None
    most: float | None


def fairness(counts: Sequence[int]) -> Fairness:
    """Of the counts of everyone who could have been asked, those who never were included."""
    total = sum(counts)
    if not total:
        return Fairness(0.0, None, None)
    mean = total / len(counts)
    ranked = sorted(counts)
    weighted = sum((2 * rank - len(ranked) - 1) * count for rank, count in enumerate(ranked, start=1))
    return Fairness(mean, weighted / (len(ranked) * total), ranked[-1] / mean)
