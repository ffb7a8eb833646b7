"""MDS Agency as a fleet meets it: vehicles, stops, telemetry, events and trips."""

import json

import pytest
from django.test import Client

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import to_slug
from longbien.people.models import Person
from longbien.record.keys import make_key, verifier
from longbien.record.queries import chain
from longbien.trials import models
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.revoke import revoke
from longbien.trials.actions.suspend import suspend
from longbien.trials.queries.trials import card
from longbien.trials.rules.mds.terms import EXTENSION
from longbien.trials.rules.mds.versions import FULL
from longbien.trials.rules.sorting import digest
from tests.trials.evidence import built, faults
from tests.trials.make import MONDAY, NOW, Staged, later, licensed, plan_data, running
from tests.trials.mds import published
from tests.trials.mds.make import Fleet, device, event, place, ref, stop, telemetry, trip, vehicle

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet() -> Fleet:
    return at_work(running())


def at_work(trial) -> Fleet:
    fleet = Fleet(trial)
    assert fleet.post("vehicles", vehicle(trial.id)).status_code == 201
    return fleet


def kinds(trial) -> list[str]:
    return [entry.kind.removeprefix("trials.") for entry in chain(card(trial.id).subject)]


def stored(trial) -> dict[str, models.TelemetryEvent]:
    return {row.event_id: row for row in models.TelemetryEvent.objects.filter(feed__trial_id=trial.id)}


def test_vehicles_are_registered_once_changed_and_told_back(fleet):
    mine = fleet.trial.id
    two = [vehicle(mine, 2), vehicle(mine, 3)]
    answer = fleet.post("vehicles", *two)
    assert (answer.status_code, answer["Content-Type"]) == (201, FULL)
    assert answer.json() == {"success": 2, "total": 2, "failures": []}
    again = fleet.post("vehicles", vehicle(mine, 4), two[1])
    assert (again.status_code, again.json()["success"]) == (409, 0)
    assert [(one["item"], one["error"]) for one in again.json()["failures"]] == [(two[1], "already_registered")]
    assert fleet.get(f"vehicles/{device(4)}").status_code == 404
    changed = vehicle(mine, 2, vehicle_id="R-02b")
    assert fleet.put("vehicles", changed).json()["success"] == 1
    assert fleet.get(f"vehicles/{device(2)}").json()["vehicles"] == [changed]
    assert [one["vehicle_id"] for one in fleet.get("vehicles").json()["vehicles"]] == ["R-1", "R-02b", "R-3"]
    unknown = fleet.put("vehicles", vehicle(mine, 9))
    assert (unknown.status_code, unknown.json()["failures"][0]["error"]) == (404, "unregistered")


def test_what_a_fleet_declares_stands_in_the_record_and_every_version_is_kept(fleet):
    fleet.put("vehicles", vehicle(fleet.trial.id, vehicle_id="R-1b"))
    rows = list(models.Declaration.objects.order_by("number"))
    assert [(row.number, json.loads(row.content)["vehicle_id"]) for row in rows] == [(1, "R-1"), (2, "R-1b")]
    entries = [one for one in chain(card(fleet.trial.id).subject) if one.kind == "trials.fleet-declared"]
    told = [digest([f"{row.ref} {row.number} {row.sha256}"]) for row in rows]
    assert [(one.open["kind"], one.open["count"], one.open["sha256"]) for one in entries] == [
        ("vehicle", 1, told[0]),
        ("vehicle", 1, told[1]),
    ]
    with pytest.raises(Exception, match="append-only"):
        rows[0].delete()


def test_the_same_vehicle_twice_in_one_request_is_one_too_many(fleet):
    answer = fleet.post("vehicles", vehicle(fleet.trial.id, 5), vehicle(fleet.trial.id, 5))
    assert answer.status_code == 409
    assert fleet.get(f"vehicles/{device(5)}").status_code == 404


@pytest.mark.parametrize(
    ("path", "make"), [("telemetry", telemetry), ("events", event), ("trips", trip), ("vehicles", vehicle)]
)
def test_another_providers_objects_are_not_this_keys_to_send(fleet, path, make):
    answer = fleet.post(path, make(ref(7), 8))
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized")
    assert str(fleet.trial.id) in answer.json()["error_description"]


@pytest.mark.parametrize("path", ["vehicles", "vehicles/status", "stops", f"vehicles/{device()}", f"stops/{ref()}"])
def test_without_a_key_nothing_is_told_or_taken(path):
    trial = running()
    for headers in ({}, {"Authorization": "Bearer lb_x_y"}, {"Authorization": "Basic x"}):
        answer = Client().get(f"/api/mds/{path}", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert set(answer.json()) == {"error", "error_description", "error_details"}
    posted = Client().post("/api/mds/vehicles", [vehicle(trial.id)], content_type="application/json")
    assert posted.status_code == 401
    assert not models.Declaration.objects.exists()


def test_one_fleet_does_not_see_the_other(fleet):
    other = Fleet(licensed_beside(fleet))
    assert other.get("vehicles").json()["vehicles"] == []
    assert other.get(f"vehicles/{device()}").status_code == 404
    assert other.get("vehicles/status").json()["vehicles_status"] == []


def licensed_beside(fleet):
    asked = Application(fleet.trial.organisation_id, plan_data())
    trial_id = issue_licence(asked, by=SYSTEM, at=NOW)
    return Staged(trial_id, fleet.trial.organisation_id, fleet.trial.holder, fleet.trial.officer)


def test_telemetry_is_stored_judged_and_recorded_like_any_other(fleet):
    mine = fleet.trial.id
    fast = telemetry(mine, 2, at=later(1), location=place(speed=5), **{EXTENSION: {"participants": 9}})
    answer = fleet.post("telemetry", telemetry(mine), fast)
    assert (answer.status_code, answer.json()["success"]) == (201, 2)
    assert answer.json()[EXTENSION]["breaches"] == {"speed": 1, "participants": 1}
    assert fleet.trial.broken() == {(ref(2), "speed"), (ref(2), "participants")}
    row = stored(fleet.trial)[ref(1)]
    assert (row.device, row.speed_kmh, row.lon, row.lat) == (device(), 5.4, 105.845, 21.005)
    kept = json.loads(row.rest)["mds"]
    assert {**kept, "device_id": device()} == telemetry(mine)
    assert kinds(fleet.trial)[-1] == "batch-stored"


def test_the_same_telemetry_twice_is_taken_once(fleet):
    one, two = telemetry(fleet.trial.id), telemetry(fleet.trial.id, 2, at=later(1))
    assert [fleet.post("telemetry", *sent).status_code for sent in ([one], [one], [one, two])] == [201] * 3
    assert set(stored(fleet.trial)) == {ref(1), ref(2)}
    other = fleet.post("telemetry", telemetry(fleet.trial.id, location=place(lat=21.006)))
    assert (other.status_code, other.json()["success"]) == (201, 0)
    assert other.json()["failures"][0]["error"] == "already_registered"
    assert models.Conflict.objects.count() == 1


def test_under_suspension_all_is_stored_and_the_answer_says_stop(fleet):
    suspend(fleet.trial.id, reason="Kiểm tra thiết bị.", by=fleet.trial.officer, at=MONDAY)
    answer = fleet.post("telemetry", telemetry(fleet.trial.id, at=later(5)))
    assert (answer.status_code, answer.json()["success"]) == (409, 1)
    assert answer.json()[EXTENSION]["suspended"]["rule"] == "officer"
    assert "Stop the devices" in answer.json()[EXTENSION]["message"]["en"]
    assert (ref(1), "suspended") in fleet.trial.broken()


def test_leaving_the_area_over_mds_suspends_and_is_told_over_mds(fleet):
    answer = fleet.post("events", event(fleet.trial.id, location=place(lon=105.9)))
    assert answer.status_code == 201
    assert fleet.trial.row.state == "suspended"
    told = Client().get("/api/mds/policies.json").json()["policies"]
    assert "suspension" in [one[EXTENSION]["kind"] for one in told]


def test_a_vehicle_off_the_street_is_kept_and_not_judged(fleet):
    mine = fleet.trial.id
    depot = place(lon=105.9)
    resting = event(mine, 1, vehicle_state="removed", event_types=["maintenance_pick_up"], location=depot)
    answer = fleet.post("events", resting, event(mine, 2, at=later(1)))
    assert (answer.status_code, answer.json()["success"], answer.json()["total"]) == (201, 2, 2)
    assert set(stored(fleet.trial)) == {f"event:{ref(2)}"}
    assert fleet.trial.row.state == "running"
    assert fleet.post("events", resting).json()["success"] == 1
    kept = models.Declaration.objects.filter(kind="event")
    assert [(str(row.ref), row.number) for row in kept] == [(ref(1), 1)]
    assert kinds(fleet.trial).count("fleet-declared") == 2


def test_a_trip_counts_where_it_ended_with_what_was_paid(fleet):
    dear = trip(fleet.trial.id, 1, actual_cost=900, currency="VND")
    assert fleet.post("trips", dear).status_code == 201
    assert fleet.post("trips", dear).json()["success"] == 1
    foreign = trip(fleet.trial.id, 2, at=later(9), actual_cost=900, currency="USD")
    assert fleet.post("trips", foreign).json()[EXTENSION]["breaches"] == {}
    more = fleet.post("trips", trip(fleet.trial.id, 3, at=later(60), actual_cost=900, currency="VND"))
    assert more.json()[EXTENSION]["breaches"] == {"value": 1}
    assert [row.value_minor for row in stored(fleet.trial).values()] == [900, 0, 900]


def test_how_a_vehicle_stands_is_its_newest_event_and_telemetry(fleet):
    mine = fleet.trial.id
    assert fleet.get(f"vehicles/status/{device()}").status_code == 404
    newest = telemetry(mine, 2, at=later(60))
    fleet.post("telemetry", newest, telemetry(mine, 1))
    assert fleet.get("vehicles/status").json()["vehicles_status"] == []
    fleet.post("events", event(mine, 5, at=later(30)))
    fleet.post("events", event(mine, 6, at=later(10)))
    expected = {
        "device_id": device(),
        "provider_id": str(mine),
        "last_event": event(mine, 5, at=later(30)),
        "last_telemetry": newest,
    }
    assert fleet.get(f"vehicles/status/{device()}").json()["vehicles_status"] == [expected]
    assert fleet.get("vehicles/status").json()["vehicles_status"] == [expected]


@pytest.mark.parametrize(("path", "make"), [("telemetry", telemetry), ("events", event), ("trips", trip)])
def test_a_vehicle_that_nobody_registered_is_named_and_nothing_is_taken(fleet, path, make):
    strange = make(fleet.trial.id, 2, device_id=device(7))
    answer = fleet.post(path, make(fleet.trial.id), strange)
    assert (answer.status_code, answer.json()["success"], answer.json()["total"]) == (404, 0, 2)
    assert [(one["item"], one["error"]) for one in answer.json()["failures"]] == [(strange, "unregistered")]
    assert stored(fleet.trial) == {}


def test_stops_are_registered_changed_and_told_back(fleet):
    mine = fleet.trial.id
    assert fleet.post("stops", stop(mine), stop(mine, 2)).status_code == 201
    assert fleet.post("stops", stop(mine)).status_code == 409
    change = {"stop_id": ref(1), "last_updated": stop(mine)["last_updated"] + 1, "devices": [device()]}
    assert fleet.put("stops", change).status_code == 200
    assert fleet.get(f"stops/{ref(1)}").json()["stops"] == [{**stop(mine), **change}]
    assert len(fleet.get("stops").json()["stops"]) == 2
    assert fleet.put("stops", {**change, "stop_id": ref(9)}).status_code == 404
    assert fleet.get(f"stops/{ref(9)}").status_code == 404


@pytest.mark.parametrize(
    ("body", "error", "details"),
    [
        ([{}], "missing_param", {"device_id", "telemetry_id"}),
        (["x"], "bad_param", {"item"}),
        ([], "bad_param", set()),
        ({}, "bad_param", set()),
        ("[" * 100_000, "bad_param", set()),
        ("[NaN]", "bad_param", set()),
        ("[1e999]", "bad_param", set()),
        ('["\\ud800"]', "bad_param", set()),
        (b"\xff", "bad_param", set()),
        (b"", "bad_param", set()),
    ],
)
def test_a_body_that_is_none_is_refused_in_the_words_of_mds(fleet, body, error, details):
    answer = fleet.send("post", "telemetry", body)
    told = answer.json()
    assert (answer.status_code, told["success"], told["error"]) == (400, 0, error)
    assert told["failures"][0]["error"] == error
    assert details <= set(told["error_details"])
    assert told["error_details"]


@pytest.mark.parametrize(
    ("but", "named"),
    [
        ({"timestamp": 5}, "timestamp"),
        ({"timestamp": True}, "timestamp"),
        ({"timestamp": 1.8e12 + 0.5}, "timestamp"),
        ({"timestamp": 10**20}, "timestamp"),
        ({"telemetry_id": "A" * 36}, "telemetry_id"),
        ({"location": {"lat": 91, "lng": 0}}, "location"),
        ({"location": {"lat": 1}}, "location"),
        ({"location": {"lat": 1, "lng": 2, "speed": -1}}, "location"),
        ({"trip_ids": []}, "trip_ids"),
        ({"trip_ids": [ref(), ref()]}, "trip_ids"),
        ({"battery_percent": 101}, "battery_percent"),
        ({"location_type": "moon"}, "location_type"),
        ({EXTENSION: []}, EXTENSION),
    ],
)
def test_each_wrong_field_is_named_and_nothing_is_taken(fleet, but, named):
    answer = fleet.post("telemetry", telemetry(fleet.trial.id, 2), telemetry(fleet.trial.id, **but))
    assert answer.status_code == 400
    assert [(one["error"], one["error_details"]) for one in answer.json()["failures"]] == [("bad_param", [named])]
    assert stored(fleet.trial) == {}


def test_what_only_the_judge_can_refuse_is_said_of_its_object(fleet):
    wrong = telemetry(fleet.trial.id, 2, **{EXTENSION: {"participants": -4}})
    long = telemetry(fleet.trial.id, 3, note="x" * 5000)
    answer = fleet.post("telemetry", telemetry(fleet.trial.id), wrong, long)
    assert (answer.status_code, [one["item"] for one in answer.json()["failures"]]) == (400, [wrong, long])
    assert stored(fleet.trial) == {}


def test_a_trial_that_has_not_started_takes_vehicles_and_no_telemetry():
    fleet = at_work(licensed())
    answer = fleet.post("telemetry", telemetry(fleet.trial.id))
    assert (answer.status_code, answer.json()["error"]) == (409, "not_started")


def test_a_trial_that_is_over_takes_no_more_vehicles(fleet):
    revoke(fleet.trial.id, reason="Vi phạm lặp lại.", by=fleet.trial.officer, at=NOW)
    answer = fleet.post("vehicles", vehicle(fleet.trial.id, 2))
    assert (answer.status_code, answer.json()["error"]) == (409, "trial_over")


def test_a_whole_fleet_registers_and_reports_at_once(fleet):
    mine = fleet.trial.id
    many = [vehicle(mine, number) for number in range(2, 10_002)]
    assert fleet.post("vehicles", *many).json()["success"] == 10_000
    positions = [telemetry(mine, one, at=later(one / 9), device_id=device(one)) for one in range(2, 1_002)]
    assert fleet.post("telemetry", *positions).json()["success"] == 1_000
    assert len(fleet.get("vehicles").json()["vehicles"]) == 10_001


def test_another_media_type_and_a_flood_are_refused(fleet):
    assert fleet.send("post", "telemetry", "[]", "text/csv").status_code == 400
    assert fleet.send("post", "telemetry", b" " * 8_000_001).status_code == 413
    assert fleet.send("post", "telemetry", [1] * 10_001).status_code == 413
    assert fleet.send("get", "vehicles", Accept="application/vnd.mds+json;version=1.2").status_code == 406
    plain = fleet.send("get", "vehicles", Accept="application/json")
    assert plain["Content-Type"] == "application/json"


@published.needed
@pytest.mark.parametrize(
    ("model", "make"),
    [("vehicle", vehicle), ("telemetry", telemetry), ("event", event), ("trip", trip), ("stop", stop)],
)
def test_what_these_tests_send_keeps_to_the_published_schema(model, make):
    assert published.faults(model, make(ref(3))) == []
    assert published.faults(model, {"device_id": 1}) != []


def test_time_goes_on_for_the_newest_of_the_same_moment(fleet):
    mine = fleet.trial.id
    fleet.post("events", event(mine, 1))
    fleet.post("telemetry", telemetry(mine, 3), telemetry(mine, 2))
    told = fleet.get(f"vehicles/status/{device()}").json()["vehicles_status"][0]
    assert told["last_telemetry"]["telemetry_id"] == ref(3)


def test_a_position_an_event_and_a_trip_may_bear_the_same_id(fleet):
    for path, make in (("telemetry", telemetry), ("events", event), ("trips", trip)):
        assert fleet.post(path, make(fleet.trial.id)).json()["failures"] == []
    assert set(stored(fleet.trial)) == {ref(), f"event:{ref()}", f"trip:{ref()}"}


def test_a_near_miss_is_counted_where_it_is_said(fleet):
    fleet.post("events", event(fleet.trial.id, **{EXTENSION: {"measures": {"near_miss": 2}}}))
    assert [(row.measure, row.count, row.site) for row in models.Tally.objects.all()] == [("near_miss", 2, "north")]


def test_a_dossier_holds_what_came_over_mds(fleet):
    make_key()
    mine = fleet.trial.id
    resting = event(mine, 3, vehicle_state="removed", event_types=["maintenance_pick_up"])
    fleet.post("telemetry", telemetry(mine), telemetry(mine, 2, at=later(1), location=place(speed=5.1)))
    fleet.post("events", event(mine, 4, at=later(2)), resting)
    fleet.put("vehicles", vehicle(mine, vehicle_id="R-1b"))
    assert faults(built(fleet.trial), verifier()) == set()


def test_the_page_of_the_keys_says_where_and_under_which_id(fleet):
    client = Client()
    client.force_login(Person.objects.get(pk=fleet.trial.holder.id))
    page = client.get(f"/trials/{to_slug(fleet.trial.id)}/keys").content.decode()
    assert "/api/mds</code>" in page
    assert str(fleet.trial.id) in page
