"""Whatever is asked or sent, the answer is JSON with a status that means something; never an error of the server."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trials.make import later, running
from tests.trials.sta.make import Service, array, location, observation, observed, sensor, stream, thing

pytestmark = pytest.mark.django_db
OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SAYABLE = {200, 201, 400, 404, 405, 409, 413, 415}


@pytest.fixture
def service() -> Service:
    service = Service(running())
    service.post("Things", thing(properties={"mast": 4}, Datastreams=[stream(), stream("speed_kmh")]))
    service.post("CreateObservations", [array(*[[later(turn).isoformat(), turn % 3] for turn in range(9)])])
    return service


def mangled(text: str, dice: st.DataObject) -> str:
    """A text with a piece cut out, put in twice or replaced."""
    start = dice.draw(st.integers(0, len(text)))
    end = dice.draw(st.integers(start, min(len(text), start + 8)))
    more = dice.draw(
        st.sampled_from(["", text[start:end] * 2, "'", "(", ")", "$", "/", ";", ",", " and ", "\x00", "é", "9" * 40])
    )
    return text[:start] + more + text[end:]


PATHS = (
    "Things", "Things(1)", "Things(1)/Datastreams(2)/Observations", "Observations", "Datastreams(1)/Thing/Locations",
    "HistoricalLocations('1-1')", "FeaturesOfInterest(1)/Observations", "Things(1)/name/$value", "Datastreams/$ref",
)  # fmt: skip
OPTIONS = {
    "$expand": "Datastreams($expand=Observations($top=2;$orderby=result desc),Sensor;$filter=id gt 0),Locations",
    "$filter": "result add 1 gt 2 and (Datastream/Thing/properties/mast eq 4 or not contains(id,'sta'))",
    "$orderby": "properties/mast desc,name,result",
    "$select": "id,name,result,phenomenonTime,Datastreams",
    "$top": "5",
    "$skip": "1",
    "$count": "true",
    "$resultFormat": "dataArray",
}


@OFTEN
@given(st.data())
def test_whatever_is_asked(service, dice):
    names = dice.draw(st.lists(st.sampled_from(sorted(OPTIONS)), max_size=4, unique=True))
    asked = {name: dice.draw(st.sampled_from([OPTIONS[name], mangled(OPTIONS[name], dice)])) for name in names}
    path = dice.draw(st.sampled_from([*PATHS, mangled(dice.draw(st.sampled_from(PATHS)), dice)]))
    answer = service.get(path, **{name.removeprefix("$"): value for name, value in asked.items()})
    assert answer.status_code in SAYABLE
    if answer.status_code != 200:
        assert answer.json()["message"] or answer.json()["title"]


ODD = st.one_of(
    st.sampled_from([None, True, 0, -5, 10**400, 1.5, {"@iot.id": 1}, [{"@iot.id": 1}], "2026-11-09T02:00:00Z/x"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
SENT = {
    "Things": thing(Datastreams=[stream()]),
    "Locations": location(Things=[{"@iot.id": 1}]),
    "Sensors": sensor(),
    "ObservedProperties": observed(),
    "Datastreams": stream(Thing={"@iot.id": 1}),
    "Observations": observation(
        resultTime="2026-11-09T02:00:00Z", parameters={"a": 1}, FeatureOfInterest={"@iot.id": 1}
    ),
    "CreateObservations": array(["2026-11-09T02:00:00Z", 1]),
}


@OFTEN
@given(st.data())
def test_whatever_is_sent(service, dice):
    path = dice.draw(st.sampled_from(sorted(SENT)))
    body = dict(SENT[path])
    for name in dice.draw(st.lists(st.sampled_from([*body, "odd", "@iot.id", "Things", "properties"]), max_size=3)):
        body[name] = dice.draw(ODD)
    sent = [body] if path == "CreateObservations" and dice.draw(st.booleans()) else body
    method = dice.draw(st.sampled_from(["post", "post", "patch", "put"]))
    where = path if method == "post" else f"{path}(1)"
    answer = service.send(method, where, sent)
    assert answer.status_code in SAYABLE, answer.content
    assert answer.json()
    for name in SENT:
        if name != "CreateObservations":
            assert service.get(name, expand="", count="true").status_code == 200
