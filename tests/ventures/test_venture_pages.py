"""The list and the crossing page: who sees what, how many questions they ask, what hostile hands may send."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from longbien.kernel.ids import new_id, to_slug
from longbien.people.models import Organisation
from longbien.ventures import queries
from longbien.ventures.actions.found import Founding, found
from longbien.ventures.models import Venture
from tests.ventures import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    make.house()


def founded(name):
    team = Organisation.objects.create(name=f"Team {name}", kind="team", created_at=make.NOW).pk
    return found(Founding(name, team, None, new_id()), by=make.SYSTEM, at=make.NOW)


def asked(browser, path):
    with CaptureQueriesContext(connection) as questions:
        assert browser.get(path).status_code == 200
    return len(questions)


def test_the_list_asks_no_more_when_it_is_longer():
    founded("A")
    Client().get("/ventures/")
    few = asked(Client(), "/ventures/")
    founded("B")
    founded("C")
    assert asked(Client(), "/ventures/") == few


def test_the_list_is_searched_without_marks_and_by_stage():
    founded("Đường sạch")
    page = Client().get("/ventures/?q=duong+sach&stage=build").content.decode()
    assert "Đường sạch" in page
    for query in ("q=zzz", "stage=connect", "stage=moon"):
        assert "Đường sạch" not in Client().get(f"/ventures/?{query}").content.decode()


def test_the_same_application_founds_one_venture():
    case_id, team = new_id(), Organisation.objects.create(name="T", kind="team", created_at=make.NOW).pk
    made = {found(Founding("T", team, None, case_id), by=make.SYSTEM, at=make.NOW) for _ in range(3)}
    assert made == {Venture.objects.get().pk}


@pytest.mark.usefixtures("house")
def test_the_crossing_asks_no_more_with_more_telemetry():
    stage = make.played("delivery-robots")
    page = f"/ventures/{to_slug(stage.venture_id)}"
    browser = make.client(stage, "founder")
    browser.get(page)
    few = asked(browser, page)
    report = make.script("delivery-robots").scenes[-1]
    for n in range(3):
        make.take(report, stage, at=make.NOW + timedelta(hours=1 + n))
    assert asked(browser, page) == few


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("who", ["", "resident", "second-founder"])
def test_what_a_case_says_never_leaks(who):
    stage = make.played("delivery-robots")
    page = make.client(stage, who).get(f"/ventures/{to_slug(stage.venture_id)}").content.decode()
    for secret in ("đi không quá tốc độ", "Quyết định minh hoạ", "Bản thẩm định minh hoạ", "founder@demo.invalid"):
        assert secret not in page
    assert not re.search("/cases/[0-9a-z]{26}", page)
    assert "Được chấp thuận" in page


@pytest.mark.usefixtures("house")
def test_the_button_is_for_members():
    stage = make.played("delivery-robots", until="open")
    page = f"/ventures/{to_slug(stage.venture_id)}"
    assert 'value="gate"' in make.client(stage, "engineer").get(page).content.decode()
    for who in ("", "second-founder", "programme-officer"):
        browser = make.client(stage, who)
        assert 'value="gate"' not in browser.get(page).content.decode()
        assert browser.post(f"{page}/open", {"step": "gate"}).status_code in (302, 403)
    assert len(queries.crossing(stage.actor("founder"), stage.venture_id).all_cases) == 1
    assert make.client(stage, "engineer").post(f"{page}/open", {"step": "gate"})["Location"].startswith("/cases/")


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("said", ["<script>alert(1)</script>", "a\0b", "x" * 100_000, "'", "\u202e", "%00"])
def test_hostile_words_break_nothing(said):
    stage = make.played("delivery-robots", until="open")
    page = f"/ventures/{to_slug(stage.venture_id)}"
    browser = make.client(stage, "founder")
    for answer in (
        browser.get("/ventures/", {"q": said[:2000], "stage": said[:2000], "page": said[:2000]}),
        browser.post(f"{page}/open", {"step": said}),
    ):
        assert answer.status_code < 500
        assert "<script>alert" not in answer.content.decode()


def test_what_is_not_there_is_not_found():
    assert Client().get(f"/ventures/{to_slug(new_id())}").status_code == 404
    assert Client().post(f"/ventures/{to_slug(new_id())}/open", {"step": "gate"}).status_code == 404


@pytest.mark.usefixtures("house")
def test_the_data_tells_what_the_page_tells():
    stage = make.played("delivery-robots")
    listed = Client().get("/api/ventures?q=robot&stage=establish").json()
    assert (listed["count"], listed["items"][0]["id"]) == (1, str(stage.venture_id))
    public = Client().get(f"/api/ventures/{to_slug(stage.venture_id)}").json()
    inside = make.client(stage, "founder").get(f"/api/ventures/{stage.venture_id}").json()
    assert [span["state"] for span in public["spans"]] == ["done", "done", "now", "next"]
    assert count_lines(public) < count_lines(inside)
    for written in ("nonsense", "x" * 26, str(new_id())):
        assert Client().get(f"/api/ventures/{written}").status_code == 404


def count_lines(crossing):
    return sum(len(span["lines"]) for span in crossing["spans"])
