"""The public register: every licence, in words for everyone, without a name of a person."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import translation

from longbien.kernel.ids import to_slug
from longbien.kernel.period import Period
from longbien.people.models import Person
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.keys import make_key
from longbien.trials.actions.leaving.end_trial import end_trial
from longbien.trials.actions.resume import resume
from longbien.trials.actions.suspend import suspend
from longbien.trials.queries.public.register import register_mark
from longbien.trials.rules.lifecycle import NAMES
from longbien.trials.rules.standing import STANDINGS, last_day, standing
from tests.trials.evidence import built, eventful
from tests.trials.make import NOW, event, later, licensed, outside, running

ATOM = {"a": "http://www.w3.org/2005/Atom"}
TERM = Period(date(2026, 11, 2), date(2027, 11, 2))


@pytest.mark.parametrize("state", NAMES)
def test_every_state_has_words_for_everyone(state):
    found = standing(state, TERM, date(2026, 12, 1))
    assert found.code == state
    assert found.name["vi"]
    assert found.is_on is (state in ("granted", "running", "suspended"))


def test_a_term_that_ran_out_ends_what_nobody_ended():
    assert standing("running", TERM, date(2027, 11, 1)).code == "running"
    assert standing("running", TERM, date(2027, 11, 2)) is STANDINGS["expired"]
    assert standing("revoked", TERM, date(2030, 1, 1)).code == "revoked"
    assert last_day(TERM) == date(2027, 11, 1)


@pytest.fixture
def stopped(db):
    trial = running(exemptions=[{"provision": "Quy định X, Điều 1", "why": "Chưa có quy định cho robot."}])
    trial.send(outside(1))
    return trial


def address(name, *args, language="vi"):
    with translation.override(language):
        return reverse(f"trials:{name}", args=args)


def page(client, name, *args, language="vi"):
    return client.get(address(name, *args, language=language))


def test_the_list_says_who_what_where_how_long_and_why_it_stands_still(client, stopped):
    told = page(client, "register").content.decode()
    assert stopped.row.number in told
    assert "Robot giao hàng thử nghiệm" in told
    assert "Nhóm Mẫu" in told
    assert "Bắc" in told
    assert "Một thiết bị đã ra khỏi khu vực được phép thử nghiệm." in told
    english = page(client, "register", language="en").content.decode()
    assert "A device left the area it may be tested in." in english
    assert "not yet verified by counsel" in english
    assert "North" in english


def test_an_empty_register_teaches(client, db):
    told = page(client, "register", language="en")
    assert told.status_code == 200
    assert "No licence has been granted yet." in told.content.decode()


@pytest.mark.parametrize("key", ["number", "slug"])
def test_a_licence_by_its_number_and_by_its_id(client, stopped, key):
    which = stopped.row.number if key == "number" else to_slug(stopped.id)
    told = page(client, "registered", which, language="en").content.decode()
    assert "Stopped because:" in told
    assert "Quy định X, Điều 1" in told
    assert "Test authority" in told
    assert "/log/proof/inclusion/" in told


@pytest.mark.parametrize(
    "key", ["TĐ-1999-001", "01k0000000000000000000000z", "x", "a/b", "%00", "zzzzzzzzzzzzzzzzzzzzzzzzzz"]
)
def test_no_such_licence(client, db, key):
    assert page(client, "registered", key).status_code == 404
    assert client.get(f"/register/{key}.json").status_code == 404


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Suýt xảy ra sự cố: trung bình nhiều nhất 1 mỗi khu vực mỗi ngày hoạt động"),
        ("en", "Near misses: on average at most 1 a site and day of operation"),
    ],
)
def test_the_guardrails_are_told_before_and_after_the_trial_runs(client, db, language, said):
    trial = licensed()
    with translation.override(language):
        address = reverse("trials:registered", args=[to_slug(trial.id)])
    page = client.get(address, headers={"Accept-Language": language}).content.decode()
    assert said in page


def test_what_was_resumed_is_told_without_the_officers_name_or_words(client, stopped):
    resume(stopped.id, reason="Ông Bảy đã sửa bộ định vị.", by=stopped.officer, at=NOW)
    suspend(stopped.id, reason="Bà Tám gọi điện.", by=stopped.officer, at=NOW + timedelta(hours=1))
    told = page(client, "registered", stopped.row.number, language="en").content.decode()
    assert "until" in told
    assert "The licensing authority decided to stop it." in told
    written = page(client, "registered-json", stopped.row.number).content.decode()
    for name in ("Cán bộ Mẫu", "Ông Bảy", "Bà Tám", "Trưởng nhóm Mẫu", "Nguyễn Văn Mẫu", "024 0000"):
        assert name not in told
        assert name not in written


def test_the_json_holds_the_same_in_every_language_and_for_programs(client, stopped):
    answer = page(client, "register-json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    [one] = answer.json()["trials"]
    assert one["number"] == stopped.row.number
    assert one["state"] == "suspended"
    assert one["stopped"]["why"]["en"] == "A device left the area it may be tested in."
    assert (one["first_day"], one["last_day"]) == ("2026-11-02", "2027-11-01")
    assert one["areas"][0]["geometry"]["type"] == "Polygon"
    assert one["regime"]["verified_by_counsel"] is False
    assert client.get("/api/register").json() == answer.json()
    full = client.get(f"/api/register/{one['id']}").json()
    assert full["suspensions"][0]["rule"] == "area"
    assert [moment["what"]["en"] for moment in full["history"]] == ["Licence issued", "Trial started", "Suspended"]
    assert client.get(full["history"][0]["record"]).status_code == 200
    assert client.get("/api/register/nothing").status_code == 404


def test_the_proof_of_a_line_can_be_fetched(client, stopped):
    make_key()
    while sequence():
        pass
    sign_checkpoint(at=NOW)
    full = page(client, "registered-json", stopped.row.number).json()
    proof = client.get(full["history"][-1]["proof"])
    assert proof.status_code == 200
    assert proof.content.startswith(b"c2sp.org/tlog-proof@v1\n")


@pytest.mark.parametrize("name", ["register", "register-json", "registered"])
def test_an_unchanged_page_is_not_sent_again(client, stopped, name):
    args = [stopped.row.number] if name == "registered" else []
    first = page(client, name, *args)
    url = address(name, *args)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    resume(stopped.id, reason="Đã kiểm tra và lắp lại.", by=stopped.officer, at=NOW)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_api_answers_304_too(client, stopped):
    mark = client.get("/api/register")["ETag"]
    assert client.get("/api/register", headers={"If-None-Match": mark}).status_code == 304


def test_signed_in_readers_share_no_etag(client, stopped):
    client.force_login(Person.objects.get(pk=stopped.holder.id))
    assert "ETag" not in page(client, "register")


def test_the_mark_changes_with_the_day_because_terms_end(stopped):
    assert register_mark(date(2026, 11, 23)) != register_mark(date(2026, 11, 24))


def test_a_dossier_is_mentioned_and_explained(client, db):
    trial = eventful()
    built(trial)
    told = page(client, "registered", trial.row.number, language="en").content.decode()
    assert "1 evidence dossier was drawn up." in told
    assert "Ended" in told
    assert client.get("/en/verify").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_as_for_one(client, db, django_assert_max_num_queries, count):
    trial = running()
    trial.send(outside(1))
    for _ in range(count - 1):
        licensed()
    page(client, "register")
    with django_assert_max_num_queries(18):
        page(client, "register")
    with django_assert_max_num_queries(18):
        page(client, "register-json")


def test_an_ended_trial_stays_in_the_register(client, stopped):
    end_trial(stopped.id, report="Dừng sớm, rút kinh nghiệm.", by=stopped.holder, at=NOW)
    told = page(client, "register", language="en").content.decode()
    assert "Ended" in told
    assert "A device left" not in told


def entries(client, path):
    reply = client.get(path)
    assert (reply.status_code, reply["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return [entry.text for entry in ElementTree.fromstring(reply.content).findall("a:entry/a:title", ATOM)]


@pytest.mark.django_db
def test_what_happens_to_licences_is_a_feed_for_everyone(client):
    trial = eventful()
    number, slug = trial.row.number, to_slug(trial.id)
    told = entries(client, f"/en/register/{slug}/feed.atom")
    assert told == entries(client, "/en/register/feed.atom")
    assert (told[0], told[-1]) == (f"{number}: Lesson for law drawn", f"{number}: Licence issued")
    assert f"{number}: Suspension found to begin earlier" in told
    assert not [line for line in told if "key" in line.lower() or "Telemetry" in line]
    assert entries(client, f"/register/{slug}/feed.atom")[-1] == f"{number}: Cấp giấy phép"
    assert client.get("/register/TĐ-1999-001/feed.atom").status_code == 404
    assert '/register/feed.atom"' in client.get("/register/").content.decode()


def test_what_is_used_up_burns_down_in_public(client, stopped):
    before = register_mark(NOW.date())
    stopped.send(event(7, at=later(-60), value={"minor": "250", "currency": "VND"}))
    assert register_mark(NOW.date()) != before
    data = client.get(address("registered-json", to_slug(stopped.id))).json()
    assert [(one["rule"], one["used"], one["cap"]) for one in data["used"]] == [("value", "250", "1000")]
    said = page(client, "registered", to_slug(stopped.id), language="en").content.decode()
    assert "How much of its limits is used" in said
    assert 'value="25"' in said


def test_nothing_is_used_before_it_starts(client, db):
    trial = licensed()
    assert "How much of its limits" not in page(client, "registered", to_slug(trial.id), language="en").content.decode()
