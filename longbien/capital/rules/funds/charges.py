"""The management fee, accrued by the day: a rate on what is committed that steps down after some years."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from longbien.capital.rules.dues.fees import FeeStep, fee
from longbien.kernel.period import add_months


def fee_until(until: date, *, first_close: date, committed: int, steps: Sequence[FeeStep]) -> Fraction:
    """What all of it comes to from the first close until a day (not counted), exactly.

    Each year of the vehicle counts whole; of the last one, the days that are over divided by the days it has. Everyone
    bears it on the whole time: who comes late, as if present at the first close.
    """
    total, year, start = Fraction(0), 1, first_close
    while start < until:
        end = add_months(first_close, 12 * year)
        part = Fraction((min(end, until) - start).days, (end - start).days)
        total += fee(steps, year, committed=committed, part=part)
        year, start = year + 1, end
    return total


def fee_due(until: date, accrued: int, *, first_close: date, committed: int, steps: Sequence[FeeStep]) -> int:
    """What is still to be accrued on a day, in minor units rounded down; never below zero."""
    return max(int(fee_until(until, first_close=first_close, committed=committed, steps=steps)) - accrued, 0)
