"""One case that somebody is kept from, by a tie to its applicant or because they decided before, holds up no other."""

from datetime import timedelta

import pytest

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.models import Membership
from longbien.people.queries import today
from longbien.procedures.actions.absences.leave import NOW as AT_ONCE
from longbien.procedures.actions.absences.leave import Leave, go_on_leave, take_back
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.desk.sharing import move_surplus, share_office
from longbien.procedures.actions.desk.undoing import undo_handing
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, Handler
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
OFFICE = "group:programme-officer"
NOW = make.MONDAY + timedelta(days=3)


@pytest.fixture
def duc():
    return make.person("duc", "programme-officer")


@pytest.fixture
def sides(office):
    """A case of a team that Lan is about to join, and one of strangers."""
    near, far = office.team(), office.team()
    return near[0], [office.file(team=near), office.file(team=far)]


def join(office, team):
    Membership.objects.create(person=office.people["lan"], organisation=team, role="member")


def held():
    return dict(Handler.objects.values_list("case_id", "person__name"))


def test_what_is_left_of_an_office_is_shared_without_it(office, sides, duc):
    team, (tied, other) = sides
    join(office, team)
    among = [office.people["minh"].pk, duc.pk]
    done = share_office(office=OFFICE, among=among, by=office.actor("lan"), at=NOW)
    assert (done.count, set(held())) == (1, {other})
    assert share_office(office=OFFICE, among=among, by=make.actor(duc), at=NOW).count == 1
    assert set(held()) == {tied, other}


def test_an_appeal_against_whoever_shares_out_stays_for_somebody_else(office, duc):
    appeal = {"procedure": "test.appeal", "within": "10wd", "reopen": "reopen"}
    make.published(make.sample() | {"procedure": "test.appeal", "about": {"type": "procedures.case", "required": True}})
    reopen = make.action("rejected", "screening", "system", require=["reason"])
    data = {"version": 2, "states.rejected.appeal": appeal, "actions.reopen": reopen}
    make.published(make.changed(make.sample(), {"set": data}))
    team = office.team()
    refused = office.file(team=team)
    office.do(refused, "reject", at=NOW, reason="No.")
    by, about = make.actor(team[1]), Case.objects.get(pk=refused).subject
    appeal_id = open_case(procedure="test.appeal", owner_id=team[0].pk, about=about, by=by, at=NOW)
    perform(case_id=appeal_id, action="submit", data={"title": "Again", "size": 1}, by=by, at=NOW)
    stranger = office.file()
    among = [office.people["minh"].pk, duc.pk]
    done = share_office(office=OFFICE, among=among, by=office.actor("lan"), at=NOW)
    assert (done.count, set(held())) == (1, {stranger})


def test_a_surplus_is_moved_without_it(office, sides, duc):
    team, (_tied, other) = sides
    assign_cases(case_ids=sides[1], person_id=office.people["minh"].pk, by=office.actor("lan"), at=NOW)
    join(office, team)
    moved = {"office": OFFICE, "person_id": office.people["minh"].pk, "count": 2, "among": [duc.pk], "reason": "r"}
    assert move_surplus(**moved, by=office.actor("lan"), at=NOW).count == 1
    assert held()[other] == "Duc"


def test_a_batch_is_undone_without_it(office, sides):
    team, (tied, other) = sides
    lan = office.actor("lan")
    batch = assign_cases(case_ids=[tied, other], person_id=office.people["minh"].pk, by=lan, at=NOW).batch
    join(office, team)
    done = undo_handing(batch=batch, by=office.actor("lan"), at=NOW)
    assert (done.count, done.left, held()) == (1, 1, {tied: "Minh"})
    join(office, office.teams[1])
    with pytest.raises(Refusal, match="not-allowed"):
        undo_handing(batch=batch, by=office.actor("lan"), at=NOW)


def test_whoever_comes_back_takes_the_others_back(office, sides):
    team, (tied, other) = sides
    at, lan = make.local_noon(today()), office.actor("lan")
    assign_cases(case_ids=[tied, other], person_id=lan.id, by=lan, at=at)
    days = Leave(today(), today() + timedelta(days=2), deputy_id=office.people["minh"].pk, cases=AT_ONCE)
    go_on_leave(leave=days, by=lan, at=at)
    join(office, team)
    done = take_back(case_ids=[tied, other], by=office.actor("lan"), at=at)
    assert (done.count, done.left, held()) == (1, 1, {tied: "Minh", other: "Lan"})


def test_everything_else_is_handed_over(office, sides):
    team, (tied, other) = sides
    lan = office.actor("lan")
    assign_cases(case_ids=[tied, other], person_id=lan.id, by=lan, at=NOW)
    join(office, team)
    sent = {"person": to_slug(office.people["minh"].pk), "reason": "đi công tác"}
    assert client_of(office.people["lan"]).post("/desk/hand-over", sent).status_code == 302
    assert held() == {tied: "Lan", other: "Minh"}
