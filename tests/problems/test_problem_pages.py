"""The pages of a department, and what hostile hands may send to them."""

import re

import pytest
from django.test import Client

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.ids import to_slug
from longbien.people.models import Organisation
from longbien.problems import queries
from longbien.procedures.queries import cases_of
from tests.problems import make

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{ 7*7 }}{% load x %}", "${7*7}", "=HYPERLINK(1)",
    "\u202egnihtemos\u202c", "a\0b", "\ud800", "'; DROP TABLE people; --", "x" * 1_000_000, "%s%n", "../../etc",
    "\ufeff\u200b", "𝕏" * 300, "-1", "9" * 400, "null", "[]", "Ẩ̸̢̛͇͎",
]  # fmt: skip
ANSWERS = {
    "title-vi": "Đèn hỏng", "title-en": "Broken lamps", "summary-vi": "Sửa chậm.", "summary-en": "Slow to mend.",
}  # fmt: skip
STANDARD = {
    "kpis-0-name-vi": "Giờ sửa", "kpis-0-name-en": "Hours to mend", "kpis-0-target": "24",
    "sources-0-source-vi": "Công văn 1", "sources-0-source-en": "Letter 1",
}  # fmt: skip
OTHERS = (
    "organisation", "sector", "localities", "technologies", "group", "outputs-vi", "reason", "seq", "do", "_add",
    "_remove", "kpis-0-baseline", "sources-0-url", "sources-0-as_of",
)  # fmt: skip


@pytest.fixture
def desk():
    department = make.department()
    officer = make.officer(department)
    return department, officer, make.client(officer)


def test_a_department_publishes_through_the_pages(desk):
    department, _, browser = desk
    step = browser.post("/problems/new", {"organisation": str(department), **ANSWERS, "do": "next"})["Location"]
    assert browser.post(step, {"seq": "1", "sector": "", "do": "next"}).status_code == 422
    step = browser.post(step, {"seq": "2", "sector": "mobility", "localities": [], "do": "next"})["Location"]
    bad = browser.post(step, {"seq": "3", **STANDARD, "sources-0-url": "javascript:alert(1)", "do": "next"})
    assert bad.status_code == 422
    assert 'href="#f-sources-0-url"' in bad.content.decode()
    review = browser.post(step, {"seq": "4", **STANDARD, "do": "next"})["Location"]
    assert "Hours to mend" in browser.get(review).content.decode()
    page = browser.post(review, {"seq": "5"})["Location"]
    shown = Client().get(page).content.decode()
    assert "Đèn hỏng" in shown
    assert "Chưa công bố" in shown


def test_a_draft_keeps_what_was_written_though_it_is_unfinished(desk):
    department, officer, browser = desk
    answer = browser.post("/problems/new", {"organisation": str(department), "title-vi": "Nửa chừng", "do": "draft"})
    again = browser.get(answer["Location"]).content.decode()
    assert "Nửa chừng" in again
    step = answer["Location"].replace("/state", "/standardise")
    added = browser.post(step, {"seq": "1", "kpis-0-name-vi": "Một", "_add": "kpis"}).content.decode()
    assert "kpis-1-name-vi" in added
    browser.post(step, {"seq": "1", "kpis-0-name-vi": "Một", "do": "draft"})
    assert queries.drafts(queries.editable(officer))[0].kpis[0].name["vi"] == "Một"
    todo = browser.get(answer["Location"].replace("/state", "/review")).content.decode()
    assert "/edit/classify#f-sector" in todo
    assert "/edit/standardise#f-kpis-0-name-en" in todo


def test_words_survive_a_clash(desk):
    department, officer, browser = desk
    path = f"/problems/{to_slug(make.drafted(officer, department))}/edit/state"
    clash = browser.post(path, {**ANSWERS, "seq": "7", "do": "next"})
    assert clash.status_code == 409
    assert "Broken lamps" in clash.content.decode()
    assert browser.post(path, {**ANSWERS, "seq": seq(clash), "do": "next"}).status_code == 302


def test_a_new_version_can_be_discarded_and_a_problem_closed(desk):
    department, officer, browser = desk
    page = f"/problems/{to_slug(make.published(officer, department))}"
    browser.post(f"{page}/edit/state", {**ANSWERS, "seq": "1", "do": "draft"})
    assert browser.post(f"{page}/edit/review", {"seq": "2"}).status_code == 422
    assert browser.post(f"{page}/discard", {"seq": "2"}).status_code == 302
    assert browser.post(f"{page}/close", {"reason": ""}).status_code == 422
    assert browser.post(f"{page}/close", {"reason": "Đã giải xong"}).status_code == 302
    assert browser.get(f"{page}/edit/state").status_code == 409
    assert "Đã đóng" in Client().get(page).content.decode()


def test_a_demonstration_department_states_demonstrations():
    department = make.department()
    Organisation.objects.filter(pk=department).update(is_demo=True)
    assert queries.problem(ANONYMOUS, make.published(make.officer(department), department)).is_demo


@pytest.mark.parametrize("path", ["", "/edit/state", "/edit/classify", "/edit/standardise", "/edit/review", "/close"])
def test_a_draft_is_nobody_elses(desk, path):
    department, officer, _ = desk
    page = f"/problems/{to_slug(make.drafted(officer, department))}{path}"
    stranger = make.client(make.officer(make.department("Another")))
    assert Client().get(page).status_code == stranger.get(page).status_code == 404
    assert stranger.post(page, {"seq": "1", "reason": "Because"}).status_code in (404, 405)


@pytest.mark.parametrize("path", ["/problems/desk", "/problems/new"])
def test_the_desk_is_for_departments(path):
    assert Client().get(path).status_code in (302, 403)
    assert make.client(make.actor()).get(path).status_code == 403


def test_apply_asks_for_a_team_first_and_opens_one_case(desk):
    department, officer, _ = desk
    make.challenge()
    page = f"/problems/{to_slug(make.published(officer, department))}/apply"
    assert "/accounts/login" in Client().get(page)["Location"]
    assert "/organisations/new?next=" in make.client(make.actor()).get(page).content.decode()
    team = Organisation.objects.create(name="Nhóm", kind="team", created_at=make.NOW).pk
    browser = make.client(make.actor(of=team))
    assert browser.post(page, {"organisation": str(department)}).status_code == 422
    assert browser.post(page, {"organisation": str(team)})["Location"].startswith("/cases/")
    assert len(cases_of(team)) == 1
    again = browser.get(page).content.decode()
    assert "Bạn đã có hồ sơ cho bài toán này" in again
    assert "Hồ sơ chưa nộp" in again
    assert cases_of(team)[0].number in again


def test_the_page_of_a_problem_tells_how_long_an_answer_takes(desk):
    department, officer, browser = desk
    make.challenge()
    service, page = queries.application(), browser.get(f"/problems/{to_slug(make.published(officer, department))}")
    said = page.content.decode()
    assert service
    assert service.promised
    assert service.promised[0]["vi"] in said
    assert f"/services/{service.code}" in said
    assert re.search(
        'từ trang của[^<]*<a href="/problems/">', browser.get(f"/services/{service.code}").content.decode()
    )


def test_a_closed_problem_takes_no_application(desk):
    department, officer, browser = desk
    page = f"/problems/{to_slug(make.published(officer, department))}"
    browser.post(f"{page}/close", {"reason": "Đã giải xong"})
    team = Organisation.objects.create(name="Nhóm", kind="team", created_at=make.NOW).pk
    assert make.client(make.actor(of=team)).post(f"{page}/apply", {"organisation": str(team)}).status_code == 409


@pytest.mark.parametrize("said", HOSTILE, ids=lambda said: ascii(said)[:20])
def test_hostile_words_break_nothing(desk, said):
    department, officer, browser = desk
    published = to_slug(make.published(officer, department))
    fields = (*ANSWERS, *STANDARD, *OTHERS)
    posted = {name: said.encode("utf-8", "surrogatepass").decode("latin-1") for name in fields}
    for path in (
        "/problems/new", *(f"/problems/{published}/{step}" for step in (
            "edit/state", "edit/classify", "edit/standardise", "edit/review", "apply", "close", "discard")),
    ):  # fmt: skip
        for data in (posted, {**posted, "seq": "1", "do": "draft", "organisation": str(department)}):
            answer = browser.post(path, data)
            assert answer.status_code < 500, path
            assert "<script>alert" not in answer.content.decode()
            assert "<img src=x" not in answer.content.decode()
    asked = said[:3000].encode("utf-8", "replace").decode()
    for path in ("/problems/", "/problems/feed.atom", "/api/problems"):
        answer = browser.get(path, {"q": asked, "group": asked[:50], "page": asked[:50], "locality": asked})
        assert answer.status_code < 500, path


@pytest.mark.parametrize(
    "said", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7777*7777 }}", "]]>&amp;"]
)
def test_markup_in_a_published_problem_stays_text(desk, said):
    department, officer, _ = desk
    one = make.published(officer, department, title=said, summary={"vi": said, "en": said})
    for path in (f"/problems/{to_slug(one)}", "/problems/", "/problems/feed.atom", f"/search?q={to_slug(one)}"):
        page = Client().get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "60481729" not in page


def seq(answer):
    return re.search(r'name="seq" value="(\d+)"', answer.content.decode())[1]
