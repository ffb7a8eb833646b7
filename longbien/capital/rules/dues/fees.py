"""The management fee: a yearly rate that steps down, of what was committed or of what is still invested."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

Basis = Literal["committed", "invested"]
BASES: tuple[Basis, ...] = get_args(Basis)


@dataclass(frozen=True)
class FeeStep:
    """Up to the end of the fund's year `until_year` (counted from 1) the fee is `rate` a year of the `basis`."""

    until_year: int
    rate: Fraction
    basis: Basis = "committed"


def fee(
    steps: Sequence[FeeStep], year: int, *, committed: int, invested: int = 0, part: Fraction = Fraction(1)
) -> Fraction:
    """The fee of a `part` of the fund's `year` (counted from 1), exactly, in minor units; 0 after the last step.

    rate × basis × part; a quarter is the part 1/4. ValueError for a year before the first.
    Source: ILPA Principles 3.0 (2019), "Management fees": fees step down when the investment period ends.
    """
    if year < 1:
        raise ValueError("a fund's years are counted from 1")
    for step in steps:
        if year <= step.until_year:
            return step.rate * (committed if step.basis == "committed" else invested) * part
    return Fraction(0)


def fees(steps: Sequence[FeeStep], *, committed: int, invested: Sequence[int] = ()) -> Fraction:
    """The fees of all years together; `invested` gives what is invested in each year, where a step asks for it."""
    years = range(1, max((step.until_year for step in steps), default=0) + 1)
    held = dict(enumerate(invested, start=1))
    return sum((fee(steps, year, committed=committed, invested=held.get(year, 0)) for year in years), Fraction(0))
