"""What an amount grows to at a yearly rate: interest, preferred returns, prices of a buy-out."""

from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal, get_args

from longbien.capital.rules.daycount import DayCount, years

Compounding = Literal["simple", "compound", "year-end"]
COMPOUNDINGS: tuple[Compounding, ...] = get_args(Compounding)
DIGITS = 60  # of a part of a year, whose power no fraction holds; the same on every machine
FINEST = 10**40  # parts of a minor unit: what has grown over parts of years is kept no finer, far below any unit


def factor(rate: Fraction, span: Fraction) -> Fraction:
    """(1 + rate) ^ span, `span` in years. Exact for whole years; otherwise to 60 significant digits.

    ValueError for a rate of -100 % or less.
    """
    if rate <= -1:
        raise ValueError("a rate is above -100 %")
    if span.denominator == 1:
        return (1 + rate) ** span.numerator
    context = Context(prec=DIGITS)
    return Fraction(context.power(_decimal(1 + rate, context), _decimal(span, context)))


def interest(principal: Fraction, rate: Fraction, start: date, end: date, day_count: DayCount) -> Fraction:
    """Simple interest: principal × rate × years. The years are counted by `day_count`."""
    return principal * rate * years(start, end, day_count)


def fine(exact: Fraction) -> Fraction:
    """An amount to 40 decimal places of a minor unit, so that its digits do not grow with every flow."""
    return exact if exact.denominator <= FINEST else Fraction(round(exact * FINEST), FINEST)


def whole(exact: Fraction) -> int:
    """To whole units, a half away from zero: how prices and converted amounts are written."""
    size = int(abs(exact) + Fraction(1, 2))
    return size if exact >= 0 else -size


def _decimal(exact: Fraction, context: Context) -> Decimal:
    return context.divide(Decimal(exact.numerator), Decimal(exact.denominator))
