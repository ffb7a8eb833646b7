"""Periods of statements: quarters of the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Span:
    """From the beginning of one day to the end of another."""

    first: date
    last: date

    @property
    def before(self) -> date:
        """The day whose end is this beginning."""
        return self.first - timedelta(days=1)


def quarter_of(day: date) -> Span:
    """The quarter up to a day: from its first day to that day."""
    return Span(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), day)


def quarters(first: date, last: date) -> Iterator[Span]:
    """The quarters that have a day between these, the newest first and only up to `last`."""
    end = last
    while end >= first:
        span = quarter_of(end)
        yield span
        end = span.before
