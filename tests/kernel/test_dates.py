"""Periods and working days."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.period import Period, add_months
from longbien.kernel.workdays import WorkingDays

SPECS = Path(__file__).parents[1] / "specs" / "kernel"
PERIODS = yaml.safe_load((SPECS / "periods.yaml").read_text())
DEADLINES = yaml.safe_load((SPECS / "workdays.yaml").read_text())

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SWAP = {date(2026, 1, 2): False, date(2026, 1, 10): True}
HANOI = WorkingDays("VN", "Asia/Ho_Chi_Minh", SWAP)
FROM, TO = datetime(2020, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - the test adds the zone
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize("case", PERIODS["cases"], ids=lambda case: str(case["when"]))
def test_months(case):
    start, months = case["when"]["start"], case["when"]["months"]
    assert add_months(start, months) == case["expect"]
    assert Period.of_months(start, months).end == case["expect"]


@pytest.mark.parametrize("case", DEADLINES["cases"], ids=lambda case: str(case["when"]))
def test_deadlines(case):
    when = case["when"]
    start = datetime.fromisoformat(str(when["start"])).replace(tzinfo=ZONE)
    found = HANOI.add(start, when["days"]) if "days" in when else HANOI.add_hours(start, when["hours"])
    assert found == datetime.fromisoformat(str(case["expect"])).replace(tzinfo=ZONE)


@given(DAYS, st.integers(1, 480))
def test_period_ends_are_not_in_it(start, months):
    period = Period.of_months(start, months)
    assert start in period
    assert period.end not in period
    assert Period.parse(str(period)) == period
    assert not period.longer_than_months(months)
    assert Period(start, date.fromordinal(period.end.toordinal() + 1)).longer_than_months(months)


@given(DAYS, st.integers(1, 900), DAYS, st.integers(1, 900))
def test_overlap_and_cover(start, length, other_start, other_length):
    one = Period(start, date.fromordinal(start.toordinal() + length))
    two = Period(other_start, date.fromordinal(other_start.toordinal() + other_length))
    assert one.overlaps(two) == two.overlaps(one) == (max(one.start, two.start) < min(one.end, two.end))
    assert one.covers(two) == (two.start in one and (two.end == one.end or two.end in one))
    assert one.days == length


def test_periods_that_touch_do_not_overlap():
    first, then = Period.parse("2026-01-01..2026-02-01"), Period.parse("2026-02-01..2026-03-01")
    assert not first.overlaps(then)
    assert not then.overlaps(first)


def test_a_period_has_a_length():
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(ValueError, match="not a period"):
        Period.parse("2026-01-01")


def test_working_days_between():
    assert HANOI.between(date(2026, 2, 13), date(2026, 2, 24)) == 2
    assert HANOI.between(date(2026, 2, 24), date(2026, 2, 13)) == 0


def test_deadline_is_the_same_instant_from_any_zone():
    local = datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert HANOI.add(local, 1) == HANOI.add(local.astimezone(ZONE), 1) == datetime(2026, 3, 3, 10, tzinfo=UTC)


@given(st.datetimes(FROM, TO), st.integers(1, 40))
def test_a_deadline_falls_at_the_end_of_a_working_day(moment, days):
    start = moment.replace(tzinfo=ZONE)
    end = HANOI.add(start, days)
    assert HANOI.is_working(end.date())
    assert end.time() == time(17)
    assert HANOI.between(start.date(), end.date()) == days - 1 + HANOI.is_working(start.date())


@pytest.mark.parametrize("count", [0, -1])
def test_deadlines_lie_ahead(count):
    start = datetime(2026, 3, 2, tzinfo=UTC)
    with pytest.raises(ValueError, match="working day"):
        HANOI.add(start, count)
    with pytest.raises(ValueError, match="working hour"):
        HANOI.add_hours(start, count)


def test_a_deadline_needs_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        HANOI.add(datetime(2026, 3, 2), 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        HANOI.add_hours(datetime(2026, 3, 2), 1)  # noqa: DTZ001


@pytest.mark.parametrize(
    "wrong",
    [{"weekend": frozenset(range(7))}, {"hours": ()}, {"hours": ((time(12), time(8)),)}, {"hours": ((time(8),) * 2,)}],
)
def test_a_calendar_without_work_is_refused(wrong):
    with pytest.raises(ValueError, match="a calendar needs"):
        WorkingDays("VN", "Asia/Ho_Chi_Minh", **wrong)
