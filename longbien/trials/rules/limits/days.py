"""Hours on holidays: a window may leave them out, or be for them alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Holidays = Literal["also", "never", "only"]
HOLIDAYS: tuple[Holidays, ...] = get_args(Holidays)
EPOCH_DAY = date(1970, 1, 1).toordinal()
MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY
THURSDAY = 3  # 1970-01-01 was one
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Opening:
    """Minutes of a week, Monday 00:00 first: those of windows on the day they open, and on the day they run into."""

    same_day: Flags
    next_day: Flags


@dataclass(frozen=True)
class Hours:
    """When a trial may operate: by the minute of the week, on ordinary days and on holidays."""

    ordinary: Opening
    holiday: Opening
    holidays: NDArray[np.int64]

    def are_open(self, minutes: NDArray[np.int64]) -> Flags:
        """Which local minutes since 1970-01-01T00:00 lie in a window. A window belongs to the day it opens on."""
        day, of_week = minutes // MINUTES_A_DAY, (minutes + THURSDAY * MINUTES_A_DAY) % MINUTES_A_WEEK
        today, yesterday = np.isin(day, self.holidays), np.isin(day - 1, self.holidays)
        begun = np.where(today, self.holiday.same_day[of_week], self.ordinary.same_day[of_week])
        ran_on = np.where(yesterday, self.holiday.next_day[of_week], self.ordinary.next_day[of_week])
        return np.asarray(begun | ran_on, dtype=np.bool_)


def opening(windows: Iterable[tuple[Iterable[int], int, int]]) -> Opening:
    """The opening of windows: their weekdays (Monday is 0), and minutes of the day at which they open and close."""
    same, after = np.zeros(MINUTES_A_WEEK, dtype=np.bool_), np.zeros(MINUTES_A_WEEK, dtype=np.bool_)
    for days, opens, closes in windows:
        for day in days:
            start, midnight = day * MINUTES_A_DAY, (day + 1) * MINUTES_A_DAY
            if closes > opens:
                same[start + opens : start + closes] = True
            else:
                same[start + opens : midnight] = True
                tomorrow = midnight % MINUTES_A_WEEK
                after[tomorrow : tomorrow + closes] = True
    return Opening(same, after)


def day_numbers(days: Iterable[date]) -> NDArray[np.int64]:
    """Days since 1970-01-01."""
    return np.array([day.toordinal() - EPOCH_DAY for day in days], dtype=np.int64)
