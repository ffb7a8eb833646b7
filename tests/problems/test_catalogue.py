"""The catalogue: search in any spelling, filters, the feed, the data, and how it grows."""

from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.ids import to_slug
from longbien.problems import queries
from longbien.problems.actions.load import problem_id
from longbien.problems.models import Mark, Problem, Version
from tests.problems import make

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def office():
    department = make.department()
    return department, make.officer(department)


def titles(**asked):
    return [card.title["vi"] for card in queries.cards(queries.catalogue(ANONYMOUS, queries.Filters(**asked)))]


@pytest.mark.parametrize(
    "asked", ["ngap ung", "NGẬP", "đường phố", "duong", "Flooding ngap", "thoat nuoc", "  ngập   úng "]
)
def test_search_needs_no_marks(office, asked):
    make.published(office[1], office[0], title="Ngập úng đường phố", summary={"vi": "Mưa.", "en": "Flooding."})
    make.published(
        office[1], office[0], title="Thịt sạch", sector="food", outputs={}, summary={"vi": "Ăn.", "en": "Eat."}
    )
    assert titles(text=asked) == ["Ngập úng đường phố"]


def test_filters_narrow(office):
    make.published(office[1], office[0], title="A", technologies=["xr"], localities=[])
    make.published(office[1], office[0], title="B", sector="food", group="", technologies=[])
    assert titles(technology="xr") == ["A"]
    assert titles(sector="food") == ["B"]
    assert titles(group="urban-space") == ["A"]
    assert titles(group="nothing") == titles(text="zzz") == titles(locality="nowhere") == []


def test_drafts_and_the_versions_before_are_not_found(office):
    make.drafted(office[1], office[0], title="Bí mật")
    assert titles(text="bi mat") == []


def test_pages_answer_in_both_languages(office):
    one = make.published(office[1], office[0])
    browser = Client()
    for path in (f"/problems/{to_slug(one)}", "/problems/", "/problems/feed.atom", "/problems/?q=ngap&page=9"):
        assert browser.get(path).status_code == browser.get(f"/en{path}").status_code == 200
    assert browser.get(f"/problems/{to_slug(one)}/versions/2").status_code == 404


def test_htmx_gets_the_results_alone(office):
    make.published(office[1], office[0])
    part = Client().get("/problems/?q=ngap", headers={"hx-request": "true", "hx-target": "results"}).content.decode()
    assert "<html" not in part
    assert "Ngập úng phố cổ" in part


def test_the_feed_is_atom(office):
    one = make.published(office[1], office[0], title="A & <b>")
    feed = ElementTree.fromstring(Client().get("/en/problems/feed.atom").content)
    assert [entry.text for entry in feed.findall("a:entry/a:title", ATOM)] == ["A & <b>"]
    assert feed.find("a:entry/a:id", ATOM).text == f"urn:uuid:{one}"


def test_the_data_says_null_for_what_is_not_published(office):
    one = make.published(office[1], office[0])
    browser = Client()
    page = browser.get("/api/problems?q=ngap%20ung").json()
    assert (page["count"], page["items"][0]["id"]) == (1, str(one))
    for written in (one, to_slug(one)):
        whole = browser.get(f"/api/problems/{written}").json()
        assert whole["kpis"][0] | {"name": 0, "unit": 0} == {
            "name": 0, "unit": 0, "baseline": None, "target": "60", "is_demo": False,
        }  # fmt: skip
    for written in ("nonsense", "x" * 26, "00000000-0000-0000-0000-000000000000"):
        assert browser.get(f"/api/problems/{written}").status_code == 404
    assert browser.get("/api/problems?limit=0").status_code == 422


@pytest.mark.parametrize("path", ["/problems/", "/problems/feed.atom", "/api/problems", "/problems/desk"])
def test_a_list_asks_no_more_questions_when_it_is_longer(office, path):
    department, officer = office
    browser = make.client(officer)
    make.published(officer, department, title="A")
    browser.get(path)
    few = count_of(browser, path)
    make.published(officer, department, title="B")
    make.published(officer, department, title="C")
    assert count_of(browser, path) == few


def test_a_page_asks_the_same_with_a_longer_history(office):
    department, officer = office
    one = make.published(officer, department)
    path = f"/problems/{to_slug(one)}"
    Client().get(path)
    assert count_of(Client(), path) <= 12


def test_thousands_are_found_with_as_few_questions(office):
    """Folded text in a column is enough: one question reads a page of cards, one counts."""
    one = Problem.objects.get(pk=make.published(office[1], office[0]))
    rows = [
        Problem(status="published", folded=f"{one.folded} {n}", published_on=one.published_on, created_at=make.NOW,
                current=one.current, sector="drainage")
        for n in range(5_000)
    ]  # fmt: skip
    Problem.objects.bulk_create(rows)
    Mark.objects.bulk_create(Mark(problem=row, kind="technology", code="robotics") for row in rows)
    with CaptureQueriesContext(connection) as asked:
        found = queries.catalogue(ANONYMOUS, queries.Filters(text="ngap ung 499", technology="robotics"))
        assert [len(queries.cards(found[:20])), found.count()] == [11, 11]
    assert len(asked) <= 2, [query["sql"] for query in asked]


def test_the_hub_file_loads_once_and_a_change_makes_a_version():
    call_command("hub", "load", verbosity=0)
    flooding = problem_id("hanoi", "urban-flooding")
    assert queries.problem(ANONYMOUS, flooding).kpis[0].is_demo
    assert Version.objects.count() == Problem.objects.count()
    call_command("hub", "load", verbosity=0)
    assert Version.objects.count() == Problem.objects.count()
    assert titles(text="ngap ung") == ["Ngập úng đô thị"]


def count_of(browser, path):
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)
