"""Every letter, notice and feed is in the language and the time of who reads it, whoever sets it off."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from longbien.kernel.text import Text
from longbien.people.models import Body, Seat
from longbien.people.queries import contacts
from longbien.procedures.actions.desk import writing
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.desk.wishing import choose_letters, open_feed
from longbien.procedures.actions.desk.writing import digest, letter, next_morning
from longbien.procedures.actions.meetings.calling import call_meeting
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Notice
from longbien.procedures.rules.desk.wording import LETTERS, Wording
from longbien.record.actions.deliver import deliver
from longbien.ui.language import written_for
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY + timedelta(days=14)
OFFSET = re.compile(r"\(GMT[^)]*\)")
VIETNAMESE = ("Hồ sơ", "Đã nhận", "Bạn", "Quá hạn", "Họp:", "Giao cho", "thông báo mới")


@pytest.fixture(params=[("vi", ""), ("en", "America/New_York")], ids=["at home", "abroad"])
def sender(request):
    """Whoever sets things off reads so themselves."""
    with written_for(*request.param):
        yield


def settle(person, language, zone=""):
    person.language, person.timezone = language, zone
    person.save()
    return person


def run(at):
    while deliver(clock=lambda: at, limit=50):
        pass


def in_the_habit_of(words, language, offset):
    assert set(OFFSET.findall(words)) <= {f"(GMT{offset})"}, words
    assert any(one in words for one in VIETNAMESE) == (language == "vi"), words


@pytest.mark.usefixtures("sender")
def test_what_a_case_sets_off_is_written_for_each_reader(office):
    team, lead = office.team("Team")
    readers = {
        settle(office.people["lan"], "vi").pk: ("vi", "+07:00"),
        settle(office.people["minh"], "en", "Europe/Berlin").pk: ("en", "+01:00"),
        settle(office.people["reviewer"], "en").pk: ("en", "+07:00"),
        settle(lead, "en", "Asia/Tokyo").pk: ("en", "+09:00"),
    }
    case = office.file("A thing", at=NOW, team=(team, lead))
    office.do(case, "ask", at=NOW + timedelta(hours=1))
    perform(case_id=case, action="resubmit", by=make.actor(lead), at=NOW + timedelta(hours=2))
    assign_cases(case_ids=[case], person_id=office.people["minh"].pk, by=office.actor("lan"), at=NOW)
    office.do(case, "pass", at=NOW + timedelta(hours=3))
    run(NOW + timedelta(days=60))
    kinds = set()
    for notice in Notice.objects.all():
        language, offset = readers[notice.person_id]
        in_the_habit_of(notice.words[language], language, offset)
        kinds.add(notice.kind.partition(":")[0])
    assert {"receipt", "moved", "assigned", "task"} <= kinds
    whose = {one.email: readers[one.id] for one in contacts(readers)}
    for sent in mail.outbox:
        in_the_habit_of(f"{sent.subject}\n{sent.body}", *whose[sent.to[0]])
    assert {to for sent in mail.outbox for to in sent.to} == set(whose)
    assert "7 Dec 2026, 11:01 (GMT+09:00)" in next(one.body for one in mail.outbox if one.to == [lead.email])


@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_each_kind_of_letter_is_the_same_whoever_sets_it_off(office, monkeypatch, kind):
    """With every variable that it knows."""
    every = " | ".join(f"{{{name}}}" for name in sorted(LETTERS[kind].variables))
    words = Wording(Text.of(vi=f"vi {every}", en=f"en {every}"), Text.of(vi=f"vi {every}", en=f"en {every}"))
    monkeypatch.setattr(writing, "wording", lambda _: words)
    office.file(at=NOW)
    reader = settle(office.people["minh"], "en", "Europe/Berlin")
    notice = Notice.objects.filter(person=reader).latest("pk")
    notice.kind = kind
    for person, said in ((reader, "(GMT+01:00)"), (settle(office.people["lan"], "fr"), "(GMT+07:00)")):
        (contact,) = contacts([person.pk])
        found = set()
        for language, zone in (("vi", ""), ("en", "America/New_York"), ("vi", "Asia/Tokyo")):
            with written_for(language, zone):
                made = digest([notice], contact) if kind == "digest" else letter(notice, contact, to_owner=False)
            found.add((made.subject, made.body))
        ((_, body),) = found
        assert body.startswith("en" if person is reader else "vi"), "a language that the hub doesn't speak is its first"
        assert kind == "digest" or said in body


@pytest.mark.usefixtures("sender")
def test_a_letter_a_day_and_a_feed_are_their_reader_s(office):
    settle(office.people["lan"], "vi")
    choose_letters(mail="daily", by=office.actor("lan"), at=NOW)
    office.file(at=NOW)
    run(NOW + timedelta(hours=1))
    run(next_morning(NOW))
    (body,) = [f"{one.subject}\n{one.body}" for one in mail.outbox if one.to == [office.people["lan"].email]]
    in_the_habit_of(body, "vi", "+07:00")
    assert "/en/" not in body
    token = open_feed(by=office.actor("lan"), at=NOW)
    assert "có chuyển biến" in Client().get(f"/en/notices/{token}.atom").content.decode()


@pytest.mark.usefixtures("sender")
def test_a_call_to_a_meeting_is_its_reader_s():
    Body.objects.create(code="gate-board", name={"vi": "Hội đồng", "en": "Board"}, terms={})
    lan, minh = settle(make.person("lan"), "vi"), settle(make.person("minh"), "en", "Europe/Berlin")
    for one in (lan, minh):
        Seat.objects.create(body_id="gate-board", person=one)
    call_meeting(body="gate-board", begins_at=NOW, place="1", online="", by=make.actor(lan), at=make.MONDAY)
    run(make.MONDAY)
    said = {one.to[0]: f"{one.subject}\n{one.body}" for one in mail.outbox}
    assert "09:00, 07/12/2026 (GMT+07:00)" in said[lan.email]
    assert "7 Dec 2026, 03:00 (GMT+01:00)" in said[minh.email]
    in_the_habit_of(said[lan.email], "vi", "+07:00")
    in_the_habit_of(said[minh.email], "en", "+01:00")
    assert "/en/" in said[minh.email]
    assert "/en/" not in said[lan.email]
