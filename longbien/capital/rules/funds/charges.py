"""The management fee, accrued by the day: a rate on what is committed that steps down after some years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.kernel.period import add_months


@dataclass(frozen=True)
class Step:
    """`rate` a year, to the end of year `until_year` counted from the first close; 0.025 is 2.5 %."""

    until_year: int
    rate: Fraction


def rate_in(year: int, steps: Sequence[Step]) -> Fraction:
    """The rate in a year of the vehicle (1 is the first); nothing after the last step."""
    return next((one.rate for one in steps if year <= one.until_year), Fraction(0))


def fee_until(until: date, *, first_close: date, committed: int, steps: Sequence[Step]) -> Fraction:
    """What all of it comes to from the first close until a day (not counted), exactly.

    Each year of the vehicle counts whole; of the last one, the days that are over divided by the days it has. Everyone
    bears it on the whole time: who comes late, as if present at the first close.
    """
    total, year, start = Fraction(0), 1, first_close
    while start < until:
        end = add_months(first_close, 12 * year)
        part = Fraction((min(end, until) - start).days, (end - start).days)
        total += committed * rate_in(year, steps) * part
        year, start = year + 1, end
    return total


def fee_due(until: date, accrued: int, *, first_close: date, committed: int, steps: Sequence[Step]) -> int:
    """What is still to be accrued on a day, in minor units rounded down; never below zero."""
    return max(int(fee_until(until, first_close=first_close, committed=committed, steps=steps)) - accrued, 0)
