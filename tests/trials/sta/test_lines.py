"""What is observed as lines of telemetry: without a database."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.kinds.kind import Amount, Measure, Terms
from longbien.trials.rules.sta.arrays import read_groups
from longbien.trials.rules.sta.lines import Stream, batch, line_of, meaning, point_of, stream_in
from longbien.trials.rules.telemetry import instant_us, parse
from longbien.trials.rules.translating import Reading
from tests.trials.make import CURRENCY, MONDAY, policy
from tests.trials.sta.make import HERE, array

AT = instant_us(MONDAY)
NINE = "2026-11-09T02:00:00Z"
COUNTED = Stream(2, "cam-1", "near_miss", "measure", (105.845, 21.005), 3)


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    assert refusal.value.status == 400
    return refusal.value.what["en"]


def line(stream: Stream = COUNTED, **said: Any) -> dict[str, Any]:
    return line_of(stream, {"phenomenonTime": NINE, "result": 1, **said}, AT)


def test_a_count_is_a_measure():
    assert line(result=2.0, resultTime="2026-11-09T02:00:05Z", parameters={"shift": 1}, resultQuality=None) == {
        "id": f"sta:2:{AT}",
        "device": "cam-1",
        "at": NINE,
        "lon": 105.845,
        "lat": 21.005,
        "measures": {"near_miss": 2},
        "sta": {"result": 2.0, "feature": 3, "resultTime": "2026-11-09T02:00:05Z", "parameters": {"shift": 1}},
    }
    assert line(result=True)["measures"] == {"near_miss": 1}


def test_a_speed_is_a_column_and_a_word_of_the_kind_its_key():
    assert line(replace(COUNTED, key="speed_kmh", means="column"), result=4.5)["speed_kmh"] == 4.5
    assert line(replace(COUNTED, key="vehicle_count", means="key"), result=7)["vehicle_count"] == 7
    kept = line(replace(COUNTED, key="temperature", means="", place=None, feature=None), result="warm")
    assert kept == {"id": f"sta:2:{AT}", "device": "cam-1", "at": NINE, "sta": {"result": "warm"}}


def test_a_participant_is_named_by_the_result_or_among_the_parameters():
    code = "7K2M-9QXF-T3HB"
    assert meaning("participant", policy()) == "column"
    assert line(replace(COUNTED, key="participant", means="column"), result=code)["participant"] == code
    assert line(parameters={"participant": code})["participant"] == code
    own = line(replace(COUNTED, key="participant", means="column"), result=code, parameters={"participant": "other"})
    assert own["participant"] == code
    assert "participant" not in line(parameters={"shift": 1})


def test_the_time_is_its_own_or_that_of_arrival_and_an_interval_is_judged_at_its_last_moment():
    quarter = f"2026-11-09T01:45:00Z/{NINE}"
    told = line(phenomenonTime=quarter)
    assert (told["id"], told["at"]) == (f"sta:2:{AT - 1}", "2026-11-09T01:59:59.999999Z")
    assert told["sta"]["phenomenonTime"] == quarter
    assert line(phenomenonTime=None)["at"] == "2026-11-09T02:00:00.000000Z"
    assert line(phenomenonTime="2026-11-09T09:00:00+07:00")["id"] == f"sta:2:{AT}"
    assert line(phenomenonTime="2026-11-09T09:00+07:00")["at"] == "2026-11-09T02:00:00.000000Z"


@pytest.mark.parametrize(
    "said", [{"phenomenonTime": "now"}, {"phenomenonTime": []}, {"resultTime": "x"}, {"validTime": 5}]
)
def test_what_is_no_time_is_named(said):
    assert f"{next(iter(said))} needs an ISO 8601 time" in refused(lambda: line(**said))


def test_lines_are_read_as_telemetry():
    body = batch([line(), line(phenomenonTime="2026-11-09T02:00:01Z")])
    assert parse(body, currency=CURRENCY).measures == ({"near_miss": 1}, {"near_miss": 1})
    assert json.loads(body.splitlines()[0])["sta"] == {"result": 1, "feature": 3}


def test_what_results_mean_to_a_trial():
    plain = policy()
    terms = Terms(
        "k",
        "assumed",
        (Amount("vehicles_counted", {"en": "x"}),),
        (Measure("long_wait", {"en": "x"}),),
        (Reading("vehicle_count", measure="vehicles_counted"), Reading("controller", column="device")),
    )
    of_kind = replace(plain, terms=terms)
    assert [meaning(key, plain) for key in ("speed_kmh", "near_miss", "vehicle_count")] == ["column", "measure", ""]
    keys = ("participants", "near_miss", "vehicle_count", "long_wait", "vehicles_counted", "controller", "x")
    told = ["column", "measure", "key", "measure", "measure", "", ""]
    assert [meaning(key, of_kind) for key in keys] == told


def test_a_point_places_what_is_observed():
    assert point_of(HERE) == (105.845, 21.005)
    assert point_of({"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2, 3]}}) == (1, 2)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Polygon", "coordinates": []},
        {"type": "Feature"},
        {"type": "Point"},
        {"type": "Point", "coordinates": [1]},
        {"type": "Point", "coordinates": ["1", 2]},
        {"type": "Point", "coordinates": [True, 2]},
        {"type": "Point", "coordinates": [181, 2]},
        {"type": "Point", "coordinates": [1, -91]},
    ],
)
def test_what_is_no_point_places_nothing(geometry):
    assert point_of(geometry) is None


def test_which_datastream_an_event_is_of():
    assert stream_in("sta:12:5") == 12
    assert [stream_in(name) for name in ("e1", "sta:12", "sta:x:5", "mds:1:5", "sta:٣:5")] == [None] * 5


def test_data_arrays_are_read_row_by_row():
    first, second = read_groups([array([NINE, 1], [NINE]), array([5], datastream=7, components=("result",))])
    assert list(first.said()) == [{"phenomenonTime": NINE, "result": 1}, None]
    assert (list(second.said()), second.datastream) == ([{"result": 5}], {"@iot.id": 7})


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "A list of dataArray groups"),
        ([], "A list of dataArray groups"),
        ([5], "Each group is a JSON object"),
        ([{**array(), "Datastream": 5}], "A group needs"),
        ([{**array(), "dataArray": 5}], "A group needs"),
        ([{**array(), "components": "result"}], "A group needs"),
        ([array(components=("phenomenonTime",))], "components needs result"),
        ([array(components=("result", "result"))], "components needs result"),
        ([{**array(), "components": ["result", ["x"]]}], "components needs result"),
        ([array(*[[NINE, 1]] * 10_001)], "At most 10000"),
    ],
)
def test_what_is_no_data_array_is_refused(body, said):
    assert said in refused(lambda: read_groups(body))
