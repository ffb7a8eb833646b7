"""The work list holds exactly what an office may act on, by deadline, however it is narrowed and turned."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.models import Body, Membership, Seat
from longbien.people.policy import visible
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, DeskCase, VersionDesk
from longbien.procedures.queries.desk import worklist
from longbien.procedures.queries.desk.tabs import tabs
from longbien.procedures.queries.desk.worklist import Asked, nearest, next_after, work_list
from longbien.procedures.views.queue import asked_in, carried, query_of
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.desk.world import NAMES

pytestmark = pytest.mark.django_db
LATER = make.MONDAY + timedelta(days=60)


def plainly(actor):
    """What the list is meant to hold, said over the cases themselves."""
    offices = Q(kind="group", ref__in=actor.roles) | Q(kind="body", ref__in=actor.bodies)
    mine = VersionDesk.objects.filter(offices, version=OuterRef("version_id"), state=OuterRef("state"))
    found = Case.objects.filter(Exists(mine), closed_at=None, seq__gt=1)
    found = visible(actor, found.exclude(owner_id__in=list(actor.organisations)))
    return [case.pk for case in found.order_by(F("due").asc(nulls_last=True), "pk")]


def shown(actor, **asked):
    return [case.pk for case in work_list(actor, Asked(**asked), LATER).cases]


def test_after_random_moves_it_is_what_it_is_meant_to_be(office):
    chance, moves = random.Random(4), ("ask", "pass", "reject", "approve", "resubmit", "withdraw")
    team = office.team()
    Membership.objects.create(person=office.people["minh"], organisation=team[0], role="member")
    cases = [*office.many(9), office.file(team=team), make.opened(*office.team())]
    for n in range(16):
        case = Case.objects.get(pk=chance.choice(cases))
        lead = case.owner.memberships.order_by("pk").first().person
        action = chance.choice(moves)
        by = make.actor(lead) if action in ("resubmit", "withdraw") else office.actor("lan")
        with suppress(Refusal):
            perform(case_id=case.pk, action=action, reason="r", by=by, at=make.MONDAY + timedelta(days=9, hours=n))
    assert 1 < DeskCase.objects.count() < len(cases)
    for name in office.people:
        assert shown(office.actor(name)) == plainly(office.actor(name)), name


def test_two_offices_see_each_case_once(office):
    body, _ = Body.objects.get_or_create(pk="gate-board", defaults={"name": make.bi("Board")})
    Seat.objects.create(body=body, person=office.people["lan"])
    cases = office.many(3)
    row = DeskCase.objects.get(case_id=cases[0])
    DeskCase.objects.create(
        office="body:gate-board", case_id=cases[0], code=row.code, state=row.state, owner_id=row.owner_id, due=row.due
    )
    assert shown(office.actor("lan")) == cases
    assert [case.pk for case in nearest(office.actor("lan"), 2)] == cases[:2]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"text": "ngap"}, [0, 4]),
        ({"text": "Đường"}, [1]),
        ({"text": "duong tay"}, [1]),
        ({"text": "duong dong"}, []),
        ({"text": "gap"}, []),
        ({"text": "khongco"}, []),
        ({"applicant": "hong"}, [0, 1, 2, 3, 4]),
        ({"applicant": "duong"}, []),
        ({"text": "song"}, [0, 1, 2, 3, 4]),
        ({"code": "test.sample", "state": "screening"}, [0, 1, 2, 3, 4]),
        ({"code": "test.other"}, []),
        ({"state": "review"}, []),
        ({"when": "overdue"}, [0, 1, 2, 3, 4]),
        ({"when": "soon"}, []),
        ({"whose": "free"}, [0, 2, 3, 4]),
        ({"whose": "mine"}, [1]),
        ({"whose": "not-a-slug"}, []),
        ({"text": "den", "whose": "mine", "when": "overdue"}, [1]),
    ],
)
def test_filters(office, asked, found):
    cases, lan = office.many(5), office.actor("lan")
    assign_cases(case_ids=[cases[1]], person_id=lan.id, by=lan, at=LATER)
    assert shown(lan, **asked) == [cases[n] for n in found]
    assert shown(office.actor("minh"), whose=to_slug(lan.id)) == [cases[1]]


def test_soon_and_overdue_part_at_this_moment(office):
    lan, early = office.actor("lan"), office.file()
    late = office.file(at=make.MONDAY + timedelta(days=2))
    first, second = (Case.objects.get(pk=one).due for one in (early, late))
    moment = timedelta(seconds=1)
    for at, soon, overdue in (
        (first, [early], []),
        (first + moment, [late], [early]),
        (second, [late], [early]),
        (second + moment, [], [early, late]),
    ):
        assert [one.pk for one in work_list(lan, Asked(when="soon"), at).cases] == soon
        assert [one.pk for one in work_list(lan, Asked(when="overdue"), at).cases] == overdue


def test_a_common_word_is_met_on_the_way(office, monkeypatch):
    cases, lan = office.many(5), office.actor("lan")
    monkeypatch.setattr(worklist, "RARE", 1)
    assert shown(lan, text="ngap dong") == [cases[0], cases[4]]
    assert shown(lan, text="den tay") == [cases[1]]


def test_pages_go_on_where_the_last_one_ended(office):
    cases, lan = office.many(7), office.actor("lan")
    seen, after, counts = [], "", []
    for _ in range(4):
        page = work_list(lan, Asked(after=after), LATER, per_page=2)
        seen += [case.pk for case in page.cases]
        counts.append(page.count)
        after = page.after
    assert seen == cases
    assert after == ""
    assert counts == [7, 7, 7, None]
    for broken in ("x", "~", "2026-01-01~zzz", f"2026-01-01T00:00:00~{to_slug(cases[0])}"):
        assert shown(lan, after=broken) == cases


def test_it_counts_no_further_than_it_must(office, monkeypatch):
    office.many(4)
    monkeypatch.setattr(worklist, "MOST_COUNTED", 2)
    page = work_list(office.actor("lan"), Asked(), LATER, per_page=1)
    assert (page.is_more, page.counted) == (True, 2)


@pytest.mark.parametrize("query", ["", "?q=ngap", "?whose=mine", "?when=overdue&service=test.sample&applicant=hong"])
def test_the_page_asks_as_much_for_three_as_for_one(office, query):
    counts = []
    for name in ("Lan 1", "Lan 3"):
        office.file(NAMES[0])
        if name == "Lan 3":
            office.file(NAMES[0]), office.file(NAMES[0])
        lan = office.actor("lan")
        ids = list(DeskCase.objects.values_list("case_id", flat=True))
        assign_cases(case_ids=ids, person_id=lan.id, by=lan, at=LATER)
        client = client_of(lan)
        client.get("/desk/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/desk/{query}")
        assert page.status_code == 200
        assert page.content.decode().count('name="case"') == len(ids)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_what_is_typed_breaks_nothing(office):
    office.many(1)
    client = client_of(office.actor("lan"))
    for query in ("q=%00", "q=%F0%9F%98%80", "whose=%00", "after=%00~", "when=never", "q=" + "a+" * 90, "state=%27%22"):
        assert client.get(f"/desk/?{query}").status_code == 200, query
    page = client.get("/desk/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page


def test_it_opens_on_counted_tabs_one_s_own_first(office):
    cases, lan = office.many(4), office.actor("lan")
    client = client_of(lan)
    assert client.get("/en/desk/").content.decode().count('name="case"') == 4
    assign_cases(case_ids=cases[:1], person_id=lan.id, by=lan, at=LATER)
    assign_cases(case_ids=cases[1:2], person_id=office.actor("minh").id, by=lan, at=LATER)
    found = tabs(lan, Asked(), LATER)
    assert {name: tab.count for name, tab in found.items()} == {"mine": 1, "free": 2, "overdue": 4, "all": 4}
    page = client.get("/en/desk/").content.decode()
    assert page.count('name="case"') == 1
    assert 'href="/en/desk/?whose=mine" aria-current="page">Mine <b>1</b>' in page
    assert 'href="/en/desk/?whose=all">The whole office <b>4</b>' in page
    assert client.get("/en/desk/?whose=all").content.decode().count('name="case"') == 4
    assert client.get("/en/desk/?service=test.sample").content.decode().count('name="case"') == 4


def test_tabs_count_what_the_filters_leave_and_no_further_than_it_matters(office, monkeypatch):
    lan = office.actor("lan")
    office.many(3)
    assert {tab.count for tab in tabs(lan, Asked(code="test.other"), LATER).values()} == {0}
    assert tabs(lan, Asked(when="soon"), LATER)["all"].count == 0
    assert tabs(lan, Asked(when="overdue", whose="free"), LATER)["mine"].asked == Asked(whose="mine")
    assert tabs(lan, Asked(when="overdue", after="x"), LATER)["free"].asked == Asked(whose="free")
    assert {tab.count for tab in tabs(lan, Asked(text="ngap"), LATER).values()} == {None}
    assert {tab.count for tab in tabs(office.actor("outsider"), Asked(), LATER).values()} == {None}
    monkeypatch.setattr("longbien.procedures.queries.desk.tabs.MOST_COUNTED", 2)
    many = tabs(lan, Asked(), LATER)["all"]
    assert (many.is_more, many.counted) == (True, 2)


def test_a_case_at_two_offices_is_counted_once(office):
    body, _ = Body.objects.get_or_create(pk="gate-board", defaults={"name": make.bi("Board")})
    Seat.objects.create(body=body, person=office.people["lan"])
    case = office.file()
    row = DeskCase.objects.get(case_id=case)
    row.pk, row.office = None, "body:gate-board"
    row.save()
    assert tabs(office.actor("lan"), Asked(), LATER)["all"].count == 1


def test_the_next_case_of_the_queue(office):
    cases, lan = office.many(3), office.actor("lan")
    at = {case: Case.objects.get(pk=case) for case in cases}
    assert next_after(lan, Asked(), at[cases[0]], LATER) == cases[1]
    assert next_after(lan, Asked(), at[cases[2]], LATER) is None
    assert next_after(lan, Asked(text="ngap"), at[cases[1]], LATER) is None
    office.do(cases[0], "reject", at=LATER, reason="r")
    assert next_after(lan, Asked(), at[cases[0]], LATER) == cases[1]


def test_a_queue_is_carried_as_it_was_filtered():
    asked = asked_in(QueryDict("whose=mine&service=a.b&q=ng%E1%BA%ADp+%00x&after=2026~x&choose=all&evil=1"))
    assert query_of(asked) == "q=ng%E1%BA%ADp+x&service=a.b&whose=mine&after=2026~x"
    assert asked_in(QueryDict(query_of(asked))) == asked
    assert asked_in(QueryDict(query_of(Asked()))) == Asked()
    assert carried("/x?a=1#y", Asked(whose="mine")) == "/x?a=1&list=whose%3Dmine#y"
    assert carried("/x", None) == "/x"


@pytest.mark.parametrize("typed", ["HS-2026-00002", "HS-2026-2", "00002", "2 duong"])
def test_a_number_is_found_without_its_zeros(office, typed):
    cases = office.many(3)
    assert shown(office.actor("lan"), text=typed) == [cases[1]]


def test_the_desk_stands_in_the_menu_of_whoever_has_an_office(office):
    entry = '<li><a href="/en/desk/">Work list</a></li>'
    main = client_of(office.people["lan"]).get("/en/").content.decode().partition('aria-label="Main menu"')[2]
    assert entry in main
    other = client_of(office.people["outsider"]).get("/en/").content.decode().partition('aria-label="Main menu"')[2]
    assert entry not in other
