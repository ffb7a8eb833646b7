"""Shares of a whole: as whole weights, as a cap on one of several, in words."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, lcm


def weights_of(parts: Sequence[Fraction]) -> list[int]:
    """Fractions as whole weights in the same proportion, for `kernel.money.allocate`."""
    common = lcm(*(part.denominator for part in parts))
    return [int(part * common) for part in parts]


def least_whole(part_minor: int, cap: Fraction) -> int:
    """The smallest whole, in minor units, of which `part_minor` is at most the share `cap`.

    600 billion at most 49 % of the charter capital: it is at least 1,224,489,795,919. ValueError unless 0 < cap ≤ 1.
    """
    if not 0 < cap <= 1:
        raise ValueError("a cap is a share above 0, at most 1")
    return ceil(part_minor / cap)


def percent(share: Fraction) -> str:
    """`8 %`, `33.3333 %`: at most four decimals."""
    return f"{float(100 * share):.4f}".rstrip("0").rstrip(".") + " %"
