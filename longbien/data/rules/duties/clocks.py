"""When a clock runs out, and how it stands."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from longbien.data.rules.duties.statute import Span
from longbien.kernel.workdays import WorkingDays

Standing = Literal["running", "late", "kept", "kept-late"]


def due_at(span: Span, start: datetime, calendar: WorkingDays) -> datetime:
    """The last moment: hours are counted by the clock, days to the end of the last one in the hub's own time."""
    if span.unit == "h":
        return start + timedelta(hours=span.number)
    if span.unit == "wd":
        return calendar.add(start, span.number)
    zone = ZoneInfo(calendar.timezone)
    day = start.astimezone(zone).date() + timedelta(days=span.number)
    return datetime.combine(day, time(23, 59, 59), zone)


def standing(due: datetime, done: datetime | None, now: datetime) -> Standing:
    """How a deadline stands: what was done after it stays late for ever."""
    if done is not None:
        return "kept" if done <= due else "kept-late"
    return "running" if now <= due else "late"


@dataclass(frozen=True)
class Left:
    """Whole hours until a deadline, or since it passed."""

    hours: int
    is_over: bool


def left(due: datetime, now: datetime) -> Left:
    seconds = (due - now).total_seconds()
    return Left(int(abs(seconds) // 3600), seconds < 0)
