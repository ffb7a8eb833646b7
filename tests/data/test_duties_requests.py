"""A person asks about their data through the service, and a steward grants it: the clocks, the erasure, the receipt."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from longbien.data.actions.duties.carry_out import carry_out
from longbien.data.models import Receipt, SubjectRequest
from longbien.data.queries.duties.requests import requests
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.publish_version import publish_version
from longbien.record.actions.deliver import deliver as work
from longbien.record.models import Event
from tests.data.duties_make import CODE, HELD, deliver_persons, list_persons
from tests.people.make import NOW, actor, client_of, organisation
from tests.procedures.make import hub_bundle

pytestmark = pytest.mark.django_db
SERVICE = "hanoi.data-subject-request"


@pytest.fixture
def asked():
    """A case of the hub's own service, sent by somebody whose card is in the set."""
    publish_version(bundle=hub_bundle("data-subject-request"), by=SYSTEM, at=NOW)
    list_persons()
    deliver_persons()
    return send


def send(what: str = "deletion", code: str = CODE, person: str = HELD):
    team = organisation(f"Tổ chức {what}")
    who = actor(lead_of=team.pk, name="Lan")
    case_id = open_case(procedure=SERVICE, owner_id=team.pk, about=None, by=who, at=NOW)
    data = {"title": "Dữ liệu của tôi", "data_set": code, "asked": what, "person": person, "why": "Tôi không muốn nữa."}
    perform(case_id=case_id, action="submit", data=data, by=who, at=NOW)
    return case_id, who


def test_a_deletion_is_granted_carried_out_and_proved(asked, settings):
    case_id, who = asked()
    steward = actor("department-officer", name="Hà")
    [one] = requests()
    assert (one.answer_by, one.due_by) == (settings.HUB.calendar.add(NOW, 2), NOW + timedelta(hours=72))
    assert one.did == frozenset()
    desk = client_of(steward).get("/en/data/steward/").content.decode()
    assert reverse("procedures:desk-case", args=[case_id]) in desk
    assert HELD not in desk
    perform(case_id=case_id, action="accept", by=steward, at=NOW + timedelta(hours=1))
    perform(case_id=case_id, action="grant", reason="Đúng mã", by=steward, at=NOW + timedelta(hours=2))
    [one] = requests()
    assert (one.did, one.is_open) == ({"answered", "ordered"}, True)
    later = NOW + timedelta(hours=3)
    while work(clock=lambda: later):
        pass
    [one], receipt = requests(), Receipt.objects.get()
    assert (one.is_open, one.answered, one.done) == (False, "kept", "kept")
    assert (receipt.request_id, receipt.is_clean, receipt.report["rows"]) == (case_id, True, 5)
    hers = client_of(who).get(reverse("procedures:case", args=[case_id])).content.decode()
    assert reverse("data:receipt", args=[receipt.pk]) in hers, "who asked is led to the proof"
    carry_out(case_id, at=later)
    assert Receipt.objects.count() == 1
    leaves = str(list(Event.objects.values_list("leaf", flat=True)))
    assert HELD not in leaves
    page = Client().get("/en/data/duties/").content.decode()
    assert HELD not in page
    assert "Delete the data" in page
    assert (
        reverse("procedures:desk-case", args=[case_id]) in client_of(steward).get("/en/data/duties/").content.decode()
    )


def test_other_requests_are_done_with_their_decision(asked):
    steward = actor("department-officer", name="Hà")
    first, _ = asked("restriction")
    second, who = asked("access")
    assert [one.due_by.date() for one in requests()] == [(NOW + timedelta(15)).date()] * 2
    perform(case_id=first, action="accept", by=steward, at=NOW)
    perform(case_id=first, action="extend", reason="Nhiều bên", by=steward, at=NOW)
    assert max(one.due_by for one in requests()).date() == (NOW + timedelta(30)).date()
    perform(case_id=first, action="grant", reason="Đúng mã", by=steward, at=NOW + timedelta(20))
    perform(case_id=second, action="withdraw", reason="Thôi", by=who, at=NOW)
    assert {one.did for one in requests()} == {frozenset({"answered", "extended", "done"}), frozenset({"withdrawn"})}
    assert not any(one.is_open for one in requests())


def test_what_has_no_clock_or_no_set_is_refused(asked, settings):
    for what, code in (("deletion", "none"), ("other", CODE)):
        with pytest.raises(Refusal) as said:
            asked(what, code)
        assert said.value.status == 422
    settings.HUB = replace(settings.HUB, folder=settings.VAR)
    with pytest.raises(Refusal) as said:
        asked()
    assert said.value.code == "no-clock"
    assert not SubjectRequest.objects.exists()
