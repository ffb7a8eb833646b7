"""A service that is taken out of use: told before, gone from where one begins, its running cases untouched."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from longbien.kernel.refusal import Refusal
from longbien.people.queries import today
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case
from longbien.procedures.queries import services_about
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
INSTEAD = make.bi("Hãy dùng dịch vụ mới.")


@pytest.fixture
def team():
    person = make.person("An")
    return make.team(person), person


def offered_until(day, **more):
    until = {"service.until": day.isoformat(), "service.instead": INSTEAD, **more}
    return make.published(make.changed(make.sample(), {"set": until}))


def page(path):
    return Client().get(f"/en{path}").content.decode()


def linked():
    return Client().get(reverse("procedures:catalogue-jsonld")).content.decode()


def test_its_last_day_is_told_while_it_is_offered(team):
    offered_until(today())
    said = page("/services/test.sample")
    assert "no new case is taken after that day" in said
    assert "/en/services/test.sample/start" in said
    assert "/en/services/test.sample" in page("/search?q=Sample")
    assert "test.sample" in linked()
    assert json.loads(Client().get("/api/services").content)[0]["offered_until"] == today().isoformat()


def test_after_it_nobody_is_led_to_a_beginning(team):
    offered_until(today() - timedelta(days=1))
    said = page("/services/test.sample")
    assert "No longer offered" in said
    assert "Hãy dùng dịch vụ mới." in said
    assert "/en/services/test.sample/start" not in said
    assert page("/services/").index("No longer offered") < page("/services/").index("/en/services/test.sample")
    assert "/en/services/test.sample" not in page("/search?q=Sample")
    assert "test.sample" not in linked()
    start = client_of(team[1]).get("/en/services/test.sample/start")
    assert (start.status_code, "took new cases until" in start.content.decode()) == (200, True)
    sent = client_of(team[1]).post("/en/services/test.sample/start", {"organisation": str(team[0].pk)})
    assert (sent.status_code, Case.objects.count()) == (409, 0)


def test_nothing_is_begun_on_a_thing_either(team):
    about = {"about": "problems.problem"}
    offered_until(today(), **about)
    assert [one.code for one in services_about("problems.problem")] == ["test.sample"]
    make.published(
        make.changed(
            make.sample(),
            {"set": {**about, "version": 2, "service.until": (today() - timedelta(days=1)).isoformat()}},
        )
    )
    assert services_about("problems.problem") == ()


def test_a_case_that_was_open_goes_on(team):
    organisation, person = team
    offered_until(make.MONDAY.date())
    case = make.opened(organisation, person)
    later = make.MONDAY + timedelta(days=9)
    with pytest.raises(Refusal, match="no-longer-offered"):
        make.opened(organisation, person, at=later)
    perform(case_id=case, action="submit", data={"title": "A thing", "size": 2}, by=make.actor(person), at=later)
    assert Case.objects.get().state == "screening"


def test_whoever_was_promised_an_appeal_keeps_it():
    """The letter of the decision said until when; that the service of appeals ends meanwhile takes nothing away."""
    appeals = {"about": {"type": "procedures.case", "required": True}, "service.until": make.MONDAY.date().isoformat()}
    make.published(make.changed(make.sample() | {"procedure": "test.appeal"}, {"set": appeals}))
    decided = {
        "states.rejected.appeal": {"procedure": "test.appeal", "within": "10wd", "reopen": "reopen"},
        "actions.reopen": make.action("rejected", "screening", "system", require=["reason"]),
    }
    make.published(make.changed(make.sample(), {"set": decided}))
    lan, officer = make.person("lan"), make.person("officer", "programme-officer")
    owner = make.team(lan)
    at = make.local_noon(today())
    case_id = make.submitted(owner, lan, at=at)
    perform(case_id=case_id, action="reject", reason="No.", by=make.actor(officer), at=at)
    subject = Case.objects.get(pk=case_id).subject
    page = client_of(lan).get("/en/services/test.appeal/start", {"about": str(subject)}).content.decode()
    assert "took new cases until" not in page
    opened = open_case(procedure="test.appeal", owner_id=owner.pk, about=subject, by=make.actor(lan), at=at)
    assert Case.objects.get(pk=opened).about == str(subject)
