"""Periods of local dates, half open: the end is the first day that no longer counts."""

import calendar
from dataclasses import dataclass
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later; clamped to the month's end (31 Jan + 1 month = 28 or 29 Feb)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, order=True)
class Period:
    """[start, end) in local dates. ValueError unless start < end."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a period ends after it starts: {self.start} … {self.end}")

    @classmethod
    def of_months(cls, start: date, months: int) -> "Period":
        return cls(start, add_months(start, months))

    @classmethod
    def parse(cls, written: str) -> "Period":
        """Read `2026-01-01..2029-01-01` (the end is not included)."""
        start, dots, end = written.partition("..")
        if not dots:
            raise ValueError(f"not a period: {written!r}")
        return cls(date.fromisoformat(start), date.fromisoformat(end))

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def longer_than_months(self, months: int) -> bool:
        """True when even one day lies past `months` whole months from the start."""
        return self.end > add_months(self.start, months)

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"
