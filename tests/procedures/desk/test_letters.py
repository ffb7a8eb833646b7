"""Who is told how: letters as people wish, a letter a day, private feeds, words that a hub may change."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import parse_yaml
from longbien.procedures import hub
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.desk.wishing import choose_letters, close_feed, open_feed
from longbien.procedures.actions.desk.writing import next_morning
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, FeedKey, Notice, Wish
from longbien.procedures.queries.desk import wording
from longbien.record.actions.deliver import deliver
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY + timedelta(days=14)


def posted(at, *, until=None):
    """The letters that the worker sends, from `at` on."""
    mail.outbox.clear()
    while deliver(clock=lambda: until or at, limit=50):
        pass
    return sorted((letter.to[0], letter.subject) for letter in mail.outbox)


def test_each_move_is_a_letter_until_someone_wishes_otherwise(office):
    lan, minh = office.people["lan"], office.people["minh"]
    choose_letters(mail="none", by=office.actor("minh"), at=NOW)
    office.file(at=NOW)
    got = [to for to, _ in posted(NOW + timedelta(hours=1))]
    assert lan.email in got
    assert minh.email not in got
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_what_is_owed_is_always_sent(office):
    team, lead = office.team()
    for who in ("lan", "minh", "reviewer"):
        choose_letters(mail="none", by=office.actor(who), at=NOW)
    choose_letters(mail="none", by=make.actor(lead), at=NOW)
    case = office.file(at=NOW, team=(team, lead))
    assert [to for to, _ in posted(NOW + timedelta(hours=1))] == [lead.email]  # the receipt
    office.do(case, "ask", at=NOW + timedelta(hours=2))
    assert [to for to, _ in posted(NOW + timedelta(hours=3))] == [lead.email]  # they are asked
    perform(case_id=case, action="resubmit", by=make.actor(lead), at=NOW + timedelta(hours=4))
    posted(NOW + timedelta(hours=5))
    office.do(case, "pass", at=NOW + timedelta(hours=6))
    # The reviewer is given a task; that the case is under review asks nothing of the applicant.
    assert [to for to, _ in posted(NOW + timedelta(hours=7))] == [office.people["reviewer"].email]


def test_one_letter_a_day(office):
    minh = office.people["minh"]
    choose_letters(mail="daily", by=office.actor("minh"), at=NOW)
    for _ in range(3):
        office.file(at=NOW)
    assert minh.email not in [to for to, _ in posted(NOW + timedelta(hours=1))]
    assert Notice.objects.filter(person=minh, mailed_at=None).count() == 3
    morning = next_morning(NOW)
    assert Wish.objects.get(person=minh).digest_due == morning
    (letter,) = [one for one in posted(morning) if one[0] == minh.email]
    assert "3" in letter[1]
    (body,) = [one.body for one in mail.outbox if one.to == [minh.email]]
    assert body.count("/cases/") == 3
    assert not Notice.objects.filter(mailed_at=None).exists()
    assert minh.email not in [to for to, _ in posted(morning + timedelta(days=2))]


def test_the_morning_is_the_hub_s():
    morning = next_morning(make.MONDAY)  # nine in Hanoi: seven is past
    assert morning.isoformat() == "2026-11-24T07:00:00+07:00"
    assert next_morning(make.MONDAY - timedelta(hours=3)).isoformat() == "2026-11-23T07:00:00+07:00"


def test_the_page_of_wishes(office):
    client = client_of(office.actor("lan"))
    assert 'value="each" checked' in client.get("/notices/letters").content.decode().replace("  ", " ")
    assert client.post("/notices/letters", {"mail": "never"}).status_code == 422
    assert client.post("/notices/letters", {"mail": "daily"}).status_code == 302
    assert Wish.objects.get().mail == "daily"
    assert Client().get("/notices/letters").status_code == 302
    with pytest.raises(Refusal):
        choose_letters(mail="never", by=office.actor("lan"), at=NOW)


def feed(token, kind, **headers):
    return Client(headers=headers).get(f"/notices/{token}.{kind}")


def test_a_feed_tells_numbers_and_nothing_of_others(office):
    case = office.file("Tên bí mật của nhóm", at=NOW)
    number = Case.objects.get(pk=case).number
    lan = office.actor("lan")
    assign_cases(case_ids=[case], person_id=lan.id, by=lan, at=NOW)
    token = open_feed(by=lan, at=NOW)
    atom, ics = feed(token, "atom"), feed(token, "ics")
    root = ET.fromstring(atom.content)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert [one.find("{*}title").text for one in root.iter("{http://www.w3.org/2005/Atom}entry")] == [
        f"{number}: có chuyển biến"
    ]
    assert f"SUMMARY:{number} · Đang kiểm tra hồ sơ" in ics.content.decode()
    for body in (atom.content.decode(), ics.content.decode().replace("\r\n ", "")):
        for secret in ("bí mật", "Sông Hồng", "Lead", "Lan", "@example.org"):
            assert secret not in body
    assert ics["Content-Type"].startswith("text/calendar")
    assert atom["Cache-Control"] == "private, no-cache"


def test_the_calendar_holds_tasks_and_what_one_must_do(office):
    team, lead = office.team()
    first, second = office.file(at=NOW, team=(team, lead)), office.file(at=NOW)
    office.do(first, "ask", at=NOW)
    office.do(second, "pass", at=NOW)
    lead_s = feed(open_feed(by=make.actor(lead), at=NOW), "ics").content.decode()
    assert lead_s.count("BEGIN:VEVENT") == 1
    assert Case.objects.get(pk=first).number in lead_s
    reviewer_s = feed(open_feed(by=office.actor("reviewer"), at=NOW), "ics").content.decode()
    assert reviewer_s.count("BEGIN:VEVENT") == 0  # a review without a deadline


def test_a_reader_that_asks_again_is_sent_nothing(office):
    token = open_feed(by=office.actor("lan"), at=NOW)
    for kind in ("atom", "ics"):
        first = feed(token, kind)
        again = feed(token, kind, if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
    office.file(at=NOW)
    assert feed(token, "atom", if_none_match=first["ETag"]).status_code == 200


def test_a_secret_is_kept_hashed_and_ends(office):
    lan = office.actor("lan")
    client = client_of(lan)
    page = client.post("/notices/feeds", {"do": "open"})
    assert page["Cache-Control"] == "no-store"
    token = page.content.decode().partition(".atom")[0].rpartition("/notices/")[2]
    assert feed(token, "atom").status_code == 200
    assert token not in FeedKey.objects.get().sha256
    assert token not in client.get("/notices/letters").content.decode()
    newer = open_feed(by=lan, at=NOW)
    assert feed(token, "atom").status_code == feed("guess", "ics").status_code == 404
    assert feed(newer, "ics").status_code == 200
    client.post("/notices/feeds", {"do": "close"})
    assert feed(newer, "ics").status_code == 404
    close_feed(by=lan, at=NOW)
    office.people["lan"].is_active = False
    dead = open_feed(by=lan, at=NOW)
    office.people["lan"].save()
    assert feed(dead, "atom").status_code == 404


@pytest.mark.parametrize("kind", ["atom", "ics"])
def test_a_feed_asks_as_much_for_three_as_for_one(office, kind):
    lan, counts = office.actor("lan"), []
    token = open_feed(by=lan, at=NOW)
    for n in (1, 2):
        cases = [office.file(at=NOW) for _ in range(n)]
        assign_cases(case_ids=cases, person_id=lan.id, by=lan, at=NOW)
        feed(token, kind)
        with CaptureQueriesContext(connection) as queries:
            feed(token, kind)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.fixture
def worded(tmp_path, monkeypatch):
    """A hub with words of its own."""
    (tmp_path / "wording").mkdir()

    def write(source: str) -> None:
        (tmp_path / "wording" / "letter.yaml").write_text(source)

    monkeypatch.setattr(wording, "_own", lambda _: wording._read.__wrapped__(Path(tmp_path), settings.HUB.languages))
    return write


GOOD = """
letter: moved
subject: {vi: "Hồ sơ {case_number}", en: "Case {case_number}"}
body: {vi: "{person}: {case_title} – {state}. {next} {due} {link}", en: "{person}: {case_title} – {state}. {link}"}
"""


def test_a_hub_words_its_letters_and_titles_stay_text(office, worded):
    worded(GOOD)
    case = office.file("{person} {link.__class__} \r\nBcc: x@y.z", at=NOW)
    number = Case.objects.get(pk=case).number
    letters = posted(NOW + timedelta(hours=1))
    assert (office.people["lan"].email, f"Hồ sơ {number}") in letters
    body = next(one.body for one in mail.outbox if one.to == [office.people["lan"].email])
    assert "Lan: {person} {link.__class__}" in body
    assert all("Bcc" not in one.message() for one in mail.outbox)
    assert to_slug(case) in body


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("Case {case_number}", "{case_nummer}"), 3, "{case_number}?"),
        (("{person}: {case_title} – {state}. {next}", "{person.email} {next}"), 4, "brace"),
        (("letter: moved", "letter: moverd"), 2, "one of"),
        (("subject:", "sbject:"), 2, "missing"),
    ],
)
def test_the_hub_check_names_what_a_letter_does_not_know(change, line, said):
    file = parse_yaml(GOOD.replace(*change).encode(), named="wording/moved.yaml")
    faults = list(hub.check_wording(settings.HUB, (file,)))
    assert any(said in one.what.in_language("en") and one.where == f"wording/moved.yaml:{line}" for one in faults), [
        (one.where, one.what.in_language("en")) for one in faults
    ]
    assert not list(hub.check_wording(settings.HUB, (parse_yaml(GOOD.encode(), named="w"),)))


@pytest.mark.parametrize(("zone", "said"), [("", "(GMT+07:00)"), ("Europe/Berlin", "(GMT+01:00)")])
def test_hours_in_letters_and_notices_are_the_reader_s_and_name_their_zone(office, zone, said):
    team, lead = office.team()
    lead.timezone = zone
    lead.save()
    case = office.file(at=NOW, team=(team, lead))
    posted(NOW + timedelta(hours=1))
    receipt = Notice.objects.get(person_id=lead.pk, kind="receipt")
    assert said in receipt.words["en"]
    assert said in mail.outbox[0].body
    office.do(case, "ask", at=NOW + timedelta(hours=2))
    posted(NOW + timedelta(hours=3))
    told = Notice.objects.filter(person_id=lead.pk).latest("pk")
    assert said in told.words["vi"], "by when it is their turn"
    assert said in mail.outbox[0].body
