"""What the public share costs on a day: what public money paid in less what it got, grown at the schedule's rates."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from longbien.capital.rules.daycount import DayCount, anniversary, years
from longbien.capital.rules.growth import factor
from longbien.capital.rules.public.terms import Band, BuyOut

Net = tuple[date, int]  # a day, and what was paid in on it less what was got, in minor units


def price(terms: BuyOut, paid: Sequence[Net], on: date, day_count: DayCount) -> Fraction:
    """The price on a day, exactly, in minor units; not below zero.

    Σ paid × (1 + rate)^years, years by `day_count`, with the one rate of the day's band when the schedule is
    retroactive, else band by band. Bands end on anniversaries of the first payment, whatever the day count says of a
    leap year. ValueError when nothing was paid or the schedule ends before the day.
    """
    start = min(day for day, _ in paid)
    if terms.retroactive:
        rate = _rate(terms.schedule, start, on)
        worth = (minor * factor(rate, years(day, on, day_count)) for day, minor in paid)
    else:
        worth = (minor * _by_bands(terms.schedule, start, (day, on), day_count) for day, minor in paid)
    return max(sum(worth, Fraction(0)), Fraction(0))


def _rate(schedule: Sequence[Band], start: date, on: date) -> Fraction:
    for band in schedule:
        if band.until_years is None or on <= anniversary(start, band.until_years):
            return band.rate
    raise ValueError("the schedule of the buy-out ends before this day")


def _by_bands(schedule: Sequence[Band], start: date, span: tuple[date, date], day_count: DayCount) -> Fraction:
    """The factor by which a payment grew over a span of days, each band's rate for the days in it."""
    grown, (low, end) = Fraction(1), span
    for band in schedule:
        high = end if band.until_years is None else min(end, anniversary(start, band.until_years))
        if high > low:
            grown *= factor(band.rate, years(low, high, day_count))
            low = high
    return grown
