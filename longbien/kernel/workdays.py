"""Working days and hours: a country's public holidays plus what the hub's government decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from longbien.kernel.period import Period


@lru_cache(maxsize=256)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))


@dataclass(frozen=True)
class WorkingDays:
    """A working calendar.

    `overrides` maps a date to True (worked, such as a swapped Saturday) or False (off); each stands in the hub's
    calendar file with its decision number. `weekend` holds weekdays that are off (Monday is 0).
    """

    country: str
    timezone: str
    overrides: Mapping[date, bool] = field(default_factory=dict)
    weekend: frozenset[int] = frozenset({5, 6})
    hours: tuple[tuple[time, time], ...] = ((time(8), time(12)), (time(13), time(17)))

    def __post_init__(self) -> None:
        if self.weekend >= frozenset(range(7)) or not self.hours or any(opens >= ends for opens, ends in self.hours):
            raise ValueError("a calendar needs a working day in the week, and hours that end after they begin")

    def is_working(self, day: date) -> bool:
        if day in self.overrides:
            return self.overrides[day]
        return day.weekday() not in self.weekend and day not in _public_holidays(self.country, day.year)

    def holidays(self, period: Period) -> tuple[date, ...]:
        """The days of a period that are off by law or by decision, on a weekend or not, and not worked all the same."""
        years = range(period.start.year, period.end.year + 1)
        known = frozenset[date]().union(*(_public_holidays(self.country, year) for year in years))
        off = known | {day for day, worked in self.overrides.items() if not worked}
        return tuple(sorted(day for day in off if day in period and not self.overrides.get(day)))

    def add(self, start: datetime, days: int) -> datetime:
        """The end of the last working hour, `days` working days after the day of `start` (which does not count).

        `start` is an aware instant; so is the answer, in UTC terms the same moment everywhere.
        """
        if days < 1:
            raise ValueError("a deadline is at least one working day away")
        zone = ZoneInfo(self.timezone)
        day = _local(start, zone).date()
        while days:
            day += timedelta(days=1)
            days -= self.is_working(day)
        return datetime.combine(day, self.hours[-1][1], tzinfo=zone)

    def add_hours(self, start: datetime, hours: int) -> datetime:
        """The instant after `hours` working hours have run from `start`."""
        if hours < 1:
            raise ValueError("a deadline is at least one working hour away")
        zone = ZoneInfo(self.timezone)
        now, left = _local(start, zone), timedelta(hours=hours)
        day = now.date()
        while True:
            for opens, closes in self.hours if self.is_working(day) else ():
                begin = max(now, datetime.combine(day, opens, tzinfo=zone))
                end = datetime.combine(day, closes, tzinfo=zone)
                if begin < end and left <= end - begin:
                    return begin + left
                left -= max(end - begin, timedelta())
            day += timedelta(days=1)

    def between(self, start: date, end: date) -> int:
        """How many working days lie in [start, end)."""
        return sum(self.is_working(start + timedelta(days=n)) for n in range((end - start).days))


def _local(instant: datetime, zone: ZoneInfo) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("a deadline runs from an instant with a time zone")
    return instant.astimezone(zone)
