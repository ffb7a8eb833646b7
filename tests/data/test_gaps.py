"""Missing data: registered, owed, closed; the strategy that counts it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from longbien.data.actions.gaps.owing import close, owe
from longbien.data.actions.gaps.raising import raise_gap
from longbien.data.models import Closing, Gap, Promise
from longbien.data.privacy import export
from longbien.data.queries.gaps import gap, open_gaps_of
from longbien.data.queries.strategy import strategy_now
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.problems.queries import draft, url
from tests.data.make_access import listed
from tests.people.make import NOW, actor, client_of, organisation
from tests.problems import make as problems

pytestmark = pytest.mark.django_db
RAIN = Text.of(vi="Lượng mưa từng giờ", en="Hourly rainfall")
NEEDS = [{"data_set": "trial-set"}, {"gap": "rainfall", "missing": dict(RAIN)}]


def test_a_problem_registers_what_is_missing_and_its_page_says_so():
    listed(owner="")
    office = problems.department()
    problem_id = problems.published(problems.officer(office), office, needs=NEEDS)
    found = gap("rainfall")
    assert (found.title, found.owner, found.due) == (RAIN, "Drainage Department", None)
    page = Client().get("/en" + url(problem_id)).content.decode()
    assert "Hourly rainfall" in page
    assert "Drainage Department" in page
    now = strategy_now()
    assert [(one.there, one.wanted) for one in now.standings] == [(1, 2)]
    assert now.coverage.percent == 0
    steward = actor("department-officer")
    close(found.id, "trial-set", by=steward, at=NOW)
    assert strategy_now().coverage.percent == 100
    for address in ("/data/strategy/", "/data/gaps/", "/data/gaps/rainfall", "/data/trial-set", f"{url(problem_id)}"):
        assert Client().get(address).status_code == 200, address


def test_the_same_gap_is_registered_once_and_what_nobody_knows_is_refused():
    office = problems.department()
    for title in ("First", "Second"):
        problems.published(problems.officer(office), office, title=title, needs=NEEDS[1:])
    assert Gap.objects.count() == Promise.objects.count() == 1
    for unknown in ({"data_set": "nothing"}, {"gap": "nothing"}):
        with pytest.raises(Refusal, match="unknown-data"):
            problems.published(problems.officer(office), office, needs=[unknown])


def test_a_steward_registers_assigns_and_closes_on_the_pages():
    listed(owner="")
    office = organisation("Sở thử", kind="department")
    steward = actor("department-officer", member_of=office.pk)
    browser, anybody = client_of(steward), client_of(actor(name="Ai đó"))
    assert anybody.get("/data/gaps/new").status_code in (403, 404)
    assert browser.get("/data/gaps/new").status_code == 200
    said = {"title-vi": "Lượng mưa từng giờ", "title-en": "Hourly rainfall"}
    assert browser.post("/data/gaps/new", said | {"title-en": "Rain"}).status_code == 422
    assert browser.post("/data/gaps/new", said).status_code == 302
    assert browser.post("/data/gaps/new", said).status_code == 422
    page, due = "/en/data/gaps/hourly-rainfall", str(today() + timedelta(9))
    owed = {"organisation": str(office.pk), "due": due}
    assert anybody.post(f"{page}/owe", owed).status_code in (403, 404)
    assert browser.post(f"{page}/owe", owed | {"due": str(today() - timedelta(2))}).status_code == 422
    assert browser.post(f"{page}/owe", owed).status_code == 302
    assert [one.code for one in open_gaps_of([office.pk])] == ["hourly-rainfall"]
    assert "Hourly rainfall" in browser.get("/en/data/steward/").content.decode()
    assert browser.post(f"{page}/close", {"data_set": "nothing"}).status_code == 422
    assert browser.post(f"{page}/close", {"data_set": "trial-set"}).status_code == 302
    assert Closing.objects.get().data_set.code == "trial-set"
    assert browser.post(f"{page}/close", {"data_set": "trial-set"}).status_code == 409
    assert open_gaps_of([office.pk]) == ()
    assert [one["did"] for one in export(steward.person_id).data["strategy"]] == ["raised", "owed", "closed"]
    assert Client().get("/data/gaps/none").status_code == 404


def test_a_gap_is_late_once_its_day_is_over(monkeypatch):
    office, steward = organisation("Sở thử", kind="department"), actor("department-officer")
    key = raise_gap("rainfall", RAIN, by=steward, at=NOW)
    owe(key, office.pk, today() + timedelta(1), by=steward, at=NOW)
    assert not gap("rainfall").is_late
    later = today() + timedelta(2)
    monkeypatch.setattr("longbien.data.queries.gaps.today", lambda: later)
    assert gap("rainfall").is_late
    with pytest.raises(Refusal, match="code-taken"):
        raise_gap("rainfall", RAIN, by=steward, at=NOW)


def test_an_officer_names_the_data_in_the_form_of_a_problem():
    listed(owner="")
    office = problems.department()
    by = problems.officer(office)
    raise_gap("rainfall", RAIN, by=by, at=NOW)
    problem_id = problems.published(by, office, needs=NEEDS)
    browser, edit = problems.client(by), reverse("problems:edit", args=[problem_id, "standardise"])
    assert "A trial set" in browser.get(edit).content.decode() or "Bộ thử" in browser.get(edit).content.decode()
    said = {
        "seq": "1", "do": "draft", "sources-0-source-vi": "Công văn 12", "sources-0-source-en": "Letter 12",
        "needs-0-gap": "rainfall", "needs-1-data_set": "trial-set",
    }  # fmt: skip
    assert browser.post(edit, said).status_code == 302
    assert draft(by, problem_id).statement["needs"] == [
        {"data_set": "", "gap": "rainfall", "missing": dict(RAIN)},
        {"data_set": "trial-set", "gap": "", "missing": {}},
    ]
    review = browser.get(reverse("problems:review", args=[problem_id])).content.decode()
    assert reverse("data:gap", args=["rainfall"]) in review
