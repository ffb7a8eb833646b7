"""Deadlines across Tết, with swapped working days and clocks that stop, against a count of the days one by one."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.clock import Clock, begin, move
from longbien.procedures.rules.deadlines import due_after, due_again, left_of, parse_span
from tests.procedures import make

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
# Tết Đinh Mùi: new year's day is Saturday, 6 February 2027. Off are the 29th of the old year to the fifth of the new.
TET = {date(2027, 2, 4) + timedelta(days=n) for n in range(7)}
AROUND = [date(2027, 1, 11) + timedelta(days=n) for n in range(60)]
overrides = st.dictionaries(st.sampled_from(AROUND), st.booleans(), max_size=8)
moments = st.integers(0, 40 * 24 * 60).map(
    lambda minutes: datetime(2027, 1, 11, tzinfo=HANOI) + timedelta(minutes=minutes)
)


def calendar(swapped):
    return WorkingDays("VN", "Asia/Ho_Chi_Minh", swapped)


def works(day, swapped):
    """Whether a day is worked, told from the calendar on the wall."""
    if day in swapped:
        return swapped[day]
    return day.weekday() < 5 and day not in TET


def test_the_days_of_tet_are_off_and_the_swapped_saturday_is_not():
    plain = calendar({})
    assert [day for day in AROUND if not plain.is_working(day) and day.weekday() < 5] == sorted(
        day for day in TET if day.weekday() < 5
    )
    assert calendar({date(2027, 2, 13): True}).is_working(date(2027, 2, 13))


@given(swapped=overrides, start=moments, days=st.integers(1, 20))
def test_days_are_counted_one_by_one(swapped, start, days):
    day, left = start.date(), days
    while left:
        day += timedelta(days=1)
        left -= works(day, swapped)
    due = due_after(calendar(swapped), start.astimezone(UTC), parse_span(f"{days}wd"))
    assert due == datetime.combine(day, time(17), tzinfo=HANOI)


@given(swapped=overrides, start=moments, hours=st.integers(1, 60))
@settings(deadline=None)
def test_hours_are_counted_minute_by_minute(swapped, start, hours):
    start = start.replace(second=0, microsecond=0)
    due = due_after(calendar(swapped), start.astimezone(UTC), parse_span(f"{hours}wh"))
    assert worked_minutes(start, due, swapped) == hours * 60
    assert works(due.date(), swapped)
    assert time(8) < due.timetz().replace(tzinfo=None) <= time(17)


def worked_minutes(start, end, swapped):
    total, day = 0, start.date()
    while day <= end.date():
        for opens, closes in ((time(8), time(12)), (time(13), time(17))) if works(day, swapped) else ():
            begins = max(start, datetime.combine(day, opens, tzinfo=HANOI))
            ends = min(end, datetime.combine(day, closes, tzinfo=HANOI))
            total += max(0, int((ends - begins).total_seconds()) // 60)
        day += timedelta(days=1)
    return total


@given(swapped=overrides, start=moments, days=st.integers(1, 15), pause=st.integers(0, 20), later=st.integers(0, 12))
def test_a_clock_that_stops_never_takes_a_day_from_who_waits(swapped, start, days, pause, later):
    """What is left goes on with whole days; stopping costs the office nothing and the applicant nothing."""
    cal = calendar(swapped)
    due = due_after(cal, start, parse_span(f"{days}wd"))
    stop = start + timedelta(days=later)
    left = left_of(cal, stop, due, "wd")
    after = [stop.date() + timedelta(days=n) for n in range(1, (due.date() - stop.date()).days + 1)]
    counted = sum(works(day, swapped) for day in after)
    assert left == (0 if stop >= due else max(1, counted))
    again = due_again(cal, stop + timedelta(days=pause), left, "wd")
    if left:
        assert again >= due or stop.date() == due.date() or counted == 0


@given(swapped=overrides, start=moments, asked=st.integers(0, 5), answered=st.integers(0, 15))
def test_a_case_that_is_asked_back_gets_what_was_left(swapped, start, asked, answered):
    changes = {
        "states.screening.sla": {"within": "6wd"},
        "states.more_info": {"edit": ["applicant"], "clock": "stop"},
        "actions.ask": make.action("screening", "more_info", "officer"),
        "actions.resubmit": make.action("more_info", "screening", "applicant"),
    }
    definition, cal = make.definition(make.changed(make.sample(), {"set": changes})), calendar(swapped)
    clock = move(definition, cal, begin(definition, cal, start), source="draft", target="screening", now=start)
    stop = start + timedelta(days=asked)
    left = left_of(cal, stop, clock.due, "wd")
    clock = move(definition, cal, clock, source="screening", target="more_info", now=stop)
    assert clock == Clock(None, {"screening": {"left": left, "unit": "wd"}})
    back = stop + timedelta(days=answered)
    clock = move(definition, cal, clock, source="more_info", target="screening", now=back)
    assert clock.due == (due_after(cal, back, parse_span(f"{left}wd")) if left else back)
