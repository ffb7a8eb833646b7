"""An appeal on the desk: what it is about is read there, and who decided it is kept away and told why."""

import pytest

from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.desk.sharing import share_out
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, Handler
from longbien.procedures.queries.desk.worklist import Asked, nearest, work_list
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY


@pytest.fixture
def appeal(office):
    """Lan rejected; the applicant appeals."""
    make.published(make.sample() | {"procedure": "test.appeal", "about": {"type": "procedures.case", "required": True}})
    data = make.changed(
        make.sample(), {"set": {"version": 2, "states.rejected.appeal": APPEAL, "actions.reopen": REOPEN}}
    )
    make.published(data)
    team = office.team()
    case_id = make.submitted(*team)
    office.do(case_id, "reject", at=NOW, reason="Thiếu hồ sơ kỹ thuật.")
    about = Case.objects.get(pk=case_id).subject
    by = make.actor(team[1])
    appeal_id = open_case(procedure="test.appeal", owner_id=team[0].pk, about=about, by=by, at=NOW)
    perform(case_id=appeal_id, action="submit", data={"title": "Khiếu nại", "size": 1}, by=by, at=NOW)
    return appeal_id


APPEAL = {"procedure": "test.appeal", "within": "10wd", "reopen": "reopen"}
REOPEN = make.action("rejected", "screening", "system", require=["reason"])


def test_who_decided_finds_nothing_to_take(office, appeal):
    lan, minh = office.actor("lan"), office.actor("minh")
    assert appeal not in [case.pk for case in nearest(lan, 20)]
    assert appeal not in [case.pk for case in work_list(lan, Asked(), NOW).cases]
    assert appeal in [case.pk for case in work_list(minh, Asked(), NOW).cases]
    with pytest.raises(Refusal) as refusal:
        assign_cases(case_ids=[appeal], person_id=lan.id, by=lan, at=NOW)
    assert (refusal.value.code, refusal.value.status) == ("judged-before", 403)
    assert "You had a hand in the decision that is appealed" in refusal.value.what["en"]
    with pytest.raises(Refusal) as refusal:
        assign_cases(case_ids=[appeal], person_id=lan.id, by=minh, at=NOW)
    assert "Lan had a hand in the decision that is appealed." in refusal.value.what["en"]
    assert share_out(case_ids=[appeal], by=minh, at=NOW).count == 1
    assert Handler.objects.get(case_id=appeal).person_id == minh.id


def test_the_desk_tells_the_decision_and_whom_it_keeps_away(office, appeal):
    page = f"/en/cases/{make.slug(appeal)}"
    desk = client_of(office.people["minh"]).get(f"{page}/desk").content.decode()
    assert "Thiếu hồ sơ kỹ thuật." in desk
    assert "Decision" in desk
    assert "You are recused" not in desk
    told = client_of(office.people["lan"]).get(page).content.decode()
    assert "You had a hand in the decision that is appealed" in told
    assert "Take this case" not in told
    assert client_of(office.people["lan"]).get(f"{page}/desk").status_code == 403


def test_the_service_leads_to_the_decision(office, appeal):
    page = client_of(office.people["lan"]).get("/en/services/test.appeal").content.decode()
    assert "You apply from the page of the decision" in page
    assert "from the page of the thing" not in page
