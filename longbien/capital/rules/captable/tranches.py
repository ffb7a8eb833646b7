"""Whole shares over tranches of equal size, by the six published rules of rounding.

Source: Open Cap Table Coalition, Open Cap Format 1.2, enum "Allocation Type".
"""

from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Literal, get_args

Rounding = Literal[
    "CUMULATIVE_ROUNDING",
    "CUMULATIVE_ROUND_DOWN",
    "FRONT_LOADED",
    "BACK_LOADED",
    "FRONT_LOADED_TO_SINGLE_TRANCHE",
    "BACK_LOADED_TO_SINGLE_TRANCHE",
]
ROUNDINGS: tuple[Rounding, ...] = get_args(Rounding)


def tranches(total: int, count: int, rounding: Rounding) -> list[int]:
    """`total` shares over `count` tranches, whole and adding up to the total.

    CUMULATIVE_*: each tranche brings the sum to the rounded (half up) or floored part so far. FRONT_ and BACK_LOADED:
    the floor each, one of the leftovers to each of the first or last. …_TO_SINGLE_TRANCHE: all leftovers to the first
    or last. ValueError for fewer than no shares or less than one tranche.
    """
    if total < 0 or count < 1:
        raise ValueError("tranches need a total of at least 0 and at least one tranche")
    if rounding.startswith("CUMULATIVE"):
        half = Fraction(1, 2) if rounding == "CUMULATIVE_ROUNDING" else Fraction(0)
        sums = [floor(Fraction(total * place, count) + half) for place in range(count + 1)]
        return [after - before for before, after in pairwise(sums)]
    each, over = divmod(total, count)
    single = rounding.endswith("SINGLE_TRANCHE")
    more = [over] + [0] * (count - 1) if single else [1] * over + [0] * (count - over)
    return [each + extra for extra in (more if rounding.startswith("FRONT") else reversed(more))]
