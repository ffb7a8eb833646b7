"""Cases change hands: by hand, many at once, fairly, handed over; never to someone with ties to the applicant."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.absences import declare_absence
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.models import HubRole, Membership
from longbien.people.queries import today
from longbien.procedures.actions.desk import handing
from longbien.procedures.actions.desk.handing import assign_cases, hand_over
from longbien.procedures.actions.desk.sharing import share_out
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, DeskCase, Handler, Notice, Share, Task
from longbien.record.queries import entries
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY + timedelta(days=3)


def held():
    return dict(Handler.objects.values_list("case_id", "person__name"))


def refused(verb, **given):
    with pytest.raises(Refusal) as refusal:
        verb(at=NOW, **given)
    return refusal.value


def test_by_hand_and_back_to_nobody(office):
    (case,), lan, minh = office.many(1), office.actor("lan"), office.people["minh"]
    assert assign_cases(case_ids=[case], person_id=minh.pk, by=lan, at=NOW).count == 1
    assert assign_cases(case_ids=[case], person_id=minh.pk, by=lan, at=NOW).count == 0
    assert held() == {case: "Minh"}
    assert DeskCase.objects.get(case_id=case).handler_id == minh.pk
    assert assign_cases(case_ids=[case], person_id=None, by=lan, at=NOW, reason="r").count == 1
    assert held() == {}
    assert DeskCase.objects.get(case_id=case).handler_id is None
    kept = [entry.open for entry in entries(Case.objects.get(pk=case).subject) if "case-assigned" in entry.type]
    assert [(one["person_id"], one["before_id"], one["how"]) for one in kept] == [
        (str(minh.pk), None, "hand"),
        (None, str(minh.pk), "free"),
    ]


def test_the_handler_stays_while_the_applicant_has_the_case(office):
    (case,), lan = office.many(1), office.actor("lan")
    assign_cases(case_ids=[case], person_id=lan.id, by=lan, at=NOW)
    office.do(case, "ask", at=NOW)
    assert DeskCase.objects.get().quiet
    owner = Case.objects.get(pk=case).owner
    perform(case_id=case, action="resubmit", by=make.actor(owner.memberships.get().person), at=NOW)
    assert (DeskCase.objects.get().handler_id, DeskCase.objects.get().quiet) == (lan.id, False)


def test_many_at_once_tell_the_new_handler_once(office):
    cases, lan, minh = office.many(3), office.actor("lan"), office.people["minh"]
    assert assign_cases(case_ids=cases, person_id=minh.pk, by=lan, at=NOW).count == 3
    told = Notice.objects.filter(kind__startswith="assigned:")
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert [(one.person_id, ", ".join(numbers) in one.words["en"]) for one in told] == [(minh.pk, True)]
    assert Share.objects.get(person=minh).n == 3
    assign_cases(case_ids=cases, person_id=lan.id, by=lan, at=NOW, reason="r")
    assert told.count() == 1  # who takes a case knows
    assert not Share.objects.filter(person=lan.id).exists()  # nothing new was given


def test_all_or_none(office):
    cases, lan, minh = office.many(2), office.actor("lan"), office.people["minh"]
    Membership.objects.create(person=minh, organisation=Case.objects.get(pk=cases[1]).owner, role="member")
    refusal = refused(assign_cases, case_ids=cases, person_id=minh.pk, by=lan)
    assert refusal.status == 422
    assert Case.objects.get(pk=cases[1]).number in refusal.what.in_language("en")
    assert held() == {}


def test_who_can_be_given_a_case(office):
    cases, lan = office.many(1), office.actor("lan")
    for name in ("reviewer", "outsider"):
        assert refused(assign_cases, case_ids=cases, person_id=office.people[name].pk, by=lan).status == 422
    assert refused(assign_cases, case_ids=cases, person_id=new_id(), by=lan).status == 422
    assert refused(assign_cases, case_ids=[], person_id=lan.id, by=lan).code == "no-cases"
    many = [new_id() for _ in range(handing.MOST + 1)]
    assert refused(assign_cases, case_ids=many, person_id=lan.id, by=lan).code == "too-many-cases"


def test_who_may_give_one(office):
    case = office.file(team=(team := office.team()))
    draft = make.opened(*office.team())
    lan = office.people["lan"]
    for name in ("outsider", "reviewer"):
        assert refused(assign_cases, case_ids=[case], person_id=lan.pk, by=office.actor(name)).status == 404
    assert refused(assign_cases, case_ids=[case], person_id=lan.pk, by=make.actor(team[1])).status == 403
    assert refused(assign_cases, case_ids=[draft], person_id=lan.pk, by=office.actor("lan")).status == 404
    Membership.objects.create(person=office.people["minh"], organisation=team[0], role="member")
    assert refused(assign_cases, case_ids=[case], person_id=lan.pk, by=office.actor("minh")).status == 403


def test_shared_out_to_whoever_has_the_fewest(office):
    cases, lan, minh = office.many(5), office.actor("lan"), office.people["minh"]
    assign_cases(case_ids=cases[:2], person_id=minh.pk, by=lan, at=NOW)
    assert share_out(case_ids=cases, by=lan, at=NOW).count == 3
    names = sorted(held().values())
    assert names == ["Lan", "Lan", "Lan", "Minh", "Minh"]
    assert held()[cases[0]] == held()[cases[1]] == "Minh"  # who has a case keeps it


def test_sharing_out_passes_over_those_with_ties(office):
    case, lan, minh = office.file(team=(team := office.team())), office.actor("lan"), office.people["minh"]
    beside, _ = office.team("Viện")
    Membership.objects.create(person=office.people["lan"], organisation=beside, role="member")
    Membership.objects.create(person=team[1], organisation=beside, role="member")
    assert share_out(case_ids=[case], by=lan, at=NOW).count == 1
    assert held() == {case: "Minh"}
    assign_cases(case_ids=[case], person_id=None, by=lan, at=NOW, reason="r")
    other = office.file(team=team, at=NOW)
    Task.objects.create(
        case_id=other, kind="review", round=1, person=minh, state=Task.State.RECUSED, assigned_at=NOW, event_id=new_id()
    )
    assert share_out(case_ids=[case], by=lan, at=NOW).left == 1


def test_handed_over_with_a_reason(office):
    cases, lan, minh = office.many(3), office.actor("lan"), office.people["minh"]
    assign_cases(case_ids=cases[:2], person_id=lan.id, by=lan, at=NOW)
    assert refused(hand_over, case_ids=cases[:2], person_id=minh.pk, reason=" ", by=lan).faults[0].where == "reason"
    foreign = refused(hand_over, case_ids=cases, person_id=minh.pk, reason="r", by=lan)
    assert Case.objects.get(pk=cases[2]).number in foreign.what.in_language("en")
    assert hand_over(case_ids=cases[:2], person_id=minh.pk, reason="Nghỉ phép", by=lan, at=NOW).count == 2
    assert set(held().values()) == {"Minh"}
    assert "Nghỉ phép" in Notice.objects.get(kind__startswith="assigned:").words["vi"]


def test_the_page_hands_over_everything_in_portions(office, monkeypatch):
    cases, lan, minh = office.many(5), office.actor("lan"), office.people["minh"]
    assign_cases(case_ids=cases, person_id=lan.id, by=lan, at=NOW)
    client = client_of(lan)
    page = client.get("/en/desk/hand-over")
    assert "all 5 open cases" in page.content.decode()
    assert client.post("/desk/hand-over", {"person": to_slug(minh.pk)}).status_code == 422
    bad = client.post("/desk/hand-over", {"person": to_slug(new_id()), "reason": "đi công tác dài"})
    assert bad.status_code == 422
    assert "đi công tác dài" in bad.content.decode()
    done = client.post("/desk/hand-over", {"person": to_slug(minh.pk), "reason": "đi công tác"})
    assert done.status_code == 302
    assert set(held().values()) == {"Minh"}
    assert 'class="empty"' in client.get("/desk/hand-over").content.decode()
    other = client_of(office.people["minh"])
    one = f"/desk/hand-over?case={to_slug(cases[0])}"
    assert Case.objects.get(pk=cases[0]).number in other.get(one).content.decode()
    other.post(one, {"person": to_slug(lan.id), "reason": "r"})
    assert sorted(held().values()) == ["Lan", "Minh", "Minh", "Minh", "Minh"]
    assert other.get("/desk/hand-over?case=zzz").status_code == 404
    HubRole.objects.filter(person=office.people["lan"]).delete()
    assert 'class="empty"' in other.get(one).content.decode()


def test_the_page_gives_shares_and_keeps_what_was_chosen(office):
    cases, lan, minh = office.many(3), office.actor("lan"), office.people["minh"]
    client, chosen = client_of(lan), [to_slug(one) for one in cases[:2]]
    given = client.post("/desk/hand-out?whose=free", {"case": chosen, "person": to_slug(minh.pk), "do": "give"})
    assert given.url == "/desk/?whose=free"
    assert set(held()) == set(cases[:2])
    client.post("/desk/hand-out", {"case": chosen, "do": "free", "reason": "r"})
    assert held() == {}
    client.post("/desk/hand-out", {"case": [*chosen, "nonsense"], "do": "fair"})
    assert sorted(held().values()) == ["Lan", "Minh"]
    taken = {"case": chosen[:1], "person": to_slug(minh.pk), "do": "give", "back": "case", "reason": "r"}
    assert client_of(minh).post("/desk/hand-out", taken).url == f"/cases/{chosen[0]}/desk"
    assert held()[cases[0]] == "Minh"
    none = client.post("/desk/hand-out", {"do": "fair"})
    assert none.status_code == 422
    assert 'class="summary"' in none.content.decode()
    client.post("/desk/hand-out", {"case": chosen, "do": "free", "reason": "r"})
    Membership.objects.create(person=minh, organisation=Case.objects.get(pk=cases[0]).owner, role="member")
    bad = client.post("/desk/hand-out", {"case": chosen, "person": to_slug(minh.pk), "do": "give"})
    assert bad.status_code == 422
    assert bad.content.decode().count(" checked") == 2
    assert (
        client_of(office.people["outsider"]).post("/desk/hand-out", {"case": chosen, "do": "free"}).status_code == 404
    )
    assert client.get("/desk/?choose=all").content.decode().count(" checked") == 3


def test_sharing_out_asks_no_more_for_each_office(office):
    """What is asked again and again is each case's own: its row, its ties, its record."""
    lan = office.actor("lan")
    counts = []
    for _ in range(2):
        cases = office.many(1 if not counts else 3)
        with CaptureQueriesContext(connection) as queries:
            share_out(case_ids=cases, by=lan, at=NOW)
        counts.append(len(queries) / len(cases))
    assert counts[1] < counts[0]


def adviser_of(office, name, owner):
    stated = Stated(owner.pk, "adviser", today())
    declare_interest(stated=stated, person_id=office.people[name].pk, by=office.actor(name), at=NOW)


def test_a_declared_adviser_is_given_nothing_of_the_applicant(office):
    case, lan, minh = office.file(team=(team := office.team())), office.actor("lan"), office.people["minh"]
    adviser_of(office, "minh", team[0])
    refusal = refused(assign_cases, case_ids=[case], person_id=minh.pk, by=lan)
    assert "Minh is an adviser of Nhóm Sông Hồng." in refusal.what["en"]
    assert "Minh là cố vấn của Nhóm Sông Hồng." in refusal.what["vi"]
    assert refused(assign_cases, case_ids=[case], person_id=minh.pk, by=office.actor("minh")).status == 403
    assign_cases(case_ids=[case], person_id=lan.id, by=lan, at=NOW)
    assert refused(hand_over, case_ids=[case], person_id=minh.pk, reason="r", by=lan).status == 422
    assign_cases(case_ids=[case], person_id=None, by=lan, at=NOW, reason="r")
    assert refused(share_out, case_ids=[case], by=office.actor("minh")).status == 403
    office.people["anh"] = make.person("anh", "programme-officer")
    for name in ("lan", "anh"):
        adviser_of(office, name, team[0])
    assert share_out(case_ids=[case], by=lan, at=NOW).left == 1


def test_who_is_away_is_shared_nothing_and_marked_where_cases_are_given(office):
    cases, lan, minh = office.many(2), office.actor("lan"), office.people["minh"]
    day, at = today(), make.local_noon(today())
    declare_absence(person_id=minh.pk, since=day, until=day, by=office.actor("minh"), at=at)
    assert share_out(case_ids=cases, by=lan, at=at).count == 2
    assert set(held().values()) == {"Lan"}
    client = client_of(lan)
    assert "Minh (away)" in client.get("/en/desk/").content.decode()
    assert "Minh (away)" in client.get("/en/desk/hand-over").content.decode()
    given = {"case": [to_slug(cases[0])], "person": to_slug(minh.pk), "do": "give", "reason": "r"}
    told = client.post("/en/desk/hand-out", given, follow=True).content.decode()
    assert "Minh is away today." in told
    assert held()[cases[0]] == "Minh"


def test_sharing_out_nothing_is_no_success(office):
    cases, lan = office.many(1), office.actor("lan")
    assign_cases(case_ids=cases, person_id=lan.id, by=lan, at=NOW)
    client, chosen = client_of(lan), [to_slug(cases[0])]
    told = client.post("/en/desk/hand-out", {"case": chosen, "do": "fair"}, follow=True).content.decode()
    assert "Nothing was given out: somebody looks after each of these cases already." in told
    assert "0 cases" not in told
    again = {"case": chosen, "person": to_slug(lan.id), "do": "give"}
    assert "Nothing changed" in client.post("/en/desk/hand-out", again, follow=True).content.decode()


def test_an_absence_leads_to_the_cases_that_lie_with_who_is_away(office):
    cases, lan = office.many(2), office.actor("lan")
    assign_cases(case_ids=cases, person_id=lan.id, by=lan, at=NOW)
    declare_absence(person_id=lan.id, since=today(), until=today(), by=lan, at=make.local_noon(today()))
    page = client_of(lan).get(f"/en/people/{make.slug(lan.id)}/away").content.decode()
    assert "Hand over 2 open cases" in page
    assert 'href="/en/desk/hand-over"' in page
    assert "Looks after 2 open cases" in client_of(office.people["admin"]).get("/en/absences").content.decode()


def test_giving_to_nobody_in_particular_takes_nothing_away(office):
    cases, lan, minh = office.many(2), office.actor("lan"), office.people["minh"]
    assign_cases(case_ids=cases, person_id=minh.pk, by=lan, at=NOW)
    client, chosen = client_of(lan), [to_slug(case) for case in cases]
    unsaid = client.post("/en/desk/hand-out?whose=all", {"case": chosen[:1], "person": "", "do": "give"})
    assert unsaid.status_code == 422
    page = unsaid.content.decode()
    assert "Choose who is to look after them." in page
    assert page.count(" checked>") == 1
    assert Handler.objects.filter(person=minh).count() == 2
    assert '<option value="">– choose who –</option>' in client.get("/en/desk/").content.decode()
    far = client.post("/en/desk/hand-out?whose=all", {"person": to_slug(minh.pk), "do": "give"})
    assert f'<option value="{to_slug(minh.pk)}" selected>' in far.content.decode()
