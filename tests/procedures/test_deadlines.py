"""Deadlines and clocks (tests/specs/procedures/deadlines.yaml)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.clock import Clock, begin, move
from longbien.procedures.rules.deadlines import Span, due_after, due_again, left_of, parse_span
from tests.procedures import make

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs/procedures/deadlines.yaml").read_text())
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = WorkingDays("VN", "Asia/Ho_Chi_Minh")
RETURN = datetime(2026, 12, 14, 9, tzinfo=ZONE)


def instant(written):
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


@pytest.mark.parametrize("spec", SPEC["cases"], ids=lambda spec: spec["title"])
def test_spans(spec):
    assert due_after(CALENDAR, instant(spec["from"]), parse_span(spec["span"])) == instant(spec["due"])


@pytest.mark.parametrize("spec", SPEC["stopped"], ids=lambda spec: spec["title"])
def test_stopped_clocks(spec):
    left = left_of(CALENDAR, instant(spec["now"]), instant(spec["due"]), spec["unit"])
    assert left == spec["left"]
    assert due_again(CALENDAR, RETURN, left, spec["unit"]) == instant(spec["again"])


def test_spans_are_read_and_written_alike():
    assert str(parse_span("10wd")) == "10wd"
    assert parse_span("8wh") == Span(8, "wh")
    for bad in ("3d", "0wd", "wd", "3 wd", "-1wd", "99999wd"):
        with pytest.raises(ValueError, match="working time"):
            parse_span(bad)


@pytest.fixture
def procedure():
    return make.definition(
        make.changed(
            make.sample(),
            {
                "set": {
                    "states.screening.sla": {"within": "3wd"},
                    "states.more_info": {"clock": "stop", "sla": {"within": "10wd"}},
                    "states.waiting": {"title": make.bi("Waiting"), "clock": "stop"},
                }
            },
        )
    )


def test_a_case_without_deadline_begins_without_one(procedure):
    assert begin(procedure, CALENDAR, RETURN) == Clock(None, {})


def moved(procedure, clock, source, target, now):
    return move(procedure, CALENDAR, clock, source=source, target=target, now=instant(now))


def test_the_clock_stops_and_goes_on_with_what_was_left(procedure):
    started = moved(procedure, Clock(None, {}), "draft", "screening", "2026-12-07 09:00")
    assert started == Clock(instant("2026-12-10 17:00"), {})
    stopped = moved(procedure, started, "screening", "more_info", "2026-12-08 10:00")
    assert stopped.due == instant("2026-12-22 17:00")
    assert stopped.stopped == {"screening": {"left": 2, "unit": "wd"}}
    kept = moved(procedure, stopped, "more_info", "waiting", "2026-12-09 10:00")
    assert kept == Clock(None, stopped.stopped)
    again = moved(procedure, kept, "waiting", "screening", "2026-12-14 09:00")
    assert again == Clock(instant("2026-12-16 17:00"), {})


def test_going_elsewhere_forgets_what_was_left(procedure):
    stopped = Clock(None, {"screening": {"left": 2, "unit": "wd"}})
    assert moved(procedure, stopped, "waiting", "accepted", "2026-12-14 09:00") == Clock(None, {})


def test_staying_changes_nothing(procedure):
    clock = Clock(instant("2026-12-10 17:00"), {})
    assert moved(procedure, clock, "screening", "screening", "2026-12-09 09:00") is clock


def test_a_state_without_deadline_leaves_nothing_to_stop(procedure):
    assert moved(procedure, Clock(None, {}), "draft", "waiting", "2026-12-09 09:00") == Clock(None, {})
