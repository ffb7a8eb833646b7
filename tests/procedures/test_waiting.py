"""My page tells everyone what waits for them in this room, and nobody what waits for another."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from longbien.kernel.actor import ANONYMOUS
from longbien.people.registry import Waiting, natural, running_for, tallies_for, waiting_for
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.links import case_url, task_url
from longbien.procedures.models import Case, Task
from longbien.procedures.waiting import called
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.desk.conftest import office  # noqa: F401 - a fixture
from tests.procedures.test_policy import world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def words(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode())))


def test_what_waits_for_whom(world):  # noqa: F811
    actors, cases = world
    sent, draft = case_url(cases["sent"]), case_url(cases["draft"])
    expected = {
        "applicant": [draft],
        "outsider": [],
        "board": [sent],
        "officer": [sent],
        "reviewer": [task_url(Task.objects.get().pk)],
    }
    for name, urls in expected.items():
        assert [one.url for one in waiting_for(actors[name])] == urls, name
    assert waiting_for(ANONYMOUS) == ()


def test_it_stands_on_my_page(world):  # noqa: F811
    actors, cases = world
    assert case_url(cases["sent"]) in client_of(actors["officer"]).get("/me").content.decode()
    assert case_url(cases["sent"]) not in client_of(actors["outsider"]).get("/me").content.decode()


def test_titles_are_sorted_with_their_numbers_as_numbers():
    titles = ["A 10", "A 2", "A", "B 1", "10", "2"]
    assert sorted(titles, key=lambda title: natural(Waiting(title, "/"))) == ["A", "A 2", "A 10", "B 1", "2", "10"]


def test_what_is_under_way_stands_on_my_page_with_state_next_step_and_deadline(office):  # noqa: F811
    team, lead = office.team()
    case = office.file("Đèn đường", at=make.MONDAY, team=(team, lead))
    page = words(client_of(lead).get("/me"))
    said = page.partition("Hồ sơ đang giải quyết của bạn")[2].partition("Nhóm")[0]
    number = Case.objects.get(pk=case).number
    for told in ("Đèn đường", number, "Đang kiểm tra hồ sơ", "Hạn: 17:00, 27/11/2026"):
        assert told in said
    assert 'href="/cases/"' in client_of(lead).get("/me").content.decode()
    assert "Hiện bạn không phải làm gì" in page
    office.do(case, "ask", at=make.MONDAY)  # it is their turn: the case moves up to what waits for them
    page = words(client_of(lead).get("/me"))
    assert "Đèn đường" in page.partition("Hồ sơ đang giải quyết của bạn")[0]
    assert "Đèn đường" not in page.partition("Hồ sơ đang giải quyết của bạn")[2]


def test_of_cases_of_others_my_page_tells_nothing(office):  # noqa: F811
    office.file("Đèn đường", at=make.MONDAY)
    _, lead = office.team("Nhóm khác")
    assert "Đèn đường" not in client_of(lead).get("/me").content.decode()
    assert running_for(ANONYMOUS, []) == ()


def test_an_officer_sees_how_much_there_is_at_the_desk(office):  # noqa: F811
    cases = office.many(3)
    lan = office.actor("lan")
    assign_cases(case_ids=cases[:1], person_id=lan.id, by=lan, at=make.MONDAY)
    assert [one.value for one in tallies_for(lan)][:3] == [3, 1, 2]
    assert tallies_for(lan)[3].url == "/desk/?when=overdue"
    page = client_of(lan).get("/me").content.decode()
    assert 'href="/desk/?whose=mine">1</a>' in page
    assert tallies_for(office.actor("outsider")) == ()


def test_my_page_asks_as_much_for_three_cases_as_for_one(office):  # noqa: F811
    team, lead = office.team()
    counts = []
    for n in (1, 2):
        for _ in range(n):
            office.file(at=make.MONDAY, team=(team, lead))
        client = client_of(lead)
        client.get("/me")
        with CaptureQueriesContext(connection) as queries:
            client.get("/me")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_draft_is_called_by_what_it_is_about(office):  # noqa: F811
    team, lead = office.team()
    problem = make.opened(team, lead)
    case = Case.objects.get(pk=problem)
    assert called(case) == case.number
    other = office.file("Đèn đường", at=make.MONDAY, team=(team, lead))
    case.about = str(Case.objects.get(pk=other).subject)
    assert called(case) == f"{Case.objects.get(pk=other).number} · Đèn đường"
