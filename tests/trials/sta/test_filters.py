"""$filter: how it is read, what fits it, and what of it the database answers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.sta.bounds import EVER, Bounds, bounds
from longbien.trials.rules.sta.entities import (
    DATASTREAM,
    LOCATION,
    OBSERVATION,
    OBSERVED_PROPERTY,
    SENSOR,
    THING,
    Entity,
)
from longbien.trials.rules.sta.filters import Call, Literal, Moment, Path, read_filter
from longbien.trials.rules.sta.matching import Matcher
from longbien.trials.rules.telemetry import instant_us as us_of
from tests.trials.make import MONDAY

NINE = "2026-11-09T02:00:00Z"
AT = us_of(MONDAY)


class World:
    """Two Things; the first has two Datastreams and a Location."""

    def __init__(self) -> None:
        self.camera = Entity(THING, 1, {"name": "cam-1", "properties": {"mast": 4, "tags": {"ward": "Phú Thượng"}}})
        self.bare = Entity(THING, 2, {"name": "O'Brien", "properties": None})
        self.place = Entity(LOCATION, 7, {"name": "Ngã tư"})
        streams = {"near_miss": 1, "speed_kmh": 2}
        self.streams = [Entity(DATASTREAM, number, {"name": name}) for name, number in streams.items()]
        self.sensor = Entity(SENSOR, 3, {"name": "Camera"})
        self.observed = Entity(OBSERVED_PROPERTY, 4, {"name": "Suýt va chạm"})
        self.ways = {
            ("Thing", 1, "Datastreams"): self.streams,
            ("Thing", 1, "Locations"): [self.place],
            ("Datastream", 1, "Sensor"): [self.sensor],
            ("Datastream", 2, "Sensor"): [self.sensor],
            ("Datastream", 1, "Thing"): [self.camera],
            ("Datastream", 1, "ObservedProperty"): [self.observed],
            ("Observation", "sta:1:5", "Datastream"): [self.streams[0]],
        }

    def beside(self, entity: Entity, way: str) -> list[Entity]:
        return self.ways.get((entity.kind.name, entity.id, way), [])


def seen(result: Any = 5, at: Any = NINE, **more: Any) -> Entity:
    return Entity(OBSERVATION, "sta:1:5", {"phenomenonTime": at, "result": result, **more})


def fits(text: str, entity: Entity) -> bool:
    return Matcher(read_filter(text), entity.kind, World(), AT).fits(entity)


def refused(text: str, kind=THING) -> str:
    with pytest.raises(Refusal) as refusal:
        Matcher(read_filter(text), kind, World(), AT)
    assert refusal.value.status == 400
    return refusal.value.what["en"]


def test_operators_bind_as_the_standard_says():
    assert read_filter("a eq 1 or b eq 2 and c eq 3") == read_filter("(a eq 1) or ((b eq 2) and (c eq 3))")
    assert read_filter("a add 1 mul 2 gt 3") == read_filter("(a add (1 mul 2)) gt 3")
    assert read_filter("not a eq 1 and b eq 2") == read_filter("(not (a eq 1)) and (b eq 2)")
    assert read_filter("a sub 1 sub 2") == Call("sub", (Call("sub", (Path(("a",)), Literal(1))), Literal(2)))
    assert read_filter("-a mul 2 eq 1") == read_filter("((-a) mul 2) eq 1")


def test_values_are_read_as_they_are_written():
    written = {"1": 1, "1.5": 1.5, "2e3": 2000.0, "'it''s'": "it's", "true": True, "false": False, "null": None}
    assert {text: read_filter(text) for text in written} == {text: Literal(value) for text, value in written.items()}
    assert read_filter("9" * 31) == Literal(1e31)
    assert read_filter(NINE) == Moment(AT)
    assert read_filter("2026-11-09T09:00:00+07:00") == Moment(AT)
    assert read_filter(f"2026-11-09T01:45:00Z/{NINE}") == Moment(AT - 1)
    assert read_filter("Datastream/Thing/@iot.id") == Path(("Datastream", "Thing", "@iot.id"))
    assert read_filter("now()") == Call("now", ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "…"),
        ("name eq", "…"),
        ("(name eq 'a'", "…"),
        ("name eq 'a')", "“)”"),
        ("name 'a'", "“'a'”"),
        ("eq 1", "“eq”"),
        ("name eq #1", "“#1”"),
        ("name eq 'a", "“'a”"),
        (",", "“,”"),
        ("contains(name 'a')", "“'a'”"),
        ("nearly(name,'a')", "no function “nearly”"),
        ("contains(name)", "of 1 arguments"),
        ("2026-13-09T02:00:00Z lt now()", "is no time"),
        ("1999-11-09T02:00:00Z lt now()", "is no time"),
        ("x" * 4001, "too long"),
        ("(" * 40 + "1" + ")" * 40, "too deeply"),
        ("not " * 40 + "true", "too deeply"),
        ("-" * 40 + "1", "too deeply"),
    ],
)
def test_what_cannot_be_read_is_named(text, said):
    assert said in refused(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nmae eq 'a'", "Thing has no “nmae”"),
        ("name/x eq 'a'", "has no “name”"),
        ("Datastreams eq 1", "end at a property"),
        ("Datastreams/nothing eq 1", "Datastream has no “nothing”"),
        ("Datastreams/Observations/result gt 1", "can't be asked"),
        ("Datastreams/name eq Locations/name", "Two lists"),
        ("/".join(["Datastreams/Thing"] * 5) + "/name eq 'a'", "can't be asked"),
    ],
)
def test_a_path_that_leads_nowhere_is_named(text, said):
    assert said in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "name eq 'cam-1'",
        "id eq 1",
        "@iot.id lt 2",
        "name ne 'cam-2'",
        "not name eq 'cam-2'",
        "properties/mast ge 4",
        "properties/tags/ward eq 'Phú Thượng'",
        "properties/nothing eq null",
        "properties/mast/deep eq null",
        "Datastreams/name eq 'speed_kmh'",
        "Datastreams/Sensor/name eq 'Camera'",
        "Locations/id eq 7",
        "startswith(name,'cam') and endswith(name,'1')",
        "substringof('am', name)",
        "contains(name, '-')",
        "length(name) eq 5",
        "toupper(name) eq 'CAM-1'",
        "tolower('X') eq 'x'",
        "trim(' a ') eq 'a'",
        "properties/mast add 1 eq 5",
        "properties/mast sub 1 eq 3",
        "properties/mast mul 2 eq 8",
        "properties/mast div 8 eq 0.5",
        "properties/mast mod 3 eq 1",
        "-properties/mast eq -4",
        "round(4.4) eq 4 and floor(4.9) eq 4 and ceiling(4.1) eq 5",
        "true or false",
        "now() ge 2026-11-09T02:00:00Z",
        "now() eq '2026-11-09T02:00:00Z'",
        "'2026-11-09T02:00:00Z' eq now()",
        "year(now()) eq 2026 and month(now()) eq 11 and day(now()) eq 9",
        "hour(now()) eq 2 and minute(now()) eq 0",
        "second('2026-11-09T02:00:07Z') eq 7",
        "null eq null",
        "name gt 'b' or name lt 'd'",
        "1 le 1.0",
    ],
)
def test_what_fits(text):
    assert fits(text, World().camera)


@pytest.mark.parametrize(
    "text",
    [
        "name eq 1",
        "id eq '1'",
        "name lt 5",
        "properties/mast eq true",
        "name eq null",
        "null gt 1",
        "properties gt properties",
        "properties/mast",
        "length(5) eq 5",
        "round('x') eq 1",
        "properties/mast div 0 eq 1",
        "1e308 mul 10 gt 1",
        "name add 1 eq 1",
        "year(name) eq 2026",
        "hour(5) eq 5",
        "contains(properties/mast,'4')",
        "name gt now()",
        "Datastreams/name eq 'x'",
        "true and false",
        "true eq 1",
        "floor(1) eq 2",
        "not true",
    ],
)
def test_what_does_not_fit(text):
    assert not fits(text, World().camera)


def test_a_thing_without_what_is_asked_for_fits_nothing_but_null():
    bare = World().bare
    assert fits("name eq 'O''Brien' and properties/mast eq null", bare)
    assert not fits("Datastreams/name ne 'x'", bare)
    assert not fits("properties/mast gt 0", bare)


def test_times_of_observations_compare_as_times_and_intervals_by_their_last_moment():
    quarter = seen(at=f"2026-11-09T01:45:00Z/{NINE}", resultTime="2026-11-09T09:00:05+07:00")
    assert fits(f"phenomenonTime lt {NINE} and phenomenonTime gt 2026-11-09T01:59:59Z", quarter)
    assert fits("resultTime eq 2026-11-09T02:00:05Z", quarter)
    assert not fits("resultTime eq 2026-11-09T02:00:05Z", seen(resultTime=None))
    assert not fits("validTime gt 2026-11-09T02:00:05Z", seen(validTime="soon"))
    assert fits("Datastream/Thing/name eq 'cam-1' and result gt 4", seen())


def test_a_value_to_sort_by_is_the_first_one():
    world = World()
    assert Matcher(Path(("name",)), THING, world, AT).value(world.camera) == "cam-1"
    assert Matcher(Path(("Locations", "name")), THING, world, AT).value(world.bare) is None


def bound(text: str) -> Bounds:
    return bounds(read_filter(text))


def test_times_and_the_datastream_are_answered_by_the_database():
    assert bounds(None) == Bounds()
    assert bound(f"phenomenonTime ge {NINE}") == Bounds(AT, EVER[1])
    assert bound(f"phenomenonTime gt {NINE}") == Bounds(AT + 1, EVER[1])
    assert bound(f"phenomenonTime le {NINE} and phenomenonTime lt {NINE}") == Bounds(EVER[0], AT - 1)
    assert bound(f"{NINE} lt phenomenonTime and phenomenonTime eq {NINE}") == Bounds(AT + 1, AT)
    assert bound("Datastream/id eq 3 and 3 eq Datastream/@iot.id") == Bounds(stream=3)


@pytest.mark.parametrize(
    "text",
    [
        "result gt 5",
        f"phenomenonTime ne {NINE}",
        f"not phenomenonTime gt {NINE}",
        "phenomenonTime eq null",
        "Datastream/id gt 3",
        "Datastream/id eq 'x'",
        "Datastream/id eq true",
        "Datastream/Thing/id eq 3",
        "true",
        f"phenomenonTime gt {NINE} or result eq 1",
        "resultTime eq phenomenonTime",
        "Datastream/id eq Datastream/id",
    ],
)
def test_everything_else_is_tried_on_each(text):
    assert bound(text) == Bounds(rest=read_filter(text))


def test_what_is_left_over_is_joined_again():
    both = bound(
        f"result gt 5 and phenomenonTime ge {NINE} and Datastream/id eq 1 and Datastream/id eq 2 and result lt 9"
    )
    assert (both.first, both.stream) == (AT, 1)
    assert both.rest == read_filter("(result gt 5 and Datastream/id eq 2) and result lt 9")


def outcome(text: str, entity: Entity | None = None) -> int:
    """200 for a filter that can be read, and tried."""
    try:
        matcher = Matcher(read_filter(text), THING, World(), AT)
    except Refusal as refusal:
        return refusal.status
    matcher.fits(entity or World().camera)
    return 200


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_or_refused(text):
    assert outcome(text) in (200, 400)


PARTS = st.recursive(
    st.sampled_from(["name", "id", "properties/mast", "5", "'a'", NINE, "null", "true", "Datastreams/name", "now()"]),
    lambda inner: st.builds(
        lambda left, word, right: f"({left} {word} {right})",
        inner,
        st.sampled_from(["eq", "lt", "and", "or", "add", "div", "mod"]),
        inner,
    ),
    max_leaves=8,
)


@given(PARTS)
def test_every_filter_that_is_read_can_be_tried(text):
    many = text.count("Datastreams") > 1
    assert outcome(text) == 200 or many
