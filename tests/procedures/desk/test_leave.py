"""Away and back: one page for the days, the deputy and the cases; on return each case can be taken back."""

from datetime import timedelta

import pytest

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.absences import end_absence
from longbien.people.models import Absence, Membership
from longbien.people.queries import today
from longbien.procedures.actions.absences.leave import FIRST_DAY, KEEP, NOW, Leave, begin_leave, go_on_leave, take_back
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.models import AwayPlan, Case, Handler, Notice, Passing
from longbien.record.models import Delivery
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at():
    return make.local_noon(today())


def held():
    return dict(Handler.objects.values_list("case_id", "person__name"))


@pytest.fixture
def mine(office):
    """Three cases that Lan looks after."""
    cases, lan = office.many(3), office.actor("lan")
    assign_cases(case_ids=cases, person_id=lan.id, by=lan, at=at())
    return cases


def away(office, cases=NOW, **more):
    since = more.pop("since", today())
    given = {"deputy_id": office.people["minh"].pk} | more
    leave = Leave(since, since + 4 * DAY, cases=cases, **given)
    return go_on_leave(leave=leave, by=office.actor("lan"), at=at())


def test_passed_on_at_once_and_taken_back(office, mine):
    assert away(office).count == 3
    assert set(held().values()) == {"Minh"}
    told = Notice.objects.get(person=office.people["minh"], kind__startswith="assigned:")
    assert "Lan vắng mặt từ" in told.words["vi"]
    assert "Lan is away from" in told.words["en"]
    lan, minh = office.actor("lan"), office.actor("minh")
    office.do(mine[0], "approve", "minh", at=at(), reason="r")
    duc = make.person("Duc", "programme-officer")
    assign_cases(case_ids=mine[1:2], person_id=duc.pk, by=minh, at=at(), reason="r")
    end_absence(absence_id=Absence.objects.get().pk, by=lan, at=at())
    done = take_back(case_ids=mine, by=lan, at=at())
    assert (done.count, done.left) == (1, 2)
    assert held() == {mine[0]: "Minh", mine[1]: "Duc", mine[2]: "Lan"}
    assert (
        "nay do Lan xử lý, do Lan chuyển. Lý do: Đã đi làm lại."
        in Notice.objects.get(person=minh.id, kind__startswith="lost:").words["vi"]
    )
    assert take_back(case_ids=mine[2:], by=lan, at=at()).count == 0


def test_kept_where_nothing_is_said(office, mine):
    assert away(office, KEEP) is None
    assert set(held().values()) == {"Lan"}
    assert not Passing.objects.exclude(absence_id=None).exists()


def test_passed_on_by_a_timer_on_the_first_day(office, mine):
    since = today() + 2 * DAY
    assert away(office, FIRST_DAY, since=since, reason="Nghỉ phép") is None
    assert set(held().values()) == {"Lan"}
    plan = AwayPlan.objects.get()
    timer = Delivery.objects.get(reaction__endswith="absence_begins")
    assert make.local_noon(since) - timer.due_at == timedelta(hours=12)
    begin_leave(absence_id=plan.pk, at=make.local_noon(since))
    assert set(held().values()) == {"Minh"}
    assert "Nghỉ phép" in Notice.objects.get(kind__startswith="assigned:").words["vi"]
    begin_leave(absence_id=plan.pk, at=make.local_noon(since))
    assert Passing.objects.exclude(absence_id=None).count() == 3


def test_an_absence_that_was_called_off_passes_nothing_on(office, mine):
    since = today() + 2 * DAY
    away(office, FIRST_DAY, since=since)
    end_absence(absence_id=Absence.objects.get().pk, by=office.actor("lan"), at=at())
    begin_leave(absence_id=AwayPlan.objects.get().pk, at=make.local_noon(since))
    assert set(held().values()) == {"Lan"}


def test_an_absence_entered_again_passes_on_what_it_says_itself(office, mine):
    lan, since = office.actor("lan"), today() + 3 * DAY
    away(office, cases=FIRST_DAY, since=since)
    called_off = Absence.objects.get().pk
    end_absence(absence_id=called_off, by=lan, at=at())
    away(office, cases=KEEP, since=since)
    begin_leave(absence_id=called_off, at=at() + 3 * DAY)
    assert set(held().values()) == {"Lan"}


def test_the_first_day_is_today(office, mine):
    assert away(office, FIRST_DAY).count == 3
    assert set(held().values()) == {"Minh"}


def test_what_the_deputy_may_not_judge_goes_to_somebody_else(office, mine):
    owner = Case.objects.get(pk=mine[0]).owner
    Membership.objects.create(person=office.people["minh"], organisation=owner, role="member")
    make.person("Duc", "programme-officer")
    assert away(office).count == 3
    assert held() == {mine[0]: "Duc", mine[1]: "Minh", mine[2]: "Minh"}


def test_what_nobody_may_judge_stays(office, mine):
    owner = Case.objects.get(pk=mine[0]).owner
    Membership.objects.create(person=office.people["minh"], organisation=owner, role="member")
    done = away(office)
    assert (done.count, done.left) == (2, 1)
    assert held()[mine[0]] == "Lan"


@pytest.mark.parametrize("to", [None, "lan", "outsider", "away"])
def test_who_can_not_be_passed_cases(office, mine, to):
    if to == "away":
        office.people["away"] = make.person("away", "programme-officer")
        Absence.objects.create(person=office.people["away"], since=today(), until=today(), declared_at=at())
    to_id = office.people[to].pk if to else None
    with pytest.raises(Refusal) as refusal:
        away(office, deputy_id=None, to_id=to_id)
    assert refusal.value.faults[0].where == "to"
    assert not Absence.objects.exclude(person=office.people.get("away")).exists()


def test_the_page_does_it_in_one_step_and_offers_the_way_back(office, mine):
    lan, minh = office.people["lan"], office.people["minh"]
    client = client_of(lan)
    page = client.get("/en/desk/away").content.decode()
    assert "You look after 3 open cases." in page
    assert "Minh · 0 cases" in page
    wanted = {"since": str(today()), "until": str(today() + DAY), "deputy": to_slug(minh.pk), "cases": NOW}
    assert client.post("/en/desk/away", wanted | {"since": ""}).status_code == 422
    told = client.post("/en/desk/away", wanted, follow=True).content.decode()
    assert "3 cases passed on: Minh 3." in told
    assert client.post("/en/desk/away", wanted).status_code == 422
    absence = to_slug(Absence.objects.get().pk)
    again = client.post(f"/en/desk/away/{absence}/back", follow=True).content.decode()
    assert "Choose which cases you take back." in again
    assert again.count(" checked>") == 3
    assert "Take back 3 cases" in client.get("/en/me").content.decode()
    assert "Take back 3 cases" in client.get(f"/en/people/{make.slug(lan.pk)}/away").content.decode()
    assert client.post("/en/desk/back", {}).status_code == 422
    done = client.post("/en/desk/back", {"case": [to_slug(mine[0])]}, follow=True).content.decode()
    assert "You look after 1 case again." in done
    assert sorted(held().values()) == ["Lan", "Minh", "Minh"]
    assert "Nothing to take back" in client_of(minh).get("/en/desk/back").content.decode()
    assert client_of(office.people["outsider"]).get("/en/desk/away").status_code == 404


def test_back_without_anything_passed_on(office):
    client, lan = client_of(office.people["lan"]), office.people["lan"]
    client.post("/en/desk/away", {"since": str(today() + DAY), "until": str(today() + DAY), "cases": KEEP})
    absence = to_slug(Absence.objects.get(person=lan).pk)
    assert "Welcome back." in client.post(f"/en/desk/away/{absence}/back", follow=True).content.decode()
    assert client_of(office.people["minh"]).post(f"/en/desk/away/{absence}/back").status_code in {403, 404}


def test_the_list_marks_whose_cases_they_were(office, mine):
    away(office)
    page = client_of(office.people["minh"]).get("/en/desk/").content.decode()
    assert page.count("for Lan, who is away") == 3
    take_back(case_ids=mine[:1], by=office.actor("lan"), at=at())
    assert client_of(office.people["minh"]).get("/en/desk/").content.decode().count("for Lan, who is away") == 2
