"""Years between two dates, by a stated day count: exact, as fractions.

No interest, no hurdle and no rate of return is told without its day count: act/365 and act/365.25 already differ in
the fourth digit of a published return.
"""

from calendar import isleap
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

DayCount = Literal["act/365", "act/365.25", "act/360", "act/act", "30/360"]
DAY_COUNTS: tuple[DayCount, ...] = get_args(DayCount)
DAYS_A_YEAR = {"act/365": Fraction(365), "act/365.25": Fraction(1461, 4), "act/360": Fraction(360)}


def years(start: date, end: date, day_count: DayCount) -> Fraction:
    """Years from `start` to `end`; below zero when `end` is earlier.

    act/365 (fixed), act/365.25, act/360: days over that number. act/act: days of leap years over 366, of others over
    365 (ISDA 2006, §4.16(b)). 30/360: twelve months of thirty days, the 31st counted as the 30th (ISDA 2006, §4.16(g),
    "30E/360"): from a day to the same day of another year these are whole years.
    """
    if day_count == "30/360":
        months = 12 * (end.year - start.year) + end.month - start.month
        return Fraction(30 * months + min(end.day, 30) - min(start.day, 30), 360)
    if day_count == "act/act":
        return _since(end) - _since(start)
    return (end - start).days / DAYS_A_YEAR[day_count]


def anniversary(start: date, number: int) -> date:
    """The same day `number` years later; 29 February becomes the 28th where there is none."""
    try:
        return start.replace(year=start.year + number)
    except ValueError:
        return start.replace(year=start.year + number, day=28)


def _since(day: date) -> Fraction:
    """Years since the year 0, each day a 365th or a 366th of its own year."""
    length = 366 if isleap(day.year) else 365
    return day.year + Fraction(day.timetuple().tm_yday - 1, length)
