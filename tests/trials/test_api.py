"""The telemetry API as a fleet meets it."""

import pytest
from django.test import Client

from longbien.kernel.ids import to_slug
from longbien.people.models import Person
from longbien.trials.actions.issue_key import issue_key
from longbien.trials.actions.revoke_key import revoke_key
from longbien.trials.queries import key_behind
from tests.trials.make import NOW, Staged, event, later, licensed, ndjson, outside, person, running

pytestmark = pytest.mark.django_db
NDJSON = "application/x-ndjson"


def key_of(trial: Staged) -> str:
    return issue_key(trial.id, fleet="Đội 1", by=trial.holder, at=NOW)


def post(trial: Staged, token: str, body: bytes, kind: str = NDJSON):
    address = f"/api/trials/{to_slug(trial.id)}/telemetry"
    return Client().post(address, body, content_type=kind, headers={"Authorization": f"Bearer {token}"})


def test_a_batch_is_answered_with_its_counts():
    trial = running()
    answer = post(trial, key_of(trial), ndjson(event(1), event(2, at=later(1))))
    assert answer.status_code == 200
    assert (answer.json()["stored"], answer.json()["batch"], answer.json()["suspended"]) == (2, 1, None)


def test_fields_that_mean_nothing_are_kept_and_named():
    trial = running()
    odd = event(1, kind="incident", toc_do=3, measures={"near_miss": 1}, altitude_m=2)
    answer = post(trial, key_of(trial), ndjson(odd, event(2, at=later(1))))
    assert (answer.status_code, answer.json()["unknown"]) == (200, ["kind", "toc_do"])
    assert "unknown" not in post(trial, key_of(trial), ndjson(event(3, at=later(2)))).json()


def test_operation_under_suspension_is_answered_409_with_the_same_body_each_time():
    trial = running()
    token, body = key_of(trial), ndjson(outside(1), event(2, at=later(1)))
    first = post(trial, token, body)
    again = post(trial, token, body)
    assert (first.status_code, again.status_code) == (409, 409)
    assert first.json()["violations"] == 1
    assert "don't send it again" in first.json()["message"]["en"]
    assert again.json() == {**first.json(), "again": True}


def test_the_batch_that_stops_the_trial_says_so_in_letters_that_can_be_read():
    trial = running()
    token = key_of(trial)
    answer = post(trial, token, ndjson(outside(1)))
    assert (answer.status_code, answer.json()["violations"], answer.json()["breaches"]) == (200, 0, {"area": 1})
    assert "Hãy dừng thiết bị" in answer.content.decode()
    assert post(trial, token, ndjson(outside(1))).json() == {**answer.json(), "again": True}


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer lb_x_y", "Basic abc", "Bearer " + "x" * 9000])
def test_without_a_key_nothing_is_taken(header):
    trial = running()
    answer = Client().post(
        f"/api/trials/{to_slug(trial.id)}/telemetry",
        ndjson(event(1)),
        content_type=NDJSON,
        headers={"Authorization": header} if header else {},
    )
    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_key_opens_its_own_trial_only_and_not_after_it_was_taken_back():
    trial = running()
    token = key_of(trial)
    answer = Client().post(
        f"/api/trials/{'0' * 26}/telemetry", b"x", content_type=NDJSON, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 404
    revoke_key(trial.id, key_id=key_behind(token).id, by=trial.holder, at=NOW)
    assert post(trial, token, ndjson(event(1))).status_code == 401


def test_bad_lines_are_named_and_nothing_is_stored():
    trial = running()
    answer = post(trial, key_of(trial), ndjson(event(1)) + b"{broken\n" + ndjson({**event(2), "lat": 91}))
    assert answer.status_code == 422
    assert [fault["where"] for fault in answer.json()["faults"]] == ["line 2", "line 3"]
    assert "vi" in answer.json()["faults"][0]["what"]


def test_another_media_type_a_flood_and_a_trial_not_started_are_refused():
    trial = running()
    token = key_of(trial)
    assert post(trial, token, ndjson(event(1)), kind="application/json").status_code == 415
    assert post(trial, token, b" " * 8_000_001).status_code == 413
    waiting = licensed()
    assert post(waiting, key_of(waiting), ndjson(event(1))).status_code == 409


def test_a_batch_of_several_megabytes_is_taken():
    trial = running(cap_devices=100)
    rows = [event(n, at=later(n / 10), note="x" * 100) for n in range(12_000)]
    body = ndjson(*rows)
    assert len(body) > 2_621_440
    answer = post(trial, key_of(trial), body)
    assert (answer.status_code, answer.json()["stored"]) == (200, 12_000)


def test_the_status_is_for_the_fleet_the_holder_and_officers_and_carries_an_etag():
    trial = running()
    token, address = key_of(trial), f"/api/trials/{to_slug(trial.id)}"
    post(trial, token, ndjson(outside(1)))
    fleet = {"Authorization": f"Bearer {token}"}
    first = Client().get(address, headers=fleet)
    assert first.json()["state"] == "suspended"
    assert first.json()["suspension"]["rule"] == "area"
    assert first.json()["breaches"] == {"area": 1}
    assert [one["rule"] for one in first.json()["caps"]] == ["value"]
    unchanged = Client().get(address, headers={**fleet, "If-None-Match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    post(trial, token, ndjson(event(2)))
    assert Client().get(address, headers={**fleet, "If-None-Match": first["ETag"]}).status_code == 200
    assert Client().get(address).status_code == 404
    assert Client().get(address, headers={"Authorization": "Bearer lb_x"}).status_code == 401
    for someone, expected in ((trial.officer.id, 200), (trial.holder.id, 200), (person("Người lạ").pk, 404)):
        client = Client()
        client.force_login(Person.objects.get(pk=someone))
        assert client.get(address).status_code == expected
    assert Client().get(f"/api/trials/{trial.id}", headers=fleet).status_code == 200
    assert Client().get("/api/trials/nonsense", headers=fleet).status_code == 404
