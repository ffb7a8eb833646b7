"""Deadlines in working days and working hours, and a clock that can stop.

Days are counted as the law counts them: the day of the event does not count, the last day ends with office hours.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Literal
from zoneinfo import ZoneInfo

from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays

Unit = Literal["wd", "wh"]
WRITTEN = re.compile(r"([1-9][0-9]{0,3})(wd|wh)")


@dataclass(frozen=True)
class Span:
    """A length of working time: `3wd` is three working days, `8wh` eight working hours."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


def parse_span(written: str) -> Span:
    """Read `3wd` or `8wh`. ValueError otherwise."""
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(f"not a length of working time: {written!r}")
    return Span(int(found[1]), "wd" if found[2] == "wd" else "wh")


def in_words(span: Span) -> Text:
    """`3wd` as “3 ngày làm việc”, “3 working days”."""
    vi = "ngày làm việc" if span.unit == "wd" else "giờ làm việc"
    en = "working day" if span.unit == "wd" else "working hour"
    return Text.of(vi=f"{span.count} {vi}", en=f"{span.count} {en}{'s' if span.count > 1 else ''}")


def due_after(calendar: WorkingDays, start: datetime, span: Span) -> datetime:
    """The instant at which `span`, begun at `start`, has run out."""
    return calendar.add(start, span.count) if span.unit == "wd" else calendar.add_hours(start, span.count)


def left_of(calendar: WorkingDays, now: datetime, due: datetime, unit: Unit) -> int:
    """What is left of a clock that stops at `now`, in whole units, rounded up in favour of who waits; 0 when over."""
    if now >= due:
        return 0
    zone = ZoneInfo(calendar.timezone)
    if unit == "wd":
        today, last = now.astimezone(zone).date(), due.astimezone(zone).date()
        return max(1, calendar.between(today + timedelta(days=1), last + timedelta(days=1)))
    return _hours_between(calendar, now, due)


def due_again(calendar: WorkingDays, now: datetime, left: int, unit: Unit) -> datetime:
    """When a clock that stopped with `left` units goes on at `now` and runs out; at once when nothing was left."""
    return due_after(calendar, now, Span(left, unit)) if left else now


def _hours_between(calendar: WorkingDays, start: datetime, end: datetime) -> int:
    """Working hours in [start, end), a begun hour counted whole."""
    return next(hours for hours in count(1) if calendar.add_hours(start, hours) >= end)
