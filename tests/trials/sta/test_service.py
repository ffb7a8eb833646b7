"""SensorThings as a client meets it: declare, observe, read back."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.models import Person
from longbien.record.keys import make_key, verifier
from longbien.record.queries import chain
from longbien.trials import models
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.revoke_key import revoke_key
from longbien.trials.queries.keys import keys
from longbien.trials.queries.sta.graph import declared_sensors
from longbien.trials.queries.sta.observed import Effort, Scope, observations
from longbien.trials.queries.trials import card
from longbien.trials.rules.sta.entities import OBSERVATION
from longbien.trials.rules.sta.options import read_options
from longbien.trials.rules.sta.terms import CONFORMANCE
from longbien.trials.rules.telemetry import instant_us
from tests.trials.evidence import built, faults
from tests.trials.make import MONDAY, NOW, Staged, later, licensed, plan_data, running
from tests.trials.sta.make import Service, array, location, observation, observed, sensor, stream, thing

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Service:
    """A camera at a junction that counts near misses and tells how fast it turns."""
    service = Service(running())
    assert service.post("Things", thing(Datastreams=[stream(), stream("speed_kmh")])).status_code == 201
    return service


def entries(service: Service) -> list[tuple[str, int]]:
    """What the record says of declarations: kind and count."""
    told = chain(card(service.trial.id).subject)
    return [(one.open["kind"], one.open["count"]) for one in told if one.kind == "trials.fleet-declared"]


def test_the_root_names_the_sets_and_what_is_conformed_to(service):
    told = service.told()
    assert told == service.told("")
    assert [one["name"] for one in told["value"]] == [
        "Things", "Locations", "HistoricalLocations", "Datastreams", "Sensors", "ObservedProperties", "Observations",
        "FeaturesOfInterest",
    ]  # fmt: skip
    assert told["serverSettings"]["conformance"] == list(CONFORMANCE)
    for one in told["value"]:
        assert service.told(one["name"])["value"] is not None
        assert one["url"] == f"http://testserver{service.root}/{one['name']}"


def test_a_key_opens_its_own_trial_as_bearer_or_as_a_password(service):
    path = f"{service.root}/Things"
    assert Client().get(path, headers={"Authorization": service.basic()}).status_code == 200
    for wrong in ("", "Bearer lb_x_y", "Basic !", "Basic eDp5", "Basic /w==", "Digest x"):
        answer = Client().get(path, headers={"Authorization": wrong})
        assert (answer.status_code, answer.json()["code"]) == (401, 401)
        assert answer["WWW-Authenticate"].startswith("Basic")
    other = Service(licensed_beside(service))
    assert Client().get(path, headers={"Authorization": other.basic()}).status_code == 404
    assert service.get("").status_code == 200
    (key,) = keys(service.trial.id)
    revoke_key(service.trial.id, key_id=key.id, by=service.trial.holder, at=NOW)
    assert service.get("").status_code == 401


def licensed_beside(service: Service) -> Staged:
    """Another trial of the same organisation."""
    asked = Application(service.trial.organisation_id, plan_data(title="Thử nghiệm khác"))
    return replace(service.trial, id=issue_licence(asked, by=SYSTEM, at=NOW))


def test_what_is_declared_is_kept_in_versions_and_told_in_the_record(service):
    assert entries(service) == [("thing", 1), ("location", 1), ("stream", 2), ("sensor", 2), ("property", 2)]
    assert service.send("patch", "Things(1)", {"description": "Camera mới"}).status_code == 200
    assert service.send("patch", "Things(1)", {"description": "Camera mới"}).status_code == 200
    rows = models.Declaration.objects.filter(kind="thing").order_by("number")
    assert [(row.number, json.loads(row.content)["description"]) for row in rows] == [
        (1, "Camera đếm xe"),
        (2, "Camera mới"),
    ]
    assert entries(service)[-1] == ("thing", 1)
    assert len(entries(service)) == 6
    with pytest.raises(Exception, match="append-only"):
        rows[0].delete()


def test_everything_or_nothing_is_declared(service):
    before = models.Declaration.objects.count()
    bad = thing("cam-2", Datastreams=[stream(), stream(Sensor={"@iot.id": 99})])
    answer = service.post("Things", bad)
    assert (answer.status_code, "There is no Sensor “99”." in answer.json()["message"]) == (400, True)
    assert models.Declaration.objects.count() == before


def test_entities_hang_on_what_stands_before_them_in_the_path(service):
    made = service.post("Things(1)/Datastreams", stream("participants"))
    assert (made.status_code, made["Location"].endswith("/Datastreams(3)")) == (201, True)
    assert service.told("Datastreams(3)/Thing")["@iot.id"] == 1
    assert service.post("Sensors(1)/Datastreams", stream(Thing={"@iot.id": 1})).json()["@iot.id"] == 4
    assert service.told("Datastreams(4)/Sensor")["@iot.id"] == 1
    assert service.post("Things(9)/Datastreams", stream()).status_code == 404
    assert service.post("Things(1)", thing()).status_code == 405
    assert service.post("Things(1)/HistoricalLocations", {}).status_code == 405
    assert service.post("Locations(1)/Things", thing("cam-9")).json()["@iot.id"] == 2
    assert service.told("Things(2)/Locations")["value"][0]["@iot.id"] == 1


def test_a_thing_that_moves_leaves_a_historical_location(service):
    assert [one["@iot.id"] for one in service.told("Things(1)/HistoricalLocations")["value"]] == ["1-1"]
    moved = location("Cầu", location={"type": "Point", "coordinates": [105.846, 21.006]})
    assert service.post("Things(1)/Locations", moved).status_code == 201
    told = service.told("Things(1)", expand="Locations,HistoricalLocations($expand=Locations;$orderby=time desc)")
    assert [one["name"] for one in told["Locations"]] == ["Cầu"]
    assert [one["Locations"][0]["name"] for one in told["HistoricalLocations"]] == ["Cầu", "Ngã tư"]
    assert service.told("HistoricalLocations('1-2')/Thing")["name"] == "cam-1"
    assert service.told("Locations(1)", expand="Things,HistoricalLocations")["Things"] == []
    service.post("Observations", observation())
    assert models.TelemetryEvent.objects.get().lon == 105.846


def test_what_is_declared_is_changed_and_never_deleted(service):
    put = service.send("put", "Sensors(1)", {**sensor(), "name": "Lidar"})
    assert (put.status_code, put.json()["name"]) == (200, "Lidar")
    patch = [{"op": "add", "path": "/properties", "value": {"key": "speed_kmh"}}]
    kind = "application/json-patch+json"
    assert service.send("patch", "Datastreams(1)", patch, kind).json()["x_longbien"]["counts_as"] == "column"
    answer = service.send("delete", "Things(1)")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST, PATCH, PUT")
    assert "kept as evidence" in answer.json()["message"]
    for path in ("Things", "Things(1)/name", "Observations('sta:1:5')", "HistoricalLocations('1-1')"):
        assert service.send("patch", path, {"name": "x"}).status_code == 405
    assert service.send("patch", "Things(9)", {"name": "x"}).status_code == 404
    assert service.send("patch", "Sensors(1)", {"name": 5}).status_code == 400
    assert service.send("put", "Datastreams(1)/Sensor", {**sensor(), "name": "Radar"}).json()["name"] == "Radar"


def test_an_observation_is_stored_judged_and_read_back(service):
    made = service.post("Observations", observation(result=2, parameters={"shift": 1}))
    name = f"sta:1:{instant_us(MONDAY)}"
    assert (made.status_code, made["Location"]) == (201, f"http://testserver{service.root}/Observations('{name}')")
    assert made.json()["x_longbien"]["stored"] == 1
    row = models.TelemetryEvent.objects.get()
    assert (row.event_id, row.device, row.lon, row.lat, row.site) == (name, "cam-1", 105.845, 21.005, 0)
    assert models.Tally.objects.get().measure == "near_miss"
    told = service.told(f"Observations('{name}')", expand="Datastream,FeatureOfInterest")
    assert (told["result"], told["phenomenonTime"], told["resultTime"]) == (2, "2026-11-09T02:00:00Z", None)
    assert (told["parameters"], told["Datastream"]["@iot.id"]) == ({"shift": 1}, 1)
    assert told["FeatureOfInterest"]["feature"]["coordinates"] == [105.845, 21.005]
    assert service.told(f"Observations('{name}')/Datastream/Thing")["name"] == "cam-1"
    assert service.told(f"Datastreams(1)/Observations('{name}')")["@iot.id"] == name
    assert service.get(f"Datastreams(2)/Observations('{name}')").status_code == 404
    assert service.told("FeaturesOfInterest(1)/Observations")["value"][0]["@iot.id"] == name
    assert service.told(f"FeaturesOfInterest(1)/Observations('{name}')")["@iot.id"] == name
    fast = service.post("Datastreams(2)/Observations", {"phenomenonTime": "2026-11-09T02:00:00Z", "result": 99})
    assert fast.json()["x_longbien"]["breaches"] == {"speed": 1}
    assert models.TelemetryEvent.objects.get(event_id__startswith="sta:2:").speed_kmh == 99


def test_an_observation_said_again_is_the_same_one_and_otherwise_a_conflict(service):
    first = service.post("Observations", observation(result=1))
    again = service.post("Observations", observation(result=1.0, at=MONDAY))
    assert (again.status_code, again["Location"]) == (201, first["Location"])
    assert again.json()["x_longbien"]["batch"] == 1
    other = service.post("Observations", observation(result=5))
    assert (other.status_code, "another observation" in other.json()["message"]) == (409, True)
    assert models.Conflict.objects.count() == 1
    assert models.TelemetryEvent.objects.count() == 1


def test_an_observation_without_a_time_is_of_the_moment_it_came(service):
    said = {"result": 0, "Datastream": {"@iot.id": 1}}
    assert service.post("Observations", said).status_code in (201, 409)
    assert models.TelemetryEvent.objects.get().at_us > instant_us(NOW)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"result": 1}, "A Datastream is needed"),
        ({"result": 1, "Datastream": {"@iot.id": 77}}, "There is no Datastream “77”"),
        ({"result": 1, "Datastream": {"@iot.id": "9" * 5000}}, "There is no Datastream “9999"),
        ({"result": 1, "Datastream": {"@iot.id": "1 or 1"}}, "There is no Datastream"),
        ({"Datastream": {"@iot.id": 1}}, "missing result"),
        ({"@iot.id": "x", "result": 1, "Datastream": {"@iot.id": 1}}, "without @iot.id"),
        ([], "without @iot.id"),
        (observation(result="many"), "“measures” needs whole counts"),
        (observation(result=1.5), "“measures” needs whole counts"),
        (observation(result=None), "“measures” needs whole counts"),
        (observation(2, result="fast"), "“speed_kmh” needs"),
        (observation(phenomenonTime="yesterday"), "phenomenonTime needs an ISO 8601 time"),
        (observation(parameters={"x": "y" * 5000}), "longer than 4000 bytes"),
        (observation(FeatureOfInterest={"@iot.id": 9}), "There is no FeatureOfInterest “9”"),
        (observation(FeatureOfInterest={"@iot.id": "x"}), "There is no FeatureOfInterest"),
        (observation(FeatureOfInterest=5), "FeatureOfInterest needs an object"),
        (observation(FeatureOfInterest={"name": "x"}), "FeatureOfInterest: missing"),
    ],
)
def test_an_observation_that_cannot_be_taken_is_told_why(service, body, said):
    answer = service.post("Observations", body)
    assert (answer.status_code, said in answer.json()["message"]) == (400, True), answer.content
    assert not models.TelemetryEvent.objects.exists()


def test_a_feature_of_interest_places_what_is_observed_and_is_declared_once(service):
    away = {
        "name": "Bờ",
        "description": "",
        "encodingType": "x",
        "feature": {"type": "Point", "coordinates": [105.9, 21]},
    }
    for turn in range(2):
        assert service.post("Observations", observation(at=later(turn), FeatureOfInterest=away)).status_code in (
            201,
            409,
        )
    assert models.Declaration.objects.filter(kind="feature").count() == 2
    assert {row.lon for row in models.TelemetryEvent.objects.all()} == {105.9}
    assert {rule for _, rule in service.trial.broken()} == {"area", "suspended"}
    named = array(["2026-11-09T02:01:00Z", 0, 1], components=("phenomenonTime", "result", "FeatureOfInterest/id"))
    service.post("CreateObservations", [named])
    assert models.TelemetryEvent.objects.get(at_us=instant_us(later(60))).lon == 105.845


def test_a_datastream_without_a_place_is_placed_by_the_kind_or_refused(service):
    bare = thing("cam-2", Locations=[], Datastreams=[stream()])
    assert service.post("Things", bare).status_code == 201
    answer = service.post("Observations", observation(3))
    assert (answer.status_code, "“lon” needs a longitude" in answer.json()["message"]) == (400, True)
    green = [{"measure": "conflicting_green", "limit": 0, "per": 1}]
    signals = Service(running(kind="traffic-signal", guardrails=green, stop_on=[]))
    assert signals.post("Things", {**bare, "Datastreams": [stream("vehicle_count")]}).status_code == 201
    assert signals.told("Datastreams(1)")["x_longbien"] == {
        "device": "cam-2",
        "key": "vehicle_count",
        "counts_as": "key",
    }
    assert signals.post("Observations", observation(result=40)).status_code == 201
    assert models.Tally.objects.get(measure="vehicles_counted").count == 40
    assert signals.told("Observations", expand="FeatureOfInterest")["value"][0]["FeatureOfInterest"] is None


def test_many_are_taken_and_those_at_fault_are_named_in_their_place(service):
    rows = [[later(turn).isoformat(), 0 if turn % 3 else "x"] for turn in range(600)]
    rows[1] = [later(1).isoformat()]
    rows[2] = ["soon", 0]
    answer = service.post("CreateObservations", [array(*rows), array(["2026-11-09T02:00:00Z", 1], datastream=9)])
    told = answer.json()
    assert (answer.status_code, len(told)) == (201, 601)
    assert [turn for turn, link in enumerate(told) if link == "error"] == [*sorted({1, 2, *range(0, 600, 3)}), 600]
    assert models.TelemetryEvent.objects.count() == 398
    changed = [[later(turn).isoformat(), 0 if turn < 200 else 1] for turn in range(600) if turn % 3 and turn > 2]
    again = service.post("CreateObservations", [array(*changed)]).json()
    assert again.count("error") == sum(row[1] for row in changed) > 100
    assert again[:10] == [link for link in told if link != "error"][:10]


def test_when_none_can_be_taken_the_first_fault_is_told(service):
    answer = service.post("CreateObservations", [array(["2026-11-09T02:00:00Z", "x"])])
    assert (answer.status_code, "“measures” needs" in answer.json()["message"]) == (400, True)
    assert "no observation" in service.post("CreateObservations", [array()]).json()["message"]
    service.post("Observations", observation(result=1))
    assert service.post("CreateObservations", [array(["2026-11-09T02:00:00Z", 2])]).status_code == 409


def test_a_suspension_in_the_middle_of_a_data_array_is_heard_and_nothing_is_lost(service):
    away = {
        "name": "Bờ",
        "description": "",
        "encodingType": "x",
        "feature": {"type": "Point", "coordinates": [105.9, 21]},
    }
    service.post("FeaturesOfInterest", away)
    told = ("phenomenonTime", "result", "FeatureOfInterest/id")
    features = {one["name"]: one["@iot.id"] for one in service.told("FeaturesOfInterest")["value"]}
    rows = [[later(turn).isoformat(), 0, features["Bờ"] if turn == 5 else None] for turn in range(10)]
    answer = service.post("CreateObservations", [array(*rows, components=told)])
    said = answer.json()
    assert (answer.status_code, said["x_longbien"]["violations"]) == (409, 4)
    assert "Stop the devices" in said["message"]
    assert (len(said["value"]), "error" in said["value"]) == (10, False)
    assert models.TelemetryEvent.objects.count() == 10
    assert service.trial.row.state == "suspended"
    again = service.post("CreateObservations", [array(*rows, components=told)])
    assert (again.status_code, again.json()["value"]) == (409, said["value"])
    late = service.post("Observations", observation(at=later(2.5)))
    assert (late.status_code, "message" in late.json()["x_longbien"]) == (201, True)


def test_before_the_start_sensors_are_declared_but_nothing_is_observed():
    service = Service(licensed())
    assert service.post("Things", thing(Datastreams=[stream()])).status_code == 201
    answer = service.post("Observations", observation())
    assert (answer.status_code, "has not started" in answer.json()["message"]) == (409, True)
    assert not models.TelemetryEvent.objects.exists()


def test_pages_are_counted_sorted_and_linked(service):
    service.post("CreateObservations", [array(*[[later(turn).isoformat(), turn % 7] for turn in range(25)])])
    first = service.told(
        "Datastreams(1)/Observations", top="10", count="true", select="result", orderby="phenomenonTime desc"
    )
    assert (first["@iot.count"], [one["result"] for one in first["value"]][:3]) == (25, [3, 2, 1])
    link = first["@iot.nextLink"]
    seen = len(first["value"])
    while link:
        page = Client().get(link, headers={"Authorization": service.basic()}).json()
        seen, link = seen + len(page["value"]), page.get("@iot.nextLink")
    assert seen == 25
    by_result = service.told("Observations", orderby="result desc,phenomenonTime", top="4", count="true")
    assert [one["result"] for one in by_result["value"]] == [6, 6, 6, 5]
    assert (by_result["@iot.count"], "@iot.nextLink" in by_result) == (25, True)
    high = service.told("Observations", filter="result gt 4 and Datastream/id eq 1", top="2")
    assert ([one["result"] for one in high["value"]], "@iot.nextLink" in high) == ([5, 6], True)
    assert service.told("Observations", filter="Datastream/id eq 2", count="true")["@iot.count"] == 0
    assert service.told("Datastreams(2)/Observations", filter="Datastream/id eq 1") == {"value": []}
    assert service.told("Observations", filter="Datastream/id eq 99") == {"value": []}
    assert service.told("Observations", top="0", count="true") == {"@iot.count": 25, "value": []}
    assert service.told("Observations", filter="result eq 6", count="true", top="1")["@iot.count"] == 3


def test_the_newest_of_each_stream_is_shown_beside_it(service):
    service.post("CreateObservations", [array(*[[later(turn).isoformat(), 0] for turn in range(5)])])
    told = service.told(
        "Things", expand="Datastreams($expand=Observations($top=1;$orderby=phenomenonTime desc;$count=true))"
    )
    first, second = told["value"][0]["Datastreams"]
    assert [one["phenomenonTime"] for one in first["Observations"]] == ["2026-11-09T02:00:04Z"]
    assert (first["Observations@iot.count"], second["Observations"]) == (5, [])
    page = Client().get(first["Observations@iot.nextLink"], headers={"Authorization": service.basic()}).json()
    assert [one["phenomenonTime"] for one in page["value"]] == ["2026-11-09T02:00:03Z"]


def test_observations_are_told_as_arrays_refs_and_values(service):
    service.post("CreateObservations", [array(["2026-11-09T02:00:00Z", 3])])
    told = service.told("Observations", resultFormat="dataArray")["value"]
    assert told[0]["dataArray"] == [[f"sta:1:{instant_us(MONDAY)}", "2026-11-09T02:00:00Z", 3, None]]
    assert service.told("Things/$ref")["value"] == [{"@iot.selfLink": f"http://testserver{service.root}/Things(1)"}]
    assert service.told("Datastreams(1)/Thing/$ref")["@iot.selfLink"].endswith("/Things(1)")
    assert service.told("Things(1)/name") == {"name": "cam-1"}
    assert service.get("Things(1)/name/$value").content == b"cam-1"
    assert service.told("Datastreams(1)/unitOfMeasurement/$value")["symbol"] == ""
    assert service.get("Things(1)/properties").status_code == 404


def test_declared_entities_are_filtered_by_what_hangs_on_them(service):
    service.post("Things", thing("cam-2", Datastreams=[stream("participants")]))
    asked = "Datastreams/ObservedProperty/name eq 'participants'"
    assert [one["name"] for one in service.told("Things", filter=asked)["value"]] == ["cam-2"]
    assert service.told("Datastreams", filter="Thing/name eq 'cam-1'", count="true")["@iot.count"] == 2
    assert [one["@iot.id"] for one in service.told("Things", orderby="name desc", top="1")["value"]] == [2]
    assert service.told("Things", orderby="properties/x", skip="5") == {"value": []}


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("Things", {"filter": "nmae eq 'x'"}),
        ("Things", {"filter": "(" * 5000}),
        ("Things", {"expand": "Datastreams(" * 400}),
        ("Things", {"top": "ten"}),
        ("Things", {"apply": "x"}),
        ("Observations", {"filter": "result gt"}),
        ("Observations", {"orderby": "Datastream/Observations/result"}),
    ],
)
def test_what_is_asked_wrongly_is_told_in_both_languages(service, path, options):
    answer = service.get(path, **options)
    assert (answer.status_code, answer.json()["type"], " · " in answer.json()["message"]) == (400, "error", True)


@pytest.mark.parametrize(
    "path", ["Nothing", "Things(2)", "Things(1)/x", "Things(99999999999999999)", "Things(1)%00", "%FF"]
)
def test_what_is_not_there_is_not_found(service, path):
    answer = service.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, 404)


def test_a_body_that_is_none_is_refused(service):
    header = {"Authorization": service.basic()}
    for body, kind, status in (
        (b'{"name": "\xff"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a":' * 50 + b"1" + b"}" * 50, "application/json", 400),
        (b'{"name": "\\ud800"}', "application/json", 400),
        (b'{"name": NaN}', "application/json", 400),
        (b'{"name": 1e999}', "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"[]", "application/json-patch+json", 415),
        (b" " * 8_000_001, "application/json", 413),
    ):
        answer = Client().post(f"{service.root}/Things", body, kind, headers=header)
        assert (answer.status_code, answer.json()["code"]) == (status, status)


def test_lists_ask_as_often_for_three_as_for_one(service):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            service.told("Things", expand="Locations,Datastreams($expand=Sensor,ObservedProperty)")
        return len(queries)

    service.told("Things")
    one = asked()
    for name in ("cam-2", "cam-3"):
        service.post("Things", thing(name, Datastreams=[stream()]))
    service.told("Things")
    assert (asked(), one) == (one, one)
    assert one <= 4


def test_what_is_sent_under_an_id_of_sensors_by_other_ways_is_told_and_breaks_nothing(service):
    said = {"device": "cam-1", "at": "2026-11-09T02:00:00Z", "lon": 105.845, "lat": 21.005}
    service.trial.send({"id": "sta:1:9", **said}, {"id": "sta:77:9", **said}, {"id": "sta:1:10", **said, "sta": 5})
    told = service.told("Observations", orderby="result", expand="Datastream")["value"]
    assert [one["result"] for one in told] == [None] * 3
    assert [one["Datastream"] is None for one in told].count(True) == 1


def test_another_trial_is_another_service(service):
    other = Service(licensed_beside(service))
    assert other.root != service.root
    assert other.told("Things") == {"value": []}
    assert to_slug(other.trial.id) in other.told()["value"][0]["url"]
    assert other.post("Datastreams", stream(Thing={"@iot.id": 1})).status_code == 400


def test_the_dossier_of_a_trial_with_sensors_holds(service):
    make_key()
    away = {
        "name": "Bờ",
        "description": "",
        "encodingType": "x",
        "feature": {"type": "Point", "coordinates": [105.9, 21]},
    }
    service.post("CreateObservations", [array(*[[later(turn).isoformat(), turn % 2] for turn in range(4)])])
    service.post("Datastreams(2)/Observations", {"phenomenonTime": later(9).isoformat(), "result": 99.5})
    service.post("Observations", observation(at=later(10), FeatureOfInterest=away))
    service.send("patch", "Things(1)", {"description": "Camera mới"})
    assert {rule for _, rule in service.trial.broken()} >= {"speed", "area"}
    assert faults(built(service.trial), verifier()) == set()


def test_the_page_of_the_keys_says_where_sensors_report(service):
    client = Client()
    client.force_login(Person.objects.get(pk=service.trial.holder.id))
    page = client.get(f"/trials/{to_slug(service.trial.id)}/keys").content.decode()
    assert f"{service.root}</code>" in page


def test_what_is_too_much_at_once_is_refused(service):
    """Three hundred Datastreams that each show their own observations, and a filter that looks at too many."""
    for first in range(3):
        streams = [stream(Thing={"@iot.id": 1}, Sensor={"@iot.id": 1}) for _ in range(100)]
        for one in streams:
            one.pop("ObservedProperty")
        assert service.post("ObservedProperties", observed(f"x{first}", Datastreams=streams)).status_code == 201
    assert len(service.told("Datastreams", expand="Observations", top="300")["value"]) == 300
    answer = service.get("Datastreams", expand="Observations", top="302")
    assert (answer.status_code, "too much for one answer" in answer.json()["message"]) == (400, True)
    assert "too much" in service.get("Datastreams", expand="Thing/Datastreams", top="300").json()["message"]
    service.post("CreateObservations", [array(*[[later(turn).isoformat(), 0] for turn in range(5)])])
    asked, known = read_options({"$filter": "result gt 5"}, OBSERVATION), declared_sensors(service.trial.id)
    assert observations(Scope(service.trial.id), asked, known, 0, Effort(5)).entities == []
    with pytest.raises(Refusal, match="thu hẹp"):
        observations(Scope(service.trial.id), asked, known, 0, Effort(4))
