"""An appeal that its applicant gives up again: the right stays, and whoever shares the case hears of it."""

import html
import re

import pytest

from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, Notice
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY
APPEAL = {"procedure": "test.appeal", "within": "10wd", "reopen": "reopen"}
REOPEN = make.action("rejected", "screening", "system", require=["reason"])
SLA = {"states.screening": {"sla": {"within": "5wd"}}}
LOOKED = 'name="_looked" value="([^"]*)"'
WITHDRAWN = {
    "about": {"type": "procedures.case", "required": True},
    "states.withdrawn": {"final": True},
    "actions.withdraw": make.action(["draft", "screening"], "withdrawn", "applicant", require=["reason"]),
}


class Side:
    """A team of two whose case was refused by Lan."""

    def __init__(self):
        make.published(make.changed(make.sample() | {"procedure": "test.appeal"}, {"set": WITHDRAWN}))
        set_ = {"states.rejected.appeal": APPEAL, "actions.reopen": REOPEN}
        make.published(make.changed(make.sample(), {"set": set_}))
        self.lan, self.minh = (make.person(name, "programme-officer") for name in ("lan", "minh"))
        self.hanh, self.mate = make.person("hanh"), make.person("mate")
        self.team = make.team(self.hanh, self.mate)
        self.case_id = make.submitted(self.team, self.hanh)
        self.do(self.case_id, "reject", self.lan, reason="No.")

    @property
    def case(self):
        return Case.objects.get(pk=self.case_id)

    def do(self, case_id, action, who, **given):
        perform(case_id=case_id, action=action, by=make.actor(who), at=NOW, **given)

    def appeal(self):
        by, about = make.actor(self.hanh), self.case.subject
        return open_case(procedure="test.appeal", owner_id=self.team.pk, about=about, by=by, at=NOW)

    def submit(self, appeal_id):
        self.do(appeal_id, "submit", self.hanh, data={"title": "Again", "size": 1})

    def page(self, case_id=None):
        slug = make.slug(case_id or self.case_id)
        return client_of(self.hanh).get(f"/en/cases/{slug}").content.decode()


@pytest.fixture
def side():
    return Side()


def test_a_draft_given_up_leaves_the_right_to_appeal(side):
    first = side.appeal()
    with pytest.raises(Refusal) as refusal:
        side.appeal()
    assert refusal.value.code == "appealed-already"
    side.do(first, "withdraw", side.hanh, reason="Begun by mistake.")
    second = side.appeal()
    side.submit(second)
    assert Case.objects.get(pk=second).state == "screening"


def test_the_last_look_and_the_receipt_name_the_decision_and_the_days(side):
    make.published(
        make.changed(make.sample() | {"procedure": "test.appeal"}, {"set": {**WITHDRAWN, "version": 2, **SLA}})
    )
    appeal = side.appeal()
    client, case = client_of(side.hanh), f"/en/cases/{make.slug(appeal)}"
    client.post(f"{case}/do/submit", {"title": "Again", "size": "1"})
    look = client.get(f"{case}/do/submit/send").content.decode()
    for said in ("To be sent by", "Answer by", side.case.number):
        assert said in look
    sent = client.post(f"{case}/do/submit/send", {"_looked": html.unescape(re.search(LOOKED, look)[1])}, follow=True)
    receipt = sent.content.decode()
    for said in ("is submitted.", "Receipt and date of the answer", "Answer by", side.case.number):
        assert said in receipt
    assert "Answer by" in client.get(case).content.decode(), "the page of the case keeps the promise of its receipt"


def test_an_appeal_that_was_decided_uses_the_right_up(side):
    first = side.appeal()
    side.submit(first)
    side.do(first, "reject", side.minh, reason="No again.")
    with pytest.raises(Refusal) as refusal:
        side.appeal()
    assert refusal.value.code == "appealed-already"


def test_the_refused_case_tells_its_appeal_and_offers_no_second(side):
    assert "You may appeal against this decision until" in side.page()
    appeal = side.appeal()
    assert "You began an appeal and have not submitted it." in side.page()
    assert "You can submit this appeal until" in side.page(appeal)
    side.submit(appeal)
    said, number = side.page(), Case.objects.get(pk=appeal).number
    assert "You appealed against this decision:" in said
    assert number in said
    assert "You may appeal" not in said
    side.do(appeal, "withdraw", side.hanh, reason="We mended it.")
    assert "You may appeal against this decision until" in side.page()


def test_whoever_shares_the_case_hears_that_one_member_ended_it(side):
    appeal = side.appeal()
    side.submit(appeal)
    side.do(appeal, "withdraw", side.mate, reason="Without asking.")
    told = {one.person_id: one.words["en"] for one in Notice.objects.filter(case_id=appeal, kind="moved")}
    assert set(told) == {side.hanh.pk, side.minh.pk}
    assert "Mate ended case" in told[side.hanh.pk]
    assert "Without asking." in told[side.minh.pk]


def test_a_draft_that_was_never_sent_is_no_news_to_an_office(side):
    appeal = side.appeal()
    side.do(appeal, "withdraw", side.mate, reason="Begun by mistake.")
    assert set(Notice.objects.filter(case_id=appeal).values_list("person_id", flat=True)) == {side.hanh.pk}


def test_the_start_of_an_appeal_asks_not_in_whose_name(side):
    make.team(side.hanh, name="Another")
    client, url = client_of(side.hanh), f"/en/services/test.appeal/start?about={side.case.subject}"
    page = client.get(url).content.decode()
    assert "In the name of Team." in page
    assert "Another" not in page
    assert client.post(url).status_code == 302
    again = client.post(url)
    assert again.status_code == 409
    assert "has been appealed already" in again.content.decode()
    assert Case.objects.filter(about=str(side.case.subject)).get().owner_id == side.team.pk
