"""Nobody loses a case unseen: a reason, a notice, a line in the history; a stale page gives nothing away; undo."""

from datetime import timedelta

import pytest

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.models import HubRole
from longbien.procedures.actions.desk.handing import assign_cases, hand_over
from longbien.procedures.actions.desk.undoing import undo_handing
from longbien.procedures.models import Case, DeskCase, Handler, Notice, Share
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY + timedelta(days=3)


def held():
    return dict(Handler.objects.values_list("case_id", "person__name"))


def given(office, cases, name, **more):
    return assign_cases(
        case_ids=cases, person_id=office.people[name].pk if name else None, by=office.actor("lan"), at=NOW, **more
    )


@pytest.mark.parametrize("to", ["lan", None])
def test_a_colleague_s_case_is_taken_only_with_a_reason(office, to):
    cases = office.many(2)
    given(office, cases[:1], "minh")
    with pytest.raises(Refusal) as refusal:
        given(office, cases, to)
    assert (refusal.value.status, refusal.value.faults[0].where) == (422, "reason")
    assert held() == {cases[0]: "Minh"}
    assert given(office, cases, to, reason="Minh nghỉ ốm").count == (2 if to else 1)


def test_whoever_loses_cases_is_told_once_and_why(office):
    cases, minh = office.many(3), office.people["minh"]
    given(office, cases, "minh")
    given(office, cases, "lan", reason="Minh nghỉ ốm")
    told = Notice.objects.get(kind__startswith="lost:")
    numbers = ", ".join(sorted(Case.objects.filter(pk__in=cases).values_list("number", flat=True)))
    assert told.person_id == minh.pk
    assert told.words["vi"] == f"3 hồ sơ nay do Lan xử lý, do Lan chuyển. Đó là: {numbers}. Lý do: Minh nghỉ ốm"
    assert "went from you to Lan, moved by Lan" in told.words["en"]
    given(office, cases[:1], "minh", reason="r")
    given(office, cases[:1], None, reason="r")
    assert "nay chưa phân công" in Notice.objects.filter(kind__startswith="lost:").latest("pk").words["vi"]


def test_the_history_tells_the_office_and_nobody_else(office):
    case = office.file(team=(team := office.team()))
    given(office, [case], "minh")
    given(office, [case], "lan", reason="Minh nghỉ ốm")
    inside = client_of(office.people["minh"]).get(f"/cases/{make.slug(case)}").content.decode()
    assert "Minh → Lan" in inside
    assert "Minh nghỉ ốm" in inside
    outside = client_of(team[1]).get(f"/cases/{make.slug(case)}").content.decode()
    assert "Minh → Lan" not in outside
    assert "Minh nghỉ ốm" not in outside


def test_a_change_of_hands_without_a_reason_says_none(office):
    case = office.file()
    done = given(office, [case], "minh")
    undo_handing(batch=done.batch, by=office.actor("lan"), at=NOW)
    page = client_of(office.people["minh"]).get(f"/cases/{make.slug(case)}").content.decode()
    assert "chưa phân công → Minh" in page
    assert "Minh → chưa phân công" in page
    assert "None" not in page


def test_what_changed_hands_meanwhile_stays_and_is_named(office):
    cases, admin = office.many(3), make.person("Duc", "programme-officer")
    seen = dict.fromkeys(cases)
    assign_cases(case_ids=cases[:1], person_id=admin.pk, by=office.actor("minh"), at=NOW)
    done = given(office, cases, "lan", seen=seen)
    assert done.count == 2
    (missed,) = done.missed
    assert (missed.number, missed.handler, missed.by) == (Case.objects.get(pk=cases[0]).number, "Duc", "Minh")
    assert held() == {cases[0]: "Duc", cases[1]: "Lan", cases[2]: "Lan"}
    # Whoever wanted the same is content, and a case that was freed meanwhile is named too.
    assert given(office, cases[:1], "minh", seen={cases[0]: admin.pk}, reason="r").count == 1
    assert given(office, cases[:1], "minh", seen={cases[0]: None}).missed == ()
    given(office, cases[:1], None, reason="r")
    assert given(office, cases[:1], "lan", seen={cases[0]: admin.pk}).missed[0].handler == ""


def test_two_lists_open_at_once(office):
    cases, minh = office.many(2), office.people["minh"]
    duc = make.person("Duc", "programme-officer")
    client = client_of(office.people["lan"])
    page = client.get("/en/desk/?whose=free").content.decode()
    shown = [f"{to_slug(case)}~" for case in cases]
    assert all(f'value="{one}"' in page for one in shown)
    client_of(minh).post("/desk/hand-out", {"case": shown[:1], "person": to_slug(duc.pk), "do": "give"})
    answer = client.post(
        "/en/desk/hand-out", {"case": shown, "person": to_slug(minh.pk), "do": "give"}, follow=True
    ).content.decode()
    assert "Gave 1 case to Minh." in answer
    assert f"{Case.objects.get(pk=cases[0]).number} was given to Duc by Minh" in answer
    assert held() == {cases[0]: "Duc", cases[1]: "Minh"}


def test_the_page_asks_why_and_keeps_what_was_chosen(office):
    cases, lan = office.many(2), office.people["lan"]
    given(office, cases[:1], "minh")
    client = client_of(lan)
    wanted = {"case": [to_slug(one) for one in cases], "person": to_slug(lan.pk), "do": "give"}
    asked = client.post("/en/desk/hand-out?when=overdue", wanted)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "1 case that somebody looks after" in page
    assert "1 more that nobody looks after" in page
    assert page.count('name="case"') == 2
    assert 'class="summary"' not in page
    assert 'class="summary"' in client.post("/en/desk/hand-out", wanted | {"reason": " "}).content.decode()
    done = client.post("/en/desk/hand-out?when=overdue", wanted | {"reason": "Minh nghỉ ốm"})
    assert done.url == "/en/desk/?when=overdue"
    assert "You took 2 cases." in client.get(done.url).content.decode()
    nobody = client.post("/en/desk/hand-out", {"case": wanted["case"], "person": "", "do": "give"})
    assert nobody.status_code == 422
    assert "Choose who is to look after them." in nobody.content.decode()


def test_the_last_handing_out_is_undone_from_the_message(office):
    cases, minh = office.many(3), office.people["minh"]
    given(office, cases[:1], "minh")
    client = client_of(office.people["lan"])
    wanted = {"case": [to_slug(one) for one in cases], "person": to_slug(office.people["lan"].pk), "do": "give"}
    page = client.post("/en/desk/hand-out?when=overdue", wanted | {"reason": "r"}, follow=True).content.decode()
    undo = page.partition('action="/en/desk/undo/')[2].partition('"')[0]
    back = client.post(f"/en/desk/undo/{undo}")
    assert back.url == "/en/desk/?when=overdue"
    answer = client.get(back.url).content.decode()
    assert "Undone: 3 cases are as before." in answer
    assert held() == {cases[0]: "Minh"}
    assert set(DeskCase.objects.values_list("handler_id", flat=True)) == {None, minh.pk}
    assert not Share.objects.filter(person=office.people["lan"], n__gt=0).exists()
    assert "This was undone already." in client.post(f"/en/desk/undo/{undo}", follow=True).content.decode()
    assert client_of(minh).post(f"/en/desk/undo/{undo}").status_code == 404


def test_sharing_out_says_how_many_stay_with_whom_they_are(office):
    cases = office.many(3)
    given(office, cases[:2], "minh")
    wanted = {"case": [to_slug(one) for one in cases], "do": "fair"}
    answer = client_of(office.people["lan"]).post("/en/desk/hand-out", wanted, follow=True).content.decode()
    assert "2 cases have a handler already and stay." in answer


def test_what_went_on_since_is_not_undone(office):
    cases, lan = office.many(4), office.actor("lan")
    done = given(office, cases, "minh")
    assign_cases(case_ids=cases[:1], person_id=lan.id, by=lan, at=NOW, reason="r")
    office.do(cases[1], "approve", at=NOW, reason="r")
    undone = undo_handing(batch=done.batch, by=lan, at=NOW + timedelta(hours=1))
    assert (undone.count, undone.left) == (2, 2)
    assert held() == {cases[0]: "Lan", cases[1]: "Minh"}
    with pytest.raises(Refusal) as late:
        undo_handing(batch=given(office, cases[2:], "minh").batch, by=lan, at=NOW + timedelta(days=2))
    assert late.value.status == 409


def test_undone_never_to_somebody_who_left(office):
    (case,), lan, minh = office.many(1), office.actor("lan"), office.people["minh"]
    given(office, [case], "minh")
    done = given(office, [case], "lan", reason="r")
    HubRole.objects.filter(person=minh).delete()
    assert undo_handing(batch=done.batch, by=lan, at=NOW).left == 1
    assert held() == {case: "Lan"}


def test_the_first_time_counts_again_when_it_was_undone(office):
    (case,), lan = office.many(1), office.actor("lan")
    undo_handing(batch=given(office, [case], "minh").batch, by=lan, at=NOW)
    given(office, [case], "lan")
    assert [(one.person_id, one.n) for one in Share.objects.filter(n__gt=0)] == [(lan.id, 1)]


def test_a_long_reason_and_a_portion_handed_over(office):
    (case,), lan = office.many(1), office.actor("lan")
    given(office, [case], "lan")
    with pytest.raises(Refusal) as refusal:
        hand_over(case_ids=[case], person_id=office.people["minh"].pk, reason="x" * 2001, by=lan, at=NOW)
    assert refusal.value.code == "reason-long"
