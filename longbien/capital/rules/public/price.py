"""What the public share costs on a day: what public money paid in less what it got, grown at the schedule's rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.capital.rules.daycount import DayCount, anniversary, years
from longbien.capital.rules.growth import factor, whole
from longbien.capital.rules.public.terms import Band, BuyOut
from longbien.capital.rules.waterfall.explained import Input, Line

Net = tuple[date, int]  # a day, and what was paid in on it less what was got, in minor units
CLAUSE = "/public_terms/buy-out/schedule"
FORMULA = "max(Σ net paid·(1 + rate)^years, 0)"


@dataclass(frozen=True)
class Grown:
    """What public money paid in on a day (less what it got), and the factor by which that grew until the price's day.

    `span` is in years; `source` says where it was read.
    """

    on: date
    net: int
    span: Fraction
    factor: Fraction
    source: str = ""

    @property
    def worth(self) -> Fraction:
        """Exactly, in minor units; below zero for what was got."""
        return self.net * self.factor


@dataclass(frozen=True)
class Window:
    """The days on which the private side may buy, both counted; without a last one, for as long as the fund is."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def window(terms: BuyOut, start: date) -> Window:
    """From the anniversary of the first public payment that the terms name, to the one by which the right ends."""
    last = None if terms.until_years is None else anniversary(start, terms.until_years)
    return Window(anniversary(start, terms.after_years), last)


def grown(
    terms: BuyOut, paid: Sequence[Net], on: date, day_count: DayCount, sources: Sequence[str] = ()
) -> tuple[Grown, ...]:
    """Each payment with its factor: (1 + rate)^years, years by `day_count`.

    It is the one rate of the day's band when the schedule is retroactive, else each band's for its own years. Bands end
    on anniversaries of the first payment, whatever the day count says of a leap year. ValueError when nothing was paid
    or the schedule ends before the day.
    """
    start = min(day for day, _ in paid)
    named = sources or [""] * len(paid)
    return tuple(
        Grown(day, minor, years(day, on, day_count), _factor(terms, start, (day, on), day_count), source)
        for (day, minor), source in zip(paid, named, strict=True)
    )


def price(terms: BuyOut, paid: Sequence[Net], on: date, day_count: DayCount) -> Fraction:
    """The price on a day, exactly, in minor units; not below zero. ValueError as in `grown`."""
    return max(sum((one.worth for one in grown(terms, paid, on, day_count)), Fraction(0)), Fraction(0))


def price_line(terms: BuyOut, parts: Sequence[Grown], on: date) -> Line:
    """The price in whole units, with every payment and every rate that went into it. There is a payment at least."""
    exact = max(sum((one.worth for one in parts), Fraction(0)), Fraction(0))
    paid = (Input(f"net paid {one.on}", Fraction(one.net), one.source) for one in parts)
    start = min(one.on for one in parts)
    held = [_place(terms.schedule, start, on)] if terms.retroactive else range(len(terms.schedule))
    rates = (Input("rate", terms.schedule[n].rate, f"{CLAUSE}/{n}/rate") for n in held)
    return Line("price", "public", whole(exact), exact, CLAUSE, FORMULA, (*paid, *rates))


def _factor(terms: BuyOut, start: date, span: tuple[date, date], day_count: DayCount) -> Fraction:
    if terms.retroactive:
        return factor(terms.schedule[_place(terms.schedule, start, span[1])].rate, years(*span, day_count))
    return _by_bands(terms.schedule, start, span, day_count)


def _place(schedule: Sequence[Band], start: date, on: date) -> int:
    for place, band in enumerate(schedule):
        if band.until_years is None or on <= anniversary(start, band.until_years):
            return place
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
