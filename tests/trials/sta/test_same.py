"""Sensors and lines of telemetry are judged alike: the same said in both ways breaks the same rules."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.kernel.actor import SYSTEM
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.rules.sta.lines import stream_in
from tests.trials.make import NOW, Staged, later, licensed, plan_data
from tests.trials.sta.make import Service, array, location, stream, thing

pytestmark = pytest.mark.django_db

PLAN = {"cap_devices": 2, "stop_on": ["area"], "guardrails": [{"measure": "near_miss", "limit_per_site_day": 2}]}
PLACES = {"in": (105.845, 21.005), "edge": (105.84, 21.005), "out": (105.9, 21.005)}
KEYS = ("near_miss", "speed_kmh", "participants")
# device, seconds, what is told, its value, where: at most one of each Datastream at a time
READINGS = st.lists(
    st.tuples(
        st.sampled_from(["cam-1", "cam-2", "cam-3"]),
        st.one_of(st.integers(0, 200), st.integers(10_000, 12_000)),
        st.sampled_from(KEYS),
        st.integers(0, 12),
        st.sampled_from([*["in"] * 6, "edge", "out"]),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda one: one[:3],
)
Reading = tuple[str, int, str, int, str]


@pytest.fixture
def world() -> Staged:
    return licensed(**PLAN)


def fresh(world: Staged) -> Staged:
    """Another trial of the same plan, running."""
    asked = Application(world.organisation_id, plan_data(**PLAN))
    trial = Staged(issue_licence(asked, by=SYSTEM, at=NOW), world.organisation_id, world.holder, world.officer)
    start_trial(trial.id, by=trial.holder, at=NOW)
    return trial


def installed(trial: Staged) -> tuple[Service, dict[tuple[str, str], int], dict[str, int]]:
    """Three cameras with a Datastream for each key, and a FeatureOfInterest for each place."""
    service, streams, features = Service(trial), {}, {}
    for device in ("cam-1", "cam-2", "cam-3"):
        service.post("Things", thing(device, Datastreams=[stream(key) for key in KEYS]))
        for key in KEYS:
            streams[device, key] = len(streams) + 1
    for name, place in PLACES.items():
        said = location(name)
        feature = {**said, "feature": {"type": "Point", "coordinates": list(place)}}
        feature.pop("location")
        features[name] = service.post("FeaturesOfInterest", feature).json()["@iot.id"]
    return service, streams, features


def line(reading: Reading, number: int) -> dict[str, Any]:
    device, seconds, key, value, where = reading
    lon, lat = PLACES[where]
    told = {"measures": {key: value}} if key == "near_miss" else {key: value}
    return {
        "id": f"n{number}",
        "device": device,
        "at": f"{later(seconds):%Y-%m-%dT%H:%M:%SZ}",
        "lon": lon,
        "lat": lat,
    } | told


def outcome(trial: Staged, names: dict[str, str]) -> tuple[set[tuple[str, str]], list[tuple[int, int | None]], str]:
    return {(names[event], rule) for event, rule in trial.broken()}, trial.spans(), trial.row.state


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings=READINGS, cut=st.integers(1, 40))
def test_the_same_readings_break_the_same_rules_as_arrays_and_as_lines(world, readings, cut):
    plain, trial = fresh(world), fresh(world)
    service, streams, features = installed(trial)
    components = ("phenomenonTime", "result", "FeatureOfInterest/id")
    names: dict[str, str] = {}
    for start in range(0, len(readings), cut):
        part = readings[start : start + cut]
        plain.send(*(line(one, start + turn) for turn, one in enumerate(part)))
        groups = [
            array(
                [f"{later(seconds):%Y-%m-%dT%H:%M:%SZ}", value, features[where]],
                datastream=streams[device, key],
                components=components,
            )
            for device, seconds, key, value, where in part
        ]
        answer = service.post("CreateObservations", groups)
        links = answer.json() if answer.status_code == 201 else answer.json()["value"]
        assert "error" not in links, json.dumps(links)
        names |= {link.split("'")[1]: f"n{start + turn}" for turn, link in enumerate(links)}
    assert all(stream_in(name) for name in names)
    same = {f"n{turn}": f"n{turn}" for turn in range(len(readings))}
    assert outcome(trial, names) == outcome(plain, same)
