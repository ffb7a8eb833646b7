"""Lines of telemetry, and the judgement of events: without a database."""

import json
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from longbien.trials.rules.counts import LIFTED, STOP, count, out_of_order, spoken
from longbien.trials.rules.fate import settle
from longbien.trials.rules.judge import (
    RULES,
    device_crossings,
    judge,
    local_days,
    local_us,
    over_devices,
    value_crossing,
)
from longbien.trials.rules.sorting import contents, digest, sort_out
from longbien.trials.rules.suspension import Interval
from longbien.trials.rules.telemetry import COLUMNS, MAX_LINES, MINUTE_US, BadLines, from_us, instant_us, parse
from tests.trials.make import CURRENCY, MONDAY, SITES, event, later, ndjson, outside, policy, read
from tests.trials.specs import cases


@pytest.mark.parametrize("case", cases("telemetry"))
def test_lines(case):
    line = case.get("raw")
    if line is None:
        said = {**event(1), **case["when"]}
        line = json.dumps({key: value for key, value in said.items() if value is not None})
    body = b"\n" + ndjson(event(7)) + line.encode() + b"\n\n"
    if case["expect"] == "ok":
        assert len(parse(body, currency=CURRENCY)) == 2
        return
    with pytest.raises(BadLines) as bad:
        parse(body, currency=CURRENCY)
    assert [fault.where for fault in bad.value.faults] == ["line 3"]
    said_of = f"“{case['expect']}”" if case["expect"] in (*COLUMNS, "measures") else case["expect"]
    assert said_of in bad.value.faults[0].what["en"]


def test_columns_hold_what_lines_say():
    found = read(
        event(3, participants=2, value={"minor": "12", "currency": CURRENCY}, measures={"near_miss": 1}, b=1, a=2)
    )
    assert (found.ids, found.devices, found.lines) == (("e3",), ("r1",), (1,))
    assert from_us(int(found.at_us[0])) == MONDAY
    assert (found.participants[0], found.value[0], found.measures[0]) == (2, 12, {"near_miss": 1})
    assert found.rest == ('{"a":2,"b":1,"measures":{"near_miss":1}}',)
    assert found.pick(np.array([0])).ids == found.ids


def test_bytes_that_are_no_text_are_named_by_their_line():
    with pytest.raises(BadLines) as bad:
        parse(b'{"id": "\xff"}\n' + b"[" * 3000 + b"\n" + b'"' + b"x" * 5000 + b'"', currency=CURRENCY)
    assert [fault.where for fault in bad.value.faults] == ["line 1", "line 2", "line 3"]
    assert "longer" in bad.value.faults[2].what["en"]


def test_of_many_bad_lines_a_hundred_are_named_and_all_are_counted():
    with pytest.raises(BadLines) as bad:
        parse(b"x\n" * 250, currency=CURRENCY)
    assert (len(bad.value.faults), bad.value.count) == (100, 250)


def test_a_batch_has_a_largest_number_of_lines(monkeypatch):
    monkeypatch.setattr("longbien.trials.rules.telemetry.MAX_LINES", 2)
    with pytest.raises(BadLines) as bad:
        read(event(1), event(2), event(3))
    assert bad.value.faults[0].where == "line 3"
    assert MAX_LINES == 50_000


@pytest.mark.parametrize("case", cases("judge"))
def test_judge(case):
    said = {key: value for key, value in {**event(1), **case["when"]}.items() if value is not None}
    verdicts = judge(read(said), policy())
    assert [rule for rule in RULES if rule in verdicts.broke and verdicts.broke[rule][0]] == case["expect"]


def test_an_event_belongs_to_the_first_area_that_holds_it():
    licensed = policy(areas=["south", "north"])
    verdicts = judge(read(event(1), outside(2), event(3, lat=20.955)), licensed)
    assert verdicts.site.tolist() == [1, -1, 0]


def test_no_events_no_verdicts():
    verdicts = judge(read(), policy())
    assert all(len(flags) == 0 for flags in verdicts.broke.values())
    assert value_crossing(np.array([], dtype=np.int64), np.array([], dtype=np.int64), 5) is None
    assert device_crossings(np.array([], dtype=np.int64), np.array([], dtype=np.int64), 0) == {}


def test_local_time_follows_the_zone_through_its_changes():
    spring = np.array([instant_us(datetime(2026, 3, 29, hour, 59, 59, tzinfo=UTC)) for hour in (0, 1)])
    clock = local_us(spring, "Europe/Berlin")
    assert [from_us(int(at)).hour for at in clock] == [1, 3]
    assert local_days(np.array([instant_us(datetime(2026, 11, 9, 17, 0, tzinfo=UTC))]), "Asia/Ho_Chi_Minh")[0].day == 10


def test_devices_are_counted_within_a_minute_of_the_clock():
    at = np.array([0, 10, 20, 30, 59, 60, 70]) * 1_000_000
    devices = np.array([0, 1, 0, 2, 1, 2, 0])
    crossings = device_crossings(at, devices, 2)
    assert crossings == {0: 30_000_000}
    assert over_devices(at, crossings).tolist() == [False, False, False, True, True, False, False]
    assert device_crossings(at, devices, 3) == {}


def test_the_running_total_counts_up_to_the_instant():
    at, value = np.array([30, 10, 20, 20]), np.array([5, 5, 3, 3])
    assert value_crossing(at, value, 10) == 20
    assert value_crossing(at, value, 11) == 30
    assert value_crossing(at, value, 16) is None


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 3)), max_size=40), st.integers(0, 3), st.randoms())
def test_device_crossings_do_not_depend_on_order_and_only_grow(events, cap, dice):
    def crossings(some):
        at = np.array([second * 1_000_000 for second, _ in some], dtype=np.int64)
        return device_crossings(at, np.array([device for _, device in some], dtype=np.int64), cap)

    whole = crossings(events)
    shuffled = list(events)
    dice.shuffle(shuffled)
    assert crossings(shuffled) == whole
    part = crossings(events[: len(events) // 2])
    assert all(whole[minute] <= at for minute, at in part.items())


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(105.835, 105.855), st.floats(20.995, 21.015)), min_size=1, max_size=50))
def test_areas_agree_with_one_point_after_another(places):
    found = judge(read(*(event(n, lon=lon, lat=lat) for n, (lon, lat) in enumerate(places))), policy())
    square = shape(dict(SITES["north"].geometry))
    assert found.broke["area"].tolist() == [not square.covers(Point(place)) for place in places]


def test_duplicates_and_conflicts_are_told_apart():
    events = read(event(1), event(2), event(1), event(2, lon=105.8), event(3, device="r9"), event(4))
    known = {"e3": contents(read(event(3)))[0], "e4": contents(read(event(4)))[0]}
    found = sort_out(events, known)
    assert (found.new.tolist(), found.duplicates, found.conflicts) == ([0, 1], 2, (3, 4))


def test_an_event_without_speed_is_the_same_event_again():
    silent = event(1)
    del silent["speed_kmh"]
    assert sort_out(read(silent, silent), {}).duplicates == 1


def test_digests_do_not_depend_on_order():
    assert digest(["b x", "a y"]) == digest(["a y", "b x"]) != digest(["a y"])


def flags(*values: bool) -> np.ndarray:
    return np.array(values, dtype=np.bool_)


def test_what_comes_after_a_stop_is_a_violation_and_after_the_end_too():
    at = np.array([10, 20, 30], dtype=np.int64)
    broke = {"area": flags(False, True, False), "speed": flags(True, False, False)}
    fate = settle(at, broke, stops_us=[20], intervals=())
    assert fate.broke["suspended"].tolist() == [False, False, True]
    assert fate.intervals == (Interval(20),)
    ended = settle(at, broke, stops_us=[20], intervals=(), closed_us=25)
    assert (ended.intervals, ended.broke["ended"].tolist()) == ((), [False, False, True])
    alarmed = settle(at, broke, stops_us=[5], intervals=())
    assert alarmed.broke["suspended"].all()


def test_counts_name_the_status():
    events = read(event(1), event(2), event(2))
    lines = sort_out(events, {})
    new = events.pick(lines.new)
    broke = {"area": flags(True, False), "suspended": flags(False, False), "ended": flags(False, False)}
    found = count(lines, new, broke, {"devices": 2}, received=later(-600), disordered=0)
    assert (found.received, found.stored, found.duplicates, found.skewed) == (3, 2, 1, 2)
    assert (found.breaches, found.later, found.status) == ({"area": 1}, {"devices": 2}, 200)
    stopped = count(lines, new, {**broke, "ended": flags(False, True)}, {}, received=MONDAY, disordered=0)
    assert (stopped.violations, stopped.status, stopped.skewed) == (1, 409, 0)


def test_what_came_late_or_out_of_order_is_counted():
    events = read(event(1, at=later(50)), event(2, at=later(40)), event(3, at=later(60)), event(4, device="r2"))
    found = count(
        sort_out(events, {}), events, {"suspended": flags(*[False] * 4), "ended": flags(*[False] * 4)}, {},
        received=later(345), disordered=out_of_order(events, {"r2": instant_us(later(1))}),
    )  # fmt: skip
    assert (found.disordered, found.late, found.skewed) == (2, 2, 0)


@pytest.mark.parametrize(
    ("violations", "suspended", "ended", "words"),
    [
        (0, False, False, None),
        (0, True, False, STOP),
        (3, True, False, STOP),
        (3, False, True, STOP),
        (0, False, True, None),
        (3, False, False, LIFTED),
    ],
)
def test_a_sender_is_told_to_stop_what_may_not_operate_by_now(violations, suspended, ended, words):
    assert spoken(violations=violations, suspended=suspended, ended=ended) == words


def test_only_some_of_the_events_or_all_without_a_copy():
    events = read(event(1), event(2))
    assert events.only(flags(False, True)).ids == ("e2",)
    assert events.only(flags(True, True)) is events


def test_a_minute_is_a_minute():
    assert MINUTE_US == 60_000_000
