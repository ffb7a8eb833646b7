"""Home, search, health, robots: what strangers see first."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from longbien.kernel.folding import fits
from longbien.record import triggers
from longbien.site import health
from longbien.ui import search
from tests.data import make_access as data_sets
from tests.problems import make as problems
from tests.trials import make as trials

pytestmark = pytest.mark.django_db
TITLE = "Ngập úng phố Cũ"


def publish() -> None:
    department = problems.department()
    problems.published(problems.officer(department), department, title=TITLE)


def get(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_home_page_speaks_both_languages(client):
    assert settings.HUB.name["vi"] in get(client, "/")
    assert settings.HUB.name["en"] in get(client, "/en/")


def test_every_figure_leads_to_what_it_counts(client):
    figures = re.search(r'<dl class="figures">.*?</dl>', get(client, "/en/"), re.DOTALL)[0]
    values = re.findall(r"<dd>(.*?)</dd>", figures)
    assert values
    for value in values:
        address = re.match(r'<a href="(/en/[^"]+)">', value)
        assert address, value
        assert client.get(address[1]).status_code == 200


def test_the_data_of_the_city_is_counted_by_one_query_and_has_its_door(client):
    def figure() -> tuple[str, str]:
        return re.search(r'<dt>Data sets</dt><dd><a href="([^"]+)">(.*?)</a>', get(client, "/en/")).groups()

    assert figure() == ("/en/data/", "0")
    data_sets.listed(owner="")
    assert figure() == ("/en/data/", "1"), "the page is made anew when the record grows"
    with CaptureQueriesContext(connection) as asked:
        get(client, "/en/?anew=1")
    assert sum("data_" in one["sql"] for one in asked.captured_queries) == 1
    assert "Look for data" in get(client, "/en/")
    assert "Tìm dữ liệu" in get(client, "/")


def test_all_stages_stand_on_the_bridge_in_order(client):
    html = get(client, "/")
    places = [html.index(f"</span> {name['vi']}</h3>") for name in settings.HUB.stages.values()]
    assert places == sorted(places)


def test_a_new_problem_is_seen_at_once_by_strangers(client):
    assert TITLE not in get(client, "/")
    publish()
    assert TITLE in get(client, "/")


def test_trials_under_way_are_listed_with_their_state(client):
    staged = trials.running()
    html = get(client, "/")
    assert staged.row.number in html
    assert 'data-tone="ok"' in html


def test_signed_in_readers_get_their_own_page(client, django_user_model):
    get(client, "/")
    person = django_user_model.objects.create(email="an@example.org", name="Nguyễn An")
    client.force_login(person)
    assert "Nguyễn An" in get(client, "/")
    client.logout()
    assert "Nguyễn An" not in get(client, "/")


def test_the_language_switch_leads_to_the_same_page(client):
    assert '<a href="/en/search?q=ng%E1%BA%ADp" lang="en"' in get(client, "/search?q=ng%E1%BA%ADp")
    assert '<a href="/search?q=a" lang="vi"' in get(client, "/en/search?q=a")


def test_sign_in_comes_back_to_the_page(client):
    assert "?next=/search%3Fq%3Da" in get(client, "/search?q=a")


# ---- search


def test_search_folds_what_is_typed(client, monkeypatch):
    asked = []
    monkeypatch.setattr(search, "_searches", [lambda actor, words: asked.append(words) or []])
    get(client, "/search?q=Ng%E1%BA%ADp%20%C3%9ANG%20%C4%91%C3%AA")
    assert asked[0] == "ngap ung de"


def test_hits_are_shown_and_escaped(client, monkeypatch):
    hit = search.Hit("<b>Ngập</b>", "/problems/", "Bài toán", "mưa <i>lớn</i>")
    monkeypatch.setattr(search, "_searches", [lambda actor, words: [hit]])
    html = get(client, "/search?q=x")
    assert "&lt;b&gt;Ngập&lt;/b&gt;" in html
    assert "<i>" not in html
    assert "1 kết quả" in html


def test_all_hits_are_counted_and_stand_on_pages(client, monkeypatch):
    hits = [search.Hit(f"Hit {n}", f"/{n}", "Thing") for n in range(200)]
    monkeypatch.setattr(search, "_searches", [lambda actor, words: hits[:42]])
    page = get(client, "/en/search?q=x")
    assert "42 results" in page
    assert "Hit 41" not in page
    assert "Hit 41" in get(client, "/en/search?q=x&page=2")
    monkeypatch.setattr(search, "_searches", [lambda actor, words: hits])
    assert "100 results or more" in get(client, "/en/search?q=x")


@pytest.mark.parametrize("query", ["", "%00", "%FF%FE", "x" * 5000, "%3Cscript%3E", "%", "🌉"])
def test_any_query_is_answered(client, query):
    assert "<script>alert" not in get(client, f"/search?q={query}")


def test_problems_are_found_without_marks(client):
    publish()
    assert TITLE in get(client, "/search?q=ngap+ung")
    assert TITLE in get(client, "/search?q=ung+nga"), "the beginning of a word is enough"
    assert TITLE not in get(client, "/search?q=gap"), "not what stands inside one"


def test_where_nothing_has_every_word_what_has_most_of_them_comes_first(client, monkeypatch):
    said = {"/a": "ngap ung do thi", "/b": "ngap ung lut loi", "/c": "o nhiem"}

    def room(actor, words):
        return [search.Hit(url, url, "Thing") for url, text in said.items() if fits(words, text)]

    monkeypatch.setattr(search, "_searches", [room])
    page = get(client, "/en/search?q=ng%E1%BA%ADp%20l%E1%BB%A5t%20n%E1%BA%B7ng")
    assert "Nothing has all of these words" in page
    assert page.index('href="/b"') < page.index('href="/a"')
    assert 'href="/c"' not in page
    assert "Nothing has all of these words" not in get(client, "/en/search?q=ngap")
    assert "Nothing fits these words" in get(client, "/en/search?q=lutx%20khac")


# ---- for programs


@pytest.fixture
def heartbeat(settings, tmp_path):
    """A worker that lives, its file in a folder of its own."""
    settings.VAR = tmp_path

    def beat(at: datetime) -> None:
        (tmp_path / "worker.heartbeat").write_text(json.dumps({"at": at.isoformat()}))

    beat(timezone.now())
    triggers.install()
    return beat


def test_health_says_what_is_well(client, heartbeat):
    response = client.get("/health")
    assert response.json() == {
        "well": True,
        "ill": [],
        "database": connection.vendor,
        "triggers_missing": [],
        "events_waiting": 0,
        "deliveries_overdue": 0,
        "deliveries_stuck": 0,
        "worker_heard_at": response.json()["worker_heard_at"],
    }
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"


def ill(client) -> list[str]:
    response = client.get("/health")
    assert response.status_code == 503
    return response.json()["ill"]


def test_health_names_missing_triggers(client, heartbeat, monkeypatch):
    monkeypatch.setattr(triggers, "missing", lambda: ["record_event_no_update"])
    assert ill(client) == ["triggers"]


@pytest.mark.parametrize("said", ["", "{}", '{"at": "soon"}', None])
def test_health_misses_a_silent_worker(client, heartbeat, settings, said):
    path = settings.VAR / "worker.heartbeat"
    path.write_text(said) if said is not None else path.unlink()
    assert ill(client) == ["worker"]
    heartbeat(timezone.now() - timedelta(minutes=1))
    assert ill(client) == ["worker"]


def test_health_sees_events_that_wait_too_long(client, heartbeat):
    publish()
    assert ill(client) == ["log"]
    assert client.get("/health").json()["events_waiting"] > 0


def test_health_sees_that_the_database_file_was_taken_away(client, heartbeat, monkeypatch, tmp_path):
    assert client.get("/health").json()["well"]
    monkeypatch.setattr(health, "open_files", lambda: [str(tmp_path / "gone.sqlite3")])
    assert ill(client) == ["database"]
    assert client.get("/health").json()["database"] == "FileGone"


def test_health_answers_without_a_database(client, heartbeat, monkeypatch):
    def gone() -> list[str]:
        raise DatabaseError("host=secret")

    monkeypatch.setattr(triggers, "missing", gone)
    assert ill(client) == ["database"]
    assert "secret" not in client.get("/health").content.decode()


def test_robots_stay_out_of_accounts_in_every_language(client):
    lines = get(client, "/robots.txt").splitlines()
    assert "Disallow: /accounts/" in lines
    assert all(f"Disallow: /{code}/accounts/" in lines for code in settings.HUB.languages[1:])


def test_the_icon_is_the_bridge(client):
    assert client.get("/favicon.ico")["Location"].startswith("/static/ui/img/truss")


def test_openapi_names_the_house(client):
    assert json.loads(get(client, "/api/openapi.json"))["info"]["title"] == "Long Biên"
