"""What a request declares, and what a change makes of it: without a database."""

from collections.abc import Callable
from typing import Any

import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.sta.drafts import Drafts, device_of, next_version
from longbien.trials.rules.sta.entities import (
    DATASTREAM,
    FEATURE,
    LOCATION,
    SENSOR,
    THING,
    Entity,
    Kind,
    is_anything,
)
from longbien.trials.rules.sta.patches import patched
from tests.trials.sta.make import location, observed, sensor, stream, thing


class Known:
    """A hub that has three of every kind."""

    def next_number(self, kind: Kind) -> int:
        return 4

    def has(self, kind: Kind, number: int) -> bool:
        return 1 <= number <= 3


def drafted(kind: Kind, body: Any, given: dict[str, Any] | None = None) -> Drafts:
    drafts = Drafts(Known())
    assert drafts.add(kind, body, given or {}) == 4
    return drafts


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    assert refusal.value.status == 400
    return refusal.value.what["en"]


def test_a_thing_brings_along_what_hangs_on_it():
    made = drafted(THING, thing(Datastreams=[stream(), stream("speed_kmh")])).made
    assert {name: said.get("name") for name, said in made.items()} == {
        ("thing", 4): "cam-1",
        ("location", 4): "Ngã tư",
        ("stream", 4): "Dòng near_miss",
        ("sensor", 4): "Camera",
        ("property", 4): "near_miss",
        ("stream", 5): "Dòng speed_kmh",
        ("sensor", 5): "Camera",
        ("property", 5): "speed_kmh",
    }
    assert (made["thing", 4]["Locations"], made["thing", 4]["device"]) == ([4], "cam-1")
    assert [made["stream", 5][way] for way in ("Thing", "Sensor", "ObservedProperty")] == [4, 5, 5]


def test_what_has_an_id_is_known_already():
    known = stream(Thing={"@iot.id": 1}, Sensor={"@iot.id": "2", "name": "told again"}, ObservedProperty={"@iot.id": 3})
    made = drafted(DATASTREAM, known).made
    assert [made["stream", 4][way] for way in ("Thing", "Sensor", "ObservedProperty")] == [1, 2, 3]
    assert drafted(DATASTREAM, stream(), {"Thing": {"@iot.id": 2}}).made["stream", 4]["Thing"] == 2


def test_a_location_moves_the_things_that_it_names_and_brings_new_ones():
    drafts = drafted(LOCATION, location(Things=[{"@iot.id": 2}, {"name": "cam 9", "description": "mới"}]))
    assert drafts.moved == {2: [4]}
    assert drafts.made["thing", 4] == {"name": "cam 9", "description": "mới", "Locations": [4], "device": "thing-4"}


def test_a_sensor_brings_datastreams():
    del (whole := stream(Thing={"@iot.id": 1}))["Sensor"]
    assert drafted(SENSOR, sensor(Datastreams=[whole])).made["stream", 4]["Sensor"] == 4


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (THING, [], "a JSON object without @iot.id"),
        (THING, {"@iot.id": 1, "name": "x", "description": ""}, "a JSON object without @iot.id"),
        (THING, {"name": 5, "nmae": "x"}, "Thing: missing description; not valid name, nmae"),
        (THING, thing(HistoricalLocations=[{}]), "HistoricalLocations can't be sent here"),
        (THING, thing(Locations={"@iot.id": 1}), "Locations needs a list"),
        (THING, thing(Locations=[{"@iot.id": 9}]), "There is no Location “9”"),
        (THING, thing(Locations=[{"@iot.id": None}]), "There is no Location “None”"),
        (THING, thing(Locations=[{"@iot.id": "9" * 5000}]), "There is no Location “99999"),
        (THING, thing(Locations=["x"]), "Location: a JSON object"),
        (THING, thing(properties={"device": "a b"}), "properties.device needs"),
        (THING, thing(Datastreams=[stream(Observations=[])]), "Observations can't be sent here"),
        (DATASTREAM, stream(), "Datastream needs Thing."),
        (DATASTREAM, stream(Thing=[{"@iot.id": 1}]), "Thing needs an object"),
        (
            FEATURE,
            {"name": "x", "description": "", "encodingType": "x", "feature": {}, "Observations": []},
            "can't be sent",
        ),
        (THING, thing(Datastreams=[stream()] * 300), "At most 500 entities"),
    ],
)
def test_what_cannot_be_declared_is_named(kind, body, said):
    assert said in refused(lambda: drafted(kind, body))


def test_what_is_nested_too_deeply_is_refused():
    assert len(drafted(THING, thing(Datastreams=[_chain(1)])).made) == 7
    assert "At most 500 entities" in refused(lambda: drafted(THING, thing(Datastreams=[_chain(3)])))


def _chain(depth: int) -> Any:
    """A Datastream whose Sensor brings a Datastream whose ObservedProperty brings a Datastream whose Sensor brings …"""
    more = [{**_chain(depth - 1), "Thing": {"@iot.id": 1}}] if depth else []
    if depth % 2:
        return stream(Sensor=sensor(Datastreams=more))
    return stream(ObservedProperty=observed(Datastreams=more))


def test_the_device_is_what_the_properties_say_or_a_plain_name():
    assert device_of({"name": "Đèn 1", "properties": {"device": "lamp-1"}}, 7) == "lamp-1"
    assert device_of({"name": "lamp.2", "properties": None}, 7) == "lamp.2"
    assert device_of({"name": "Đèn 1"}, 7) == "thing-7"


CAMERA = Entity(
    THING, 1, {"name": "cam-1", "description": "a", "properties": {"mast": 4}, "device": "cam-1"}, {"Locations": [1]}
)
STREAM = Entity(
    DATASTREAM,
    2,
    {"name": "x", "description": "", "unitOfMeasurement": {}, "observationType": "x"},
    {"Thing": 1, "Sensor": 1, "ObservedProperty": 1},
)


def changed(entity: Entity, body: Any, how: Any = "merge") -> dict[str, Any]:
    return next_version(entity, body, how, Drafts(Known()))


def test_a_change_keeps_what_it_does_not_say():
    assert changed(CAMERA, {"description": "b"}) == {
        "name": "cam-1",
        "description": "b",
        "properties": {"mast": 4},
        "device": "cam-1",
        "Locations": [1],
    }
    assert changed(CAMERA, {"name": "Mới", "description": "b", "@iot.id": 1}, "replace") == {
        "name": "Mới",
        "description": "b",
        "device": "cam-1",
        "Locations": [1],
    }
    assert changed(CAMERA, [{"op": "replace", "path": "/properties/mast", "value": 5}], "patch")["properties"] == {
        "mast": 5
    }
    assert changed(CAMERA, {"Locations": [{"@iot.id": 2}, {"@iot.id": 3}]})["Locations"] == [2, 3]
    assert changed(STREAM, {"Sensor": {"@iot.id": 3}, "Thing": {"@iot.id": 1}})["Sensor"] == 3
    assert changed(CAMERA, {"properties": {"device": "cam-1"}})["properties"] == {"device": "cam-1"}


@pytest.mark.parametrize(
    ("entity", "body", "how", "said"),
    [
        (CAMERA, [], "merge", "A JSON object is needed"),
        (CAMERA, {"description": "b"}, "replace", "missing name"),
        (CAMERA, {"description": 5}, "merge", "not valid description"),
        (CAMERA, {"properties": {"device": "cam-2"}}, "merge", "can't be changed"),
        (CAMERA, {"Datastreams": []}, "merge", "Send Datastreams on their own"),
        (STREAM, {"Thing": {"@iot.id": 2}}, "merge", "The Thing of a Datastream can't be changed"),
        (CAMERA, [{"op": "remove", "path": "/name"}], "patch", "missing name"),
        (CAMERA, {"op": "remove", "path": "/name"}, "patch", "A list of 1 to 100"),
    ],
)
def test_changes_that_are_refused(entity, body, how, said):
    assert said in refused(lambda: changed(entity, body, how))


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ({"op": "add", "path": "/c", "value": 3}, {"a": [1, {"b/~": 2}], "c": 3}),
        ({"op": "add", "path": "/a/0", "value": 0}, {"a": [0, 1, {"b/~": 2}]}),
        ({"op": "add", "path": "/a/-", "value": 0}, {"a": [1, {"b/~": 2}, 0]}),
        ({"op": "remove", "path": "/a/0"}, {"a": [{"b/~": 2}]}),
        ({"op": "remove", "path": "/a/1/b~1~0"}, {"a": [1, {}]}),
        ({"op": "replace", "path": "/a/1/b~1~0", "value": 9}, {"a": [1, {"b/~": 9}]}),
        ({"op": "replace", "path": "/a/0", "value": 9}, {"a": [9, {"b/~": 2}]}),
        ({"op": "test", "path": "/a/0", "value": 1}, {"a": [1, {"b/~": 2}]}),
        ({"op": "test", "path": "/a/1", "value": {"b/~": 2}}, {"a": [1, {"b/~": 2}]}),
        ({"op": "test", "path": "/a", "value": [1, {"b/~": 2}]}, {"a": [1, {"b/~": 2}]}),
    ],
)
def test_json_patch(step, after):
    before = {"a": [1, {"b/~": 2}]}
    assert patched(before, [step]) == after
    assert before == {"a": [1, {"b/~": 2}]}


@pytest.mark.parametrize(
    "step",
    [
        {"op": "test", "path": "/a/0", "value": 2},
        {"op": "test", "path": "/a", "value": 2},
        {"op": "copy", "path": "/b", "from": "/a"},
        {"op": "copy", "path": "/a/0", "from": "/a"},
        {"op": "remove", "path": "/nothing"},
        {"op": "replace", "path": "/nothing", "value": 1},
        {"op": "remove", "path": "/a/7"},
        {"op": "add", "path": "/a/-5", "value": 1},
        {"op": "add", "path": "/a/x", "value": 1},
        {"op": "add", "path": "/a/0/x", "value": 1},
        {"op": "add", "path": "", "value": 1},
        {"op": "add", "path": "a", "value": 1},
        {"op": "add", "path": "/b"},
        {"path": "/a"},
        "x",
    ],
)
def test_a_patch_that_does_not_fit_changes_nothing(step):
    assert "can't be applied" in refused(lambda: patched({"a": [1]}, [step]))


def test_anything_may_be_a_result():
    assert is_anything(None)
    assert observed()["name"] == "near_miss"
