"""Consent, a copy of everything, erasure with receipts: and the log verifies afterwards."""

import html
import io
import json
import time
from dataclasses import replace
from datetime import timedelta
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people import models, queries, registry
from longbien.people.actions.add_member import add_member
from longbien.people.actions.give_consent import give_consent
from longbien.people.actions.invite_member import accept_invitation, end_invitation, invite_member
from longbien.people.actions.privacy.erase_person import ask_erasure, cancel_erasure, erase_person
from longbien.people.actions.register_person import register_person
from longbien.people.actions.registers.state_paper import state_paper
from longbien.people.actions.withdraw_consent import withdraw_consent
from longbien.people.registry import Purpose, holders, purpose
from longbien.record.actions.deliver import deliver
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.actions.store_document import store_document
from longbien.record.keys import make_key, verifier
from longbien.record.models import Event, Opening
from longbien.record.queries import entries, open_document
from longbien.record.queries.audit import audit
from tests.people.make import NOW, PASSWORD, actor, client_of, organisation, person
from tests.people.signing import by_password

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=25)


@pytest.fixture
def news(monkeypatch):
    monkeypatch.setattr(registry, "_purposes", {})
    words = Text.of(vi="Gửi tôi tin của trung tâm.", en="Send me the hub's news.")
    return purpose(Purpose("news", 2, Text.of(vi="Bản tin", en="News"), words))


def test_nothing_is_agreed_to_by_default(news):
    lan = actor()
    assert queries.consents(lan.person_id) == ()
    (asked,) = queries.asked_of(lan.person_id)
    assert (asked.purpose, asked.standing) == (news, None)
    page = client_of(lan).get("/me/data").content.decode()
    assert "Gửi tôi tin của trung tâm." in page
    assert "checked" not in page


def test_given_and_taken_back_with_words_time_and_way(news):
    lan = actor()
    client = client_of(lan)
    client.post("/me/data/consent", {"purpose": "news", "version": "2", "set": "give"})
    (card,) = queries.consents(lan.person_id)
    assert (card.purpose, card.version, card.how, card.withdrawn_at) == ("news", 2, "page", None)
    assert queries.has_consent(lan.person_id, "news", version=2)
    assert not queries.has_consent(lan.person_id, "news", version=3)
    give_consent(purpose="news", version=2, how="form", by=lan, at=NOW)  # once is enough
    client.post("/me/data/consent", {"purpose": "news", "set": "withdraw"})
    (card,) = queries.consents(lan.person_id)
    assert card.withdrawn_at is not None
    assert not queries.has_consent(lan.person_id, "news")
    kinds = [one.kind for one in entries(Subject("people.person", lan.person_id))]
    assert kinds == ["people.consent_given", "people.consent_withdrawn"]
    assert client.post("/me/data/consent", {"purpose": "news", "set": "withdraw"}).status_code == 404


@pytest.mark.parametrize(("given", "status"), [(("news", "1"), 409), (("news", "x"), 409), (("all", "2"), 404)])
def test_only_to_the_words_that_were_shown(news, given, status):
    code, version = given
    asked = {"purpose": code, "version": version, "set": "give"}
    assert client_of(actor()).post("/me/data/consent", asked).status_code == status
    assert not models.Consent.objects.exists()


def test_new_words_end_the_consent_to_the_old_ones(news, monkeypatch):
    lan = actor()
    give_consent(purpose="news", version=2, how="page", by=lan, at=NOW)
    monkeypatch.setattr(registry, "_purposes", {})
    purpose(Purpose("news", 3, news.title, news.words))
    assert queries.has_consent(lan.person_id, "news")
    assert "nội dung cũ" in client_of(lan).get("/me/data").content.decode()
    give_consent(purpose="news", version=3, how="page", by=lan, at=NOW)
    assert [card.version for card in queries.consents(lan.person_id) if card.withdrawn_at is None] == [3]
    withdraw_consent(purpose="news", by=lan, at=NOW)


def test_a_purpose_is_registered_once(news):
    with pytest.raises(RuntimeError):
        purpose(news)
    with pytest.raises(RuntimeError):
        registry.holds_personal_data(registry.holders()[0])


def full_person():
    lan = models.Person(email="lan@example.org", name="Lê Thị Lan")
    lan.set_unusable_password()
    register_person(lan, at=NOW)
    EmailAddress.objects.create(user=lan, email=lan.email, verified=True, primary=True)
    by = queries.actor_for(lan.pk)
    state_paper(kind="citizen-id", country="VN", number="001087000123", by=by, at=NOW)
    add_member(organisation_id=organisation().pk, person_id=lan.pk, role="member", by=SYSTEM, at=NOW)
    file = store_document([b"cv"], name="cv.txt", subject=Subject("people.person", lan.pk), by=by, at=NOW)
    return lan, by, file


def test_a_copy_of_everything():
    lan, by, file = full_person()
    answer = client_of(by).get("/me/data/copy")
    assert answer["Content-Type"] == "application/zip"
    archive = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    rooms = {name.removesuffix(".json") for name in archive.namelist() if name.endswith(".json")}
    assert rooms == {
        "capital", "cohorts", "orders", "credentials", "data", "deals", "ledger", "people", "record", "procedures",
        "rights", "trials",
    }  # fmt: skip
    account = json.loads(archive.read("people.json"))
    assert (account["name"], account["email"], account["papers"]) == (
        "Lê Thị Lan", "lan@example.org",
        [{"kind": "citizen-id", "country": "VN", "stated_at": "2026-11-23T02:00:00.000000Z"}],
    )  # fmt: skip
    history = json.loads(archive.read("record.json"))["entries"]
    assert history[0]["sealed"] == {"email": "lan@example.org", "name": "Lê Thị Lan"}
    (document,) = (name for name in archive.namelist() if name.startswith("documents/"))
    assert archive.read(document) == b"cv"
    assert lan.name not in json.dumps(json.loads(archive.read("procedures.json")), ensure_ascii=False)
    note = archive.read("README.txt").decode()
    for said in ("procedures.json: Thủ tục và hồ sơ", "procedures.json: Procedures and cases", "documents/"):
        assert said in note
    assert document.startswith(f"documents/{file}-cv.txt")


def test_the_copy_asks_who_one_is():
    someone = person("Lan", email="lan@example.org")
    client = by_password(someone)
    assert client.get("/me/data/copy").status_code == 200
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3_600
    session.save()
    assert client.get("/me/data/copy")["Location"].startswith("/me/confirm")


def run(at):
    while deliver(clock=lambda: at):
        pass


def show_again(client):
    """As if the person had entered their password once more just now."""
    session = client.session
    session["account_authentication_methods"][0]["at"] = time.time()
    session.save()


def asked_for(client):
    """Press the button, show who one is, press it again; the answer is the page after that."""
    again = client.post("/me/data/erase", {"sure": "1"})
    assert again["Location"] == "/me/confirm?next=%2Fme%2Fdata%2Ferase"
    show_again(client)
    return client.post("/me/data/erase", {"sure": "1"}, follow=True)


def test_from_the_request_to_the_receipts():
    lan, by, file = full_person()
    client = client_of(by)
    page = asked_for(client).content.decode()
    assert "sẽ bị xoá từ" in page
    asked = queries.erasure_of(lan.pk)
    assert ask_erasure(by=by, at=NOW) == models.Erasure.objects.get().pk  # asked again, the same request answers
    run(asked.begins_at - timedelta(minutes=1))
    assert models.Person.objects.get().is_active
    run(asked.begins_at + timedelta(minutes=1))
    gone = models.Person.objects.get()
    assert (gone.is_active, gone.name, gone.address, gone.has_usable_password()) == (
        False,
        "Tài khoản đã xoá",
        "",
        False,
    )
    assert gone.email.endswith("@erased.invalid")
    for table in (models.Paper, models.Membership, models.KnownDevice, EmailAddress, UserSession):
        assert not table.objects.exists(), table
    assert open_document(file) is None
    assert client.get("/me")["Location"].startswith("/accounts/login/")
    receipts = queries.receipts_of(lan.pk)
    assert [one["room"] for one in receipts] == [
        "capital", "orders", "rights", "deals", "cohorts", "trials", "data", "procedures", "credentials", "ledger",
        "record", "people",
    ]  # fmt: skip
    at_once, letter = [letter for letter in mail.outbox if letter.to == ["lan@example.org"]]
    assert "còn giữ: Các lần đồng ý" in letter.body
    assert "Tôi ở lại" in at_once.body
    assert "/me/data\n" in at_once.body
    everything = " ".join(
        [*Event.objects.values_list("leaf", flat=True), *Opening.objects.values_list("value", flat=True)]
    )
    assert "lan@example.org" not in everything
    assert "Lê Thị Lan" not in everything
    make_key()
    sequence()
    sign_checkpoint(at=NOW)
    assert audit(verifier(), documents=True)[1] == []


@pytest.mark.parametrize("answer", [accept_invitation, end_invitation, None])
def test_the_address_of_an_invitation_is_erased_too(answer):
    ours, guest = organisation(), person(email="guest@example.org")
    lead = actor(lead_of=ours.pk)
    sent = [
        invite_member(organisation_id=ours.pk, email=to, role="member", by=lead, at=NOW)
        for to in ("guest@example.org", "other@example.org")
    ]
    if answer:
        answer(invitation_id=sent[0], by=queries.actor_for(guest.pk), at=NOW)
    ask_erasure(by=queries.actor_for(guest.pk), at=NOW)
    erase_person(person_id=guest.pk, at=NOW)
    run(NOW + timedelta(days=1))
    kept = [value for value in Opening.objects.values_list("value", flat=True) if "@" in value]
    assert kept == ['"other@example.org"']
    assert models.Invitation.objects.count() == 1


def test_one_click_erases_nothing_and_every_room_says_beforehand_what_its_receipt_will_say():
    lan, by, _ = full_person()
    client = client_of(by)
    for answer in (client.get("/me/data/erase"), client.post("/me/data/erase", {})):
        page = html.unescape(answer.content.decode())
        for room in holders():
            for said in (room.title, *room.erases, *(text for kept in room.keeps for text in kept)):
                assert said.in_language("vi") in page
        assert 'name="sure"' in page
    assert queries.erasure_of(lan.pk) is None
    for room in holders():
        receipt = room.erase(lan.pk, NOW)
        assert (tuple(what for what, _ in receipt.erased), receipt.kept) == (room.erases, room.keeps), room.room


def test_who_has_not_shown_lately_who_they_are_is_asked_before_being_erased():
    lan, by, _ = full_person()
    client = client_of(by)
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3_600
    session.save()
    assert client.get("/me/data/erase").status_code == 200  # to read is no harm: once is asked, for the deed
    assert client.post("/me/data/erase", {"sure": "1"})["Location"].startswith("/me/confirm")
    assert queries.erasure_of(lan.pk) is None


def test_one_may_think_better_of_it():
    lan, by, _ = full_person()
    client = client_of(by)
    asked_for(client)
    assert queries.erasure_of(lan.pk)
    assert "Xem yêu cầu, hoặc ở lại" in client.get("/me").content.decode()
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3_600
    session.save()
    client.post("/me/data/stay")  # staying asks for no proof
    assert queries.erasure_of(lan.pk) is None
    assert client.post("/me/data/stay")["Location"] == "/me/data"  # pressed twice
    assert "Xem yêu cầu, hoặc ở lại" not in client.get("/me").content.decode()
    run(LATER + timedelta(days=30))
    assert models.Person.objects.get().name == "Lê Thị Lan"
    with pytest.raises(Refusal):
        cancel_erasure(by=by, at=NOW)


def test_an_office_is_handed_over_first():
    officer = actor("counsel")
    with pytest.raises(Refusal) as refused:
        ask_erasure(by=officer, at=NOW)
    assert refused.value.code == "in-office"
    page = client_of(officer).get("/me/data/erase").content.decode()
    assert "Hãy bàn giao trước" in page
    assert 'name="sure"' not in page


def test_a_room_that_fails_leaves_everything_as_it_was(monkeypatch):
    lan, by, _ = full_person()
    ask_erasure(by=by, at=NOW)

    def fail(person_id, at):
        raise OSError("no disk")

    broken = replace(registry.holders()[-1], erase=fail)
    monkeypatch.setitem(registry._holders, "people", broken)
    with pytest.raises(OSError, match="no disk"):
        erase_person(person_id=lan.pk, at=LATER)
    assert models.Paper.objects.exists()
    assert Opening.objects.filter(value__contains="lan@example.org").exists()
    assert models.Erasure.objects.get().done_at is None


def test_a_sign_in_of_a_moment_ago_is_not_enough_to_be_erased():
    """Whoever finds the page open is asked who they are; only then does the button erase."""
    someone = person("Lan", email="lan@example.org")
    client = by_password(someone)
    page = client.get("/me/data/erase").content.decode()
    assert "Tiếp tục: xác minh là bạn" in page
    way = client.post("/me/data/erase", {"sure": "1"}, follow=True)
    assert way.redirect_chain[-1][0].startswith("/accounts/reauthenticate/")
    client.post("/me/data/erase", {"sure": "1"})
    assert queries.erasure_of(someone.pk) is None
    back = client.post(way.redirect_chain[-1][0], {"password": PASSWORD, "next": "/me/data/erase"}, follow=True)
    assert "Tiếp tục: xác minh là bạn" not in back.content.decode()
    client.post("/me/data/erase", {"sure": "1"})
    assert queries.erasure_of(someone.pk)
    client.post("/me/data/stay")
    client.post("/me/data/erase", {"sure": "1"})
    assert queries.erasure_of(someone.pk) is None, "the proof was for one request"


def test_the_letter_at_once_is_in_the_reader_s_language_and_time_and_falls_silent_when_one_stays():
    lan, by, _ = full_person()
    models.Person.objects.filter(pk=lan.pk).update(language="en", timezone="Europe/Berlin")
    ask_erasure(by=by, at=NOW)
    run(NOW)
    (letter,) = mail.outbox
    assert "24 Nov 2026, 03:00 (GMT+01:00)" in letter.body
    assert "/en/me/data" in letter.body
    cancel_erasure(by=by, at=NOW)
    ask_erasure(by=by, at=NOW)
    cancel_erasure(by=by, at=NOW)
    run(NOW)
    assert len(mail.outbox) == 1


def test_whoever_alone_leads_others_hands_over_first_and_is_told_where():
    lead, other = person("Lan"), person("Minh")
    team, alone = organisation("Nhóm Sông Hồng"), organisation("Nhóm Một Người")
    for where, who, role in ((team, lead, "lead"), (team, other, "member"), (alone, lead, "lead")):
        models.Membership.objects.create(organisation=where, person=who, role=role)
    client = client_of(lead)
    page = html.unescape(client.get("/me/data/erase").content.decode())
    assert "Bạn là trưởng nhóm duy nhất" in page
    assert "Không còn ai khác trong đó" in page
    assert 'name="sure"' not in page
    with pytest.raises(Refusal) as refused:
        ask_erasure(by=queries.actor_for(lead.pk), at=NOW)
    assert refused.value.code == "last-lead"
    assert "“Nhóm Sông Hồng”" in refused.value.what["vi"]
    assert "Một Người" not in refused.value.what["vi"]
    models.Membership.objects.filter(person=other).update(role="lead")
    assert "Tổ chức tiếp tục hoạt động không có bạn" in client.get("/me/data/erase").content.decode()
    ask_erasure(by=queries.actor_for(lead.pk), at=NOW)
