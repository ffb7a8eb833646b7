"""Services and cases by API: the same actions, the same policy, the same words."""

import pytest
from django.test import Client

from longbien.kernel.ids import to_slug
from longbien.procedures.models import Case
from tests.procedures import make

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def sides():
    make.published(make.changed(make.sample(), {"set": {"actions.approve.guard": "data.size > 2"}}))
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    return make.team(applicant), applicant, officer


def client_of(person, **options):
    client = Client(**options)
    client.force_login(person)
    return client


def test_services(sides, client):
    (service,) = [one for one in client.get("/api/services").json() if one["code"] == "test.sample"]
    assert service["title"] == make.bi("Sample")
    assert service["hub_rule"] is True
    assert (service["summary"], service["legal_basis"], service["about"]) == (None, [], "")


def test_a_case_is_answered_to_who_may_see_it(sides, client):
    owner, applicant, officer = sides
    case_id = make.submitted(owner, applicant)
    for written in (to_slug(case_id), str(case_id)):
        seen = client_of(officer).get(f"/api/cases/{written}").json()
        assert (seen["state"], seen["seq"], seen["data"]) == (
            "screening",
            2,
            {"request": {"title": "A thing", "size": 2}},
        )
        assert [(step["action"], bool(step["against"])) for step in seen["next"]] == [
            ("approve", True),
            ("reject", False),
        ]
    for stranger in (client, client_of(make.person("other"))):
        assert stranger.get(f"/api/cases/{to_slug(case_id)}").status_code == 404
    for nothing in ("x", to_slug(owner.pk), "z" * 26):
        assert client_of(officer).get(f"/api/cases/{nothing}").status_code == 404


def test_an_action_is_the_button_s_own(sides):
    owner, applicant, officer = sides
    case_id = make.opened(owner, applicant)
    path = f"/api/cases/{to_slug(case_id)}/actions"
    faulty = client_of(applicant).post(f"{path}/submit", {"data": {"title": "x"}}, JSON)
    assert faulty.status_code == 422
    assert [fault["where"] for fault in faulty.json()["faults"]] == ["/title", "/size"]
    whole = {"data": {"title": "A thing", "size": 3}, "seq": 1}
    assert client_of(applicant).post(f"{path}/submit", whole, JSON).json() == {"seq": 2, "state": "screening"}
    assert client_of(applicant).post(f"{path}/approve", {"reason": "Mine."}, JSON).status_code == 403
    assert client_of(officer).post(f"{path}/approve", {"reason": "Good.", "seq": 2}, JSON).status_code == 200
    late = client_of(officer).post(f"{path}/reject", {"reason": "Bad.", "seq": 2}, JSON)
    assert late.status_code == 409
    assert late["Content-Type"] == "application/problem+json"


def test_a_stranger_and_a_forged_request_do_nothing(sides, client):
    owner, applicant, _ = sides
    case_id = make.opened(owner, applicant)
    path = f"/api/cases/{to_slug(case_id)}/actions/submit"
    given = {"data": {"title": "A thing", "size": 3}}
    assert client.post(path, given, JSON).status_code == 401
    assert client_of(applicant, enforce_csrf_checks=True).post(path, given, JSON).status_code == 403
    assert Case.objects.get().state == "draft"
