"""Paths and query options, and how an entity is told."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.sta.entities import DATASTREAM, FEATURE, OBSERVATION, THING, Entity
from longbien.trials.rules.sta.filters import Path, read_filter
from longbien.trials.rules.sta.options import Options, Order, read_options
from longbien.trials.rules.sta.paths import Step, read_path
from longbien.trials.rules.sta.shown import address, as_array, shown
from longbien.trials.rules.sta.terms import CONFORMANCE, check_depth, unfit
from longbien.trials.rules.sta.times import check_time, instant_us, spoken

BASE = "https://hub.example/sta"


def refused(act: Callable[[], Any]) -> tuple[int, str]:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.status, refusal.value.what["en"]


def asked(kind=THING, **options: str) -> Options:
    return read_options({f"${name}": value for name, value in options.items()}, kind)


def test_a_path_leads_to_a_set_to_one_of_it_to_a_property():
    assert read_path("Things").is_set
    assert read_path("/Things/").steps == (Step("Things", THING, True),)
    deep = read_path("Things(1)/Datastreams(2)/Observations")
    assert [(one.way, one.many, one.id) for one in deep.steps] == [
        ("Things", True, 1),
        ("Datastreams", True, 2),
        ("Observations", True, None),
    ]
    assert (deep.kind, deep.is_set) == (OBSERVATION, True)
    single = read_path("Datastreams('2')/Thing")
    assert (single.steps[0].id, single.kind, single.is_set) == (2, THING, False)
    assert read_path("Observations('sta:2:5')").steps[0].id == "sta:2:5"
    name = read_path("Things(1)/name")
    assert (name.field, name.told, name.is_set) == ("name", "", False)
    assert read_path("Things(1)/name/$value").told == "value"
    assert read_path("Datastreams(1)/Observations/$ref").told == "ref"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "things",
        "Things(1)/nothing",
        "Things/name",
        "Things/Datastreams",
        "Things(1)/name/first",
        "Things(1)/name(2)",
        "Things(x)",
        "Things('a b')",
        "Datastreams(1)/Thing(1)",
        "name",
        "Things(1)/Datastreams(1)/" + "Thing/Datastreams(1)/" * 5,
    ],
)
def test_a_path_that_leads_nowhere_is_not_found(path):
    assert refused(lambda: read_path(path))[0] == 404


@pytest.mark.parametrize("path", ["Things(1)/$value", "Things(1)/name/$ref", "$ref"])
def test_what_is_told_in_no_such_way(path):
    assert refused(lambda: read_path(path))[0] == 400


def test_options_are_read_and_bounded():
    assert asked() == Options()
    assert asked(top="5000", skip="7", count="true").top == 1000
    assert asked(top="5", skip="7", count="TRUE") == Options(top=5, skip=7, count=True)
    assert asked(orderby="name desc,properties/mast, id asc").order == (
        Order(Path(("name",)), True),
        Order(Path(("properties", "mast")), False),
        Order(Path(("id",)), False),
    )
    assert asked(select="id, name,Datastreams").select == ("@iot.id", "name", "Datastreams")
    assert asked(filter="name eq 'a'").filter == read_filter("name eq 'a'")
    assert asked(OBSERVATION, resultFormat="dataArray").is_array
    assert read_options({"plain": "ignored"}, THING) == Options()


def test_ways_are_expanded_with_options_of_their_own():
    newest = "Datastreams($expand=Observations($top=1;$orderby=phenomenonTime desc);$filter=name eq 'x;,(y'),Locations"
    told = asked(expand=newest).expand
    assert list(told) == ["Datastreams", "Locations"]
    assert told["Datastreams"].filter == read_filter("name eq 'x;,(y'")
    inner = told["Datastreams"].expand["Observations"]
    assert (inner.top, inner.order) == (1, (Order(Path(("phenomenonTime",)), True),))
    slashed = asked(expand="Datastreams/Sensor,Datastreams/Observations($top=2),Datastreams($top=3)").expand
    assert (list(slashed["Datastreams"].expand), slashed["Datastreams"].top) == (["Sensor", "Observations"], 3)
    assert slashed["Datastreams"].expand["Observations"].top == 2
    twice = asked(expand="Datastreams($top=3),Datastreams/Sensor/Datastreams,Datastreams/Sensor($select=name)").expand
    assert (twice["Datastreams"].top, twice["Datastreams"].expand["Sensor"].select) == (3, ("name",))
    assert list(twice["Datastreams"].expand["Sensor"].expand) == ["Datastreams"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"apply": "x"}, "not offered"),
        ({"top": "-1"}, "$top needs"),
        ({"top": "1e3"}, "$top needs"),
        ({"skip": "9" * 10}, "$skip needs"),
        ({"count": "yes"}, "$count needs"),
        ({"orderby": "desc"}, "can't be read"),
        ({"orderby": "name up"}, "nothing to sort by"),
        ({"orderby": "name desc now"}, "can't be read"),
        ({"orderby": "Datastreams/name"}, "nothing to sort by"),
        ({"orderby": "nothing"}, "has no “nothing”"),
        ({"select": "nothing"}, "has no “nothing”"),
        ({"expand": "Nothing"}, "no “Nothing” to expand"),
        ({"expand": "Datastreams(top=1)"}, "don't match"),
        ({"expand": "Datastreams($top=1"}, "don't match"),
        ({"expand": "Datastreams($top=1)x"}, "don't match"),
        ({"expand": "Datastreams)"}, "don't match"),
        ({"expand": "Datastreams($filter=name eq 'a)"}, "don't match"),
        ({"expand": "/".join(["Datastreams/Thing"] * 4)}, "nested too deeply"),
        ({"resultFormat": "dataArray"}, "of Observations"),
        ({"resultFormat": "csv"}, "of Observations"),
    ],
)
def test_options_that_are_not_understood_are_named(options, said):
    status, words = refused(lambda: asked(**options))
    assert (status, said in words) == (400, True)


def test_a_request_follows_only_so_many_ways():
    wide = "Thing/Datastreams/Thing/Locations,Thing/HistoricalLocations/Locations/Things"
    wide += ",Thing/Locations/Things/Datastreams"
    more = ",Sensor/Datastreams/Sensor,ObservedProperty/Datastreams/Sensor"
    assert "at most 12 ways" in refused(lambda: asked(DATASTREAM, expand=wide + more))[1]
    assert refused(lambda: asked(expand="Datastreams($expand=Observations($resultFormat=dataArray))"))[0] == 400


@given(st.text(alphabet="Datstremsn/$(),;= 'x1", max_size=40))
def test_whatever_is_asked_is_read_or_refused(text):
    for option in ("$expand", "$orderby", "$select"):
        assert outcome({option: text}) in (200, 400)


def outcome(options: dict[str, str]) -> int:
    """200 for options that can be read."""
    try:
        read_options(options, THING)
    except Refusal as refusal:
        return refusal.status
    return 200


def test_an_entity_is_told_with_its_addresses():
    camera = Entity(THING, 1, {"name": "cam-1", "description": "", "device": "cam-1"})
    told = shown(camera, BASE, Options(expand={"Locations": Options()}), {"device": "cam-1"})
    assert told == {
        "@iot.id": 1,
        "@iot.selfLink": f"{BASE}/Things(1)",
        "name": "cam-1",
        "description": "",
        "HistoricalLocations@iot.navigationLink": f"{BASE}/Things(1)/HistoricalLocations",
        "Datastreams@iot.navigationLink": f"{BASE}/Things(1)/Datastreams",
        "x_longbien": {"device": "cam-1"},
    }
    some = shown(camera, BASE, Options(select=("@iot.id", "Datastreams")), {"device": "cam-1"})
    assert some == {"@iot.id": 1, "Datastreams@iot.navigationLink": f"{BASE}/Things(1)/Datastreams"}
    assert address(BASE, "Observations", "sta:1:5") == f"{BASE}/Observations('sta:1:5')"
    assert "x_longbien" not in shown(Entity(FEATURE, 1, {}), BASE, Options(), {})


def test_observations_are_told_as_arrays_by_their_datastream():
    rows = [("sta:1:5", 1, 0), ("sta:2:5", 2, 7), ("sta:1:6", 1, 3)]
    seen = [
        Entity(OBSERVATION, name, {"phenomenonTime": "x", "result": result}, {"Datastream": stream})
        for name, stream, result in rows
    ]
    first, second = as_array(seen, BASE, Options(select=("@iot.id", "result")))
    assert first == {
        "Datastream@iot.navigationLink": f"{BASE}/Datastreams(1)",
        "components": ["id", "result"],
        "dataArray@iot.count": 2,
        "dataArray": [["sta:1:5", 0], ["sta:1:6", 3]],
    }
    assert as_array(seen[:1], BASE, Options())[0]["dataArray"] == [["sta:1:5", "x", 0, None]]
    assert second["dataArray@iot.count"] == 1


def test_times_are_read_with_their_zone_and_told_short():
    nine = instant_us("2026-11-09T02:00:00Z")
    assert instant_us("2026-11-09T09:00+07:00") == nine
    assert instant_us("2026-11-09T02:00:00Z/2026-11-09T02:00:00Z") == nine
    assert instant_us("2026-11-09T01:00:00Z/2026-11-09T02:00:00Z") == nine - 1
    assert (spoken(nine), spoken(nine + 1)) == ("2026-11-09T02:00:00Z", "2026-11-09T02:00:00.000001Z")
    assert check_time("resultTime", "2026-11-09T02:00:00Z") == "2026-11-09T02:00:00Z"


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-09T02:00:00",
        "2026-11-09",
        "x",
        "",
        5,
        None,
        "2026-11-09T02:00:00Z/2026-11-09T01:00:00Z",
        "1999-12-31T23:59:59Z",
        "2026-11-09T02:00:00Z/x",
    ],
)
def test_what_is_no_time_is_refused(written):
    assert "resultTime needs an ISO 8601 time" in refused(lambda: check_time("resultTime", written))[1]


def test_a_body_is_only_so_deep():
    check_depth({"a": [{"b": [1, "x"]}]})
    deep: Any = []
    for _ in range(60):
        deep = [deep]
    assert refused(lambda: check_depth(deep)) == (400, "The body is nested too deeply.")
    assert refused(lambda: unfit("a", "b")) == (400, "b")
    assert len(set(CONFORMANCE)) == len(CONFORMANCE)
