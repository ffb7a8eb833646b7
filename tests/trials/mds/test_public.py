"""MDS policies and geographies as anyone gets them."""

import pytest
from django.test import Client

from longbien.trials.actions.resume import resume
from longbien.trials.actions.revoke import revoke
from longbien.trials.queries.public.register_data import register_data
from longbien.trials.rules.mds.geography import read_site
from longbien.trials.rules.mds.reading import read_licence
from longbien.trials.rules.mds.terms import EXTENSION, milliseconds
from longbien.trials.rules.mds.versions import FULL
from longbien.trials.rules.policy import open_minutes
from tests.trials.make import NOW, licensed, outside, policy, running

pytestmark = pytest.mark.django_db
LONG_AGO = 1_514_764_800_000


def get(path: str, accept: str = FULL, **headers):
    return Client().get(f"/api/mds/{path}", headers={"Accept": accept, **headers})


def told(path: str = "policies.json"):
    return get(path).json()


def test_a_licence_is_told_to_anyone_in_the_media_type_of_mds():
    trial = licensed()
    answer = get(f"policies?start_date={LONG_AGO}")
    assert (answer.status_code, answer["Content-Type"]) == (200, FULL)
    assert "Accept," in answer["Vary"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    body = answer.json()
    assert body["version"] == "2.0.0"
    assert body["last_updated"] == milliseconds(NOW)
    assert [one["provider_ids"] for one in body["policies"]] == [[str(trial.id)]] * 2
    said = read_licence(body["policies"], told("geographies")["geographies"])
    assert (said.devices, said.speed_kmh, said.sites[0].code) == (3, 10, "north")
    assert (said.weeks[0].minutes == open_minutes(policy().plan.windows)).all()


def test_each_document_is_there_under_its_id_and_others_are_not():
    licensed()
    for kind, one in (("policies", "policy"), ("geographies", "geography")):
        for document in told(f"{kind}.json")[kind]:
            body = told(f"{kind}/{document[f'{one}_id']}")
            assert document in (body[one] if one == "geography" else body[kind], *body.get(kind, []))
        missing = get(f"{kind}/00000000-0000-4000-8000-000000000000")
        assert (missing.status_code, missing.json()["error"]) == (404, "not_found")
        for wrong in ("7", "x" * 36, "00000000-0000-4000-8000-00000000000A"):
            assert (get(f"{kind}/{wrong}").status_code, get(f"{kind}/{wrong}").json()["error"]) == (400, "bad_param")


def test_a_suspension_is_told_at_once_and_a_resumption_after_it():
    trial = running()
    quiet = told()
    trial.send(outside(1))
    held = told()["policies"]
    suspension = next(one for one in held if one[EXTENSION]["kind"] == "suspension")
    assert suspension["start_date"] == suspension["published_date"] == milliseconds(NOW)
    assert suspension["rules"][0]["maximum"] == 0
    assert told()["last_updated"] == milliseconds(NOW) == quiet["last_updated"]
    resume(trial.id, reason="Đã kiểm tra thiết bị.", by=trial.officer, at=NOW)
    lifted = told()["policies"]
    assert suspension in lifted
    assert [suspension["policy_id"]] in [one["prev_policies"] for one in lifted]
    assert suspension not in told("policies?active_only=true")["policies"]
    revoke(trial.id, reason="Vi phạm lặp lại.", by=trial.officer, at=NOW)
    assert [one[EXTENSION]["kind"] for one in told("policies?active_only=true")["policies"]] == ["closing"]


def test_policies_can_be_asked_for_by_time():
    licensed()
    everything = told()["policies"]
    begins, ends = everything[0]["start_date"], everything[0]["end_date"]
    for query, found in (
        (f"start_date={LONG_AGO}&end_date={begins - 1}", 0),
        (f"start_date={LONG_AGO}&end_date={begins}", 2),
        (f"start_date={ends}", 2),
        (f"start_date={ends + 1}", 0),
        (f"start_date={float(begins)}", 2),
    ):
        assert len(told(f"policies?{query}")["policies"]) == found, query
    assert set(told("policies?last_updated=true")) == {"version", "last_updated"}


@pytest.mark.parametrize("wrong", ["", "soon", "0", "nan", "inf", "1e999", "1514764800000.5", "%00"])
def test_a_time_that_is_none_is_refused_in_the_words_of_mds(wrong):
    answer = get(f"policies?start_date={wrong}")
    assert (answer.status_code, answer["Content-Type"]) == (400, FULL)
    assert set(answer.json()) == {"error", "error_description", "error_details"}
    assert answer.json()["error_details"]


@pytest.mark.parametrize("path", ["policies", "policies.json", "geographies", "geographies.json"])
def test_another_version_is_not_acceptable_and_no_trial_is_no_fault(path):
    assert get(path, accept="application/vnd.mds+json;version=1.1").status_code == 406
    answer = get(path, accept="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json()[path.removesuffix(".json")] == []


def test_who_asks_again_gets_only_what_changed():
    trial = running()
    first = get("policies.json")
    again = get("policies.json", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    trial.send(outside(1))
    assert get("policies.json", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_the_register_and_mds_say_the_same():
    licensed()
    entry = register_data(NOW.date())["trials"][0]
    operation, speed = sorted(told()["policies"], key=lambda one: one["rules"][0]["rule_type"])
    marked = operation[EXTENSION]
    assert (marked["caps"], marked["windows"]) == (entry["caps"], entry["hours"])
    assert (marked["licence"], marked["first_day"], marked["last_day"], marked["register"]) == (
        entry["number"], entry["first_day"], entry["last_day"], entry["url"],
    )  # fmt: skip
    assert speed["rules"][0]["maximum"] == entry["caps"]["speed_kmh"]
    places = {one["geography_id"]: one for one in told("geographies")["geographies"]}
    inside = [read_site(places[place]) for place in operation["rules"][0]["geographies"]]
    assert [site.to_data() for site in inside] == entry["areas"]
