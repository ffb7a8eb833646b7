"""Working time that has passed between two instants."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from longbien.kernel.workdays import WorkingDays


def working_seconds(calendar: WorkingDays, start: datetime, end: datetime) -> int:
    """Seconds of office hours in [start, end); 0 when `end` is not after `start`."""
    zone = ZoneInfo(calendar.timezone)
    first, last = start.astimezone(zone), end.astimezone(zone)
    days = (last.date() - first.date()).days
    return sum(_on(calendar, first.date() + timedelta(days=n), first, last) for n in range(days + 1))


def working_day_seconds(calendar: WorkingDays) -> int:
    """The office hours of one working day, in seconds."""
    day = date(2000, 1, 1)
    return sum(
        int((datetime.combine(day, closes) - datetime.combine(day, opens)).total_seconds())
        for opens, closes in calendar.hours
    )


def _on(calendar: WorkingDays, day: date, first: datetime, last: datetime) -> int:
    if not calendar.is_working(day):
        return 0
    passed = 0
    for opens, closes in calendar.hours:
        begin = max(first, datetime.combine(day, opens, tzinfo=first.tzinfo))
        end = min(last, datetime.combine(day, closes, tzinfo=first.tzinfo))
        passed += max(0, int((end - begin).total_seconds()))
    return passed
