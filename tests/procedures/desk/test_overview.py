"""The supervisor's page leads to the cases behind each figure, tells what is late now, and shares work out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.absences import declare_absence
from longbien.people.models import HubRole
from longbien.people.queries import today
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.desk.sharing import move_surplus, share_office
from longbien.procedures.models import DeskCase, Handler, Notice
from longbien.procedures.queries.desk.overview import overview
from longbien.procedures.queries.versions import all_in_force
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
OFFICE = "group:programme-officer"
NOW = make.MONDAY + timedelta(days=3)
LATER = make.MONDAY + timedelta(days=60)


def held(name=None):
    names = list(Handler.objects.values_list("person__name", flat=True))
    return sorted(names) if name is None else names.count(name)


def seen(office, at=LATER):
    return overview(OFFICE, all_in_force(), at)


def shared(office, *names, at=NOW):
    return share_office(office=OFFICE, among=[office.people[n].pk for n in names], by=office.actor("lan"), at=at)


def test_what_waits_for_the_applicant_is_counted_apart(office):
    cases, lan = office.many(3), office.actor("lan")
    assign_cases(case_ids=cases[:1], person_id=lan.id, by=lan, at=NOW)
    office.do(cases[0], "ask", at=NOW, reason="r")
    found = seen(office)
    assert (found.open, found.overdue, found.quiet, found.free) == (2, 2, 1, 2)
    assert [(one.name, one.open, one.quiet) for one in found.loads] == [("", 2, 0), ("Lan", 0, 1), ("Minh", 0, 0)]


def test_where_most_is_late_now_comes_first(office):
    cases = office.many(3)
    office.do(cases[0], "pass", at=NOW)
    steps = [(one.state, one.now.open, one.now.overdue) for one in seen(office).steps]
    assert steps == [("screening", 2, 2), ("review", 1, 1)]
    early = [(one.state, one.now.overdue) for one in seen(office, NOW).steps]
    assert sorted(early) == [("review", 0), ("screening", 0)]


def test_each_figure_leads_to_the_cases_behind_it(office):
    cases, minh = office.many(3), office.people["minh"]
    assign_cases(case_ids=cases[:2], person_id=minh.pk, by=office.actor("lan"), at=NOW)
    page = client_of(office.people["lan"]).get("/en/desk/overview").content.decode()
    at = "/en/desk/?office=group%3Aprogramme-officer&amp;"
    for way in ("when=overdue", "whose=free", f"whose={to_slug(minh.pk)}", "service=test.sample&amp;state=screening"):
        assert f'href="{at}{way}"' in page, way
    assert "/en/desk/share?office=group%3Aprogramme-officer" in page
    listed = client_of(office.people["lan"]).get(f"/en/desk/?office={OFFICE}&whose={to_slug(minh.pk)}")
    assert listed.content.decode().count('name="case"') == 2
    # Who oversees it from outside sees the figures, but has no work list to go to.
    outside = client_of(office.people["admin"]).get(f"/en/desk/overview?office={OFFICE}").content.decode()
    assert at not in outside
    assert "/en/desk/share" not in outside


def test_what_nobody_has_is_shared_out_by_load(office):
    cases, duc = office.many(6), make.person("Duc", "programme-officer")
    office.people["duc"] = duc
    assign_cases(case_ids=cases[:2], person_id=duc.pk, by=office.actor("lan"), at=NOW)
    done = shared(office, "minh", "duc")
    assert (done.count, held()) == (4, ["Duc"] * 3 + ["Minh"] * 3)
    with pytest.raises(Refusal) as none:
        shared(office, "minh")
    assert none.value.faults[0].where == "among"
    assert Notice.objects.filter(person=office.people["minh"], kind__startswith="assigned:").count() == 1


def test_sharing_is_among_the_chosen_who_sit_there(office):
    office.many(1)
    with pytest.raises(Refusal):
        shared(office)
    assert shared(office, "outsider", "reviewer").left == 1
    assert held() == []


def test_a_surplus_moves_with_a_reason_and_both_hear_of_it(office):
    cases, lan, minh = office.many(5), office.actor("lan"), office.people["minh"]
    assign_cases(case_ids=cases, person_id=minh.pk, by=lan, at=NOW)

    def moved(count, reason="Minh quá tải", among=(lan.id,)):
        return move_surplus(
            office=OFFICE, person_id=minh.pk, count=count, among=among, reason=reason, by=lan, at=NOW
        )  # fmt: skip

    for bad in ({"count": 2, "reason": " "}, {"count": 0}, {"count": 301}, {"count": 1, "among": ()}):
        with pytest.raises(Refusal) as refusal:
            moved(**bad)
        assert refusal.value.faults
    assert moved(2, among=(lan.id, minh.pk)).count == 2
    assert held() == ["Lan", "Lan", "Minh", "Minh", "Minh"]
    farthest = set(DeskCase.objects.order_by("-due")[:2].values_list("case_id", flat=True))
    assert set(Handler.objects.filter(person_id=lan.id).values_list("case_id", flat=True)) == farthest
    assert "Minh quá tải" in Notice.objects.get(person=minh, kind__startswith="lost:").words["vi"]
    assert moved(5).count == 3
    with pytest.raises(Refusal):
        moved(1)


def test_the_page_leaves_out_who_is_away_and_who_shares_out(office):
    lan, minh = office.people["lan"], office.people["minh"]
    office.many(4)
    duc = make.person("Duc", "programme-officer")
    day, at = today(), make.local_noon(today())
    declare_absence(person_id=duc.pk, since=day, until=day, by=make.actor(duc), at=at)
    client, path = client_of(lan), f"/en/desk/share?office={OFFICE}"
    page = client.get(path).content.decode()
    assert "4 cases are assigned to nobody." in page
    assert "Duc · 0 cases · away today" in page
    checked = [line for line in page.split("<label") if " checked" in line]
    assert len(checked) == 1
    assert to_slug(minh.pk) in checked[0]
    assert client.post(path, {}).status_code == 422
    told = client.post(path, {"among": [to_slug(minh.pk), to_slug(lan.pk)]}, follow=True).content.decode()
    assert "Shared out 4 cases: Lan 2, Minh 2." in told
    assert "Undo" in told
    assert "nothing to share out" in client.get(path).content.decode()
    source = f"{path}&from={to_slug(minh.pk)}"
    assert "2 cases wait for the office" in client.get(source).content.decode()
    wanted = {"count": "1", "among": [to_slug(lan.pk)], "reason": ""}
    assert client.post(source, wanted).status_code == 422
    client.post(source, wanted | {"reason": "san bớt"})
    assert (held("Lan"), held("Minh")) == (3, 1)
    assert client.get(f"{path}&from=nobody").status_code == 404
    assert client_of(office.people["admin"]).get(path).status_code == 404


def test_tables_as_files_in_the_reader_s_language(office):
    cases, lan = office.many(1), office.actor("lan")
    assign_cases(case_ids=cases, person_id=lan.id, by=lan, at=NOW)
    for _ in range(5):
        case = office.file(at=NOW)
        office.do(case, "approve", at=NOW + timedelta(days=1), reason="r")
    client = client_of(lan)
    files = {(lang, name): client.get(f"{lang}/desk/overview/{name}.csv").content.decode() for lang in ("", "/en")
             for name in ("load", "steps", "shares")}  # fmt: skip
    assert files["", "load"].splitlines()[:2] == [
        "\ufeffNgười xử lý;Chờ bộ phận xử lý;Quá hạn;Chờ người nộp", "Lan;1;1;0"
    ]  # fmt: skip
    assert files["", "steps"].startswith("\ufeffDịch vụ;Bước;Thời hạn quy định;")
    assert "3 ngày làm việc;1;1;5;1,0" in files["", "steps"]
    assert "3 working days,1,1,5,1.0" in files["/en", "steps"]
    assert "Lan;1;0,5" in files["", "shares"]


def test_the_page_asks_as_much_however_much_there_is(office):
    client, counts = client_of(office.people["lan"]), []
    for n in (1, 4):
        for case in office.many(n):
            office.do(case, "pass", at=NOW)
        office.many(n)
        client.get("/desk/overview")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/overview").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_of_people_outside_of_the_office_only_those_with_most_have_a_row(office, monkeypatch):
    monkeypatch.setattr("longbien.procedures.views.desk.overview.MOST_OUTSIDE", 1)
    cases = office.many(3)
    for case, name in zip(cases, ("minh", "lan", "lan"), strict=True):
        assign_cases(case_ids=[case], person_id=office.people[name].pk, by=office.actor("lan"), at=NOW)
    HubRole.objects.filter(person__in=[office.people["minh"], office.people["lan"]]).delete()
    page = client_of(office.people["admin"]).get(f"/en/desk/overview?office={OFFICE}").content.decode()
    assert '<th scope="row">Lan' in page
    assert '<th scope="row">Minh' not in page
    assert "And 1 person outside of the office, cases: 1" in page
