"""What a fleet sends over MDS as lines of telemetry, and the smallest checks of its fields."""

import json

import pytest

from longbien.trials.rules.mds.agency import batch, is_operation, line_of_event, line_of_telemetry, line_of_trip
from longbien.trials.rules.mds.fields import is_flag, is_number, is_percent, is_whole

PLACE = {"lng": 105.845, "lat": 21.005, "speed": 1.5}
ITEM = {"device_id": "d1", "telemetry_id": "t1", "event_id": "e1", "timestamp": 1_794_276_000_123, "location": PLACE}
TRIP = {
    "device_id": "d1", "trip_id": "p1", "end_time": 1_794_276_000_000, "end_location": {"lng": 105.8, "lat": 21.0},
    "distance": 120,
}  # fmt: skip


def test_telemetry_is_a_line_under_its_own_id():
    line = line_of_telemetry({**ITEM, "x_longbien": {"participants": 2, "secret": 1}})
    assert (line["id"], line["device"], line["speed_kmh"], line["participants"]) == ("t1", "d1", 5.4, 2)
    assert line["at"] == "2026-11-10T02:00:00.123000Z"
    assert "secret" not in line
    assert "device_id" not in line["mds"]


def test_an_event_and_a_trip_bear_their_kind_in_their_id():
    assert line_of_event(ITEM)["id"] == "event:e1"
    assert [line_of_trip({**TRIP, **told}, "VND").get("value") for told in (
        {}, {"actual_cost": 900, "currency": "USD"}, {"actual_cost": 900.0, "currency": "VND"},
    )] == [None, None, {"minor": "900", "currency": "VND"}]  # fmt: skip
    trip = line_of_trip(TRIP, "VND")
    assert (trip["id"], trip["distance_m"], "speed_kmh" in trip) == ("trip:p1", 120, False)


def test_only_what_was_taken_off_the_street_is_not_operation():
    assert [is_operation({"vehicle_state": state}) for state in ("on_trip", "removed")] == [True, False]


def test_the_same_lines_are_the_same_bytes():
    lines = [line_of_telemetry(ITEM), line_of_event(ITEM)]
    assert batch(lines) == batch([dict(reversed(line.items())) for line in lines])
    assert [json.loads(line)["id"] for line in batch(lines).splitlines()] == ["t1", "event:e1"]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (is_flag, [True, False], [1, "x"]),
        (is_number, [1, 1.5], [True, "1"]),
        (is_whole, [0, 7.0], [-1, 1.5]),
        (is_percent, [0, 100], [101]),
    ],
)
def test_the_smallest_checks(check, good, bad):
    assert [check(one) for one in good] == [True] * len(good)
    assert [check(one) for one in bad] == [False] * len(bad)
