"""The management fee, accrued by the day: a rate on what is committed that steps down after some years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.kernel.period import add_months


@dataclass(frozen=True)
class FeeStep:
    """Up to the end of the fund's year `until_year` (counted from 1) the fee is `rate` a year of what is committed.

    Source: ILPA Principles 3.0 (2019), "Management fees": fees step down when the investment period ends.
    """

    until_year: int
    rate: Fraction


def rate_in(year: int, steps: Sequence[FeeStep]) -> Fraction:
    """The rate of a year of the fund; 0 after the last step."""
    return next((step.rate for step in steps if year <= step.until_year), Fraction(0))


def fee_until(until: date, *, first_close: date, committed: int, steps: Sequence[FeeStep]) -> Fraction:
    """What all of it comes to from the first close until a day (not counted), exactly.

    Each year of the vehicle counts whole; of the last one, the days that are over divided by the days it has. Everyone
    bears it on the whole time: who comes late, as if present at the first close.
    """
    total, year, start = Fraction(0), 1, first_close
    while start < until:
        end = add_months(first_close, 12 * year)
        part = Fraction((min(end, until) - start).days, (end - start).days)
        total += rate_in(year, steps) * committed * part
        year, start = year + 1, end
    return total


def next_quarter(day: date) -> date:
    """The first day of the quarter after the one that a day lies in: the fee is accrued up to it by itself."""
    return add_months(date(day.year, day.month - (day.month - 1) % 3, 1), 3)


def fee_ends(first_close: date, steps: Sequence[FeeStep]) -> date:
    """The first day that costs nothing any more: the last step is over."""
    return add_months(first_close, 12 * max((step.until_year for step in steps), default=0))


def fee_due(until: date, accrued: int, *, first_close: date, committed: int, steps: Sequence[FeeStep]) -> int:
    """What is still to be accrued on a day, in minor units rounded down; never below zero."""
    return max(int(fee_until(until, first_close=first_close, committed=committed, steps=steps)) - accrued, 0)
