"""Credentials: issued on the record, read by those who may, revoked for good, and told so to anyone who asks."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError

from longbien.credentials import models
from longbien.credentials.actions.issue import issue
from longbien.credentials.actions.pause import reinstate, suspend
from longbien.credentials.actions.revoke import revoke
from longbien.credentials.linked import issuer
from longbien.credentials.queries import Claims, credential_card, credentials_about, document_of, outcome_of, verify
from longbien.credentials.queries.credentials import reason_of, status_list
from longbien.credentials.rules.bitstring import is_raised
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.record import keys as record_keys
from longbien.record import queries as record
from longbien.record.actions.sequence import sequence
from tests.credentials.make import LAN, NOW, case, claims, holder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    record_keys.make_key()


def entry_of(made, purpose: str) -> dict:
    """The entry of a permit in the lists of this purpose."""
    [entry] = [one for one in json.loads(document_of(made))["credentialStatus"] if one["statusPurpose"] == purpose]
    return entry


def bad(verdict) -> list[str]:
    return [check.what["en"] for check in verdict.checks if check.outcome == "bad"]


def test_a_credential_is_issued_on_the_record():
    about, person = case(), holder()
    made = issue(kind="permit", subject=about, holder=person, claims=claims(), by=LAN, at=NOW)
    [card] = credentials_about(about)
    assert card == credential_card(made)
    assert (card.name, card.number, card.holder_name) == ("Giấy phép thử nghiệm", "TĐ-2026-001", "Nguyễn Thị Ẩn")
    assert card.state(NOW) == "valid"
    assert card.state(NOW + timedelta(days=600)) == "expired"
    entry = record.entry(card.entry_id)
    assert entry.kind == "credentials.issued"
    assert str(person) not in entry.leaf
    assert "Ẩn" not in entry.leaf


def test_what_it_says_is_an_open_badge_signed_by_the_hub():
    made = issue(kind="permit", subject=case(), holder=holder(), claims=claims(), by=LAN, at=NOW)
    said = json.loads(document_of(made))
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["issuer"]["id"] == issuer.did()
    assert said["proof"]["verificationMethod"] == issuer.method()
    assert said["credentialSubject"]["achievement"]["achievementType"] == "License"
    assert said["credentialSubject"]["licenseNumber"] == "TĐ-2026-001"
    assert said["evidence"] == [{"type": ["Evidence"], "name": "Khu vực", "narrative": "Long Biên, phường Bồ Đề"}]
    verdict = verify(document_of(made), at=NOW)
    assert verdict.outcome == "ok", verdict.checks


def test_the_same_achievement_has_the_same_id_and_no_two_places_are_the_same():
    made = [issue(kind="role", subject=case(), holder=holder(), claims=claims(), by=LAN, at=NOW) for _ in range(3)]
    said = [json.loads(document_of(one)) for one in made]
    assert len({one["credentialSubject"]["achievement"]["id"] for one in said}) == 1
    assert len({one["credentialStatus"]["statusListIndex"] for one in said}) == 3


def test_revoking_is_for_good_and_shows_in_the_public_list():
    about = case()
    made, other = (
        issue(kind="permit", subject=about, holder=holder(), claims=claims(), by=LAN, at=NOW) for _ in range(2)
    )
    before = status_list(models.Credential.objects.get(pk=made).status_list_id)
    revoke(credential_id=made, reason=" Vi phạm điều kiện ", by=LAN, at=NOW)
    card = credential_card(made)
    assert card.state(NOW) == "revoked"
    assert reason_of(card) == "Vi phạm điều kiện"
    assert "Vi phạm" not in record.entry(card.revocation_entry).leaf
    entry = entry_of(made, "revocation")
    after = status_list(models.Credential.objects.get(pk=made).status_list_id)
    assert after["id"] == entry["statusListCredential"]
    place = int(entry["statusListIndex"])
    assert not is_raised(before["credentialSubject"]["encodedList"], place)
    assert is_raised(after["credentialSubject"]["encodedList"], place)
    assert outcome_of(verify(json.dumps(after), at=NOW).checks) == "ok"
    verdict = verify(document_of(made), at=NOW)
    assert bad(verdict) == ["It has been revoked: Vi phạm điều kiện"]
    assert verify(document_of(other), at=NOW).outcome == "ok"
    with pytest.raises(Refusal, match="revoked-already"):
        revoke(credential_id=made, reason="again", by=LAN, at=NOW)


def test_a_suspended_permit_says_so_until_it_stands_again():
    about = case()
    made, other = (
        issue(kind="permit", subject=about, holder=holder(), claims=claims(), by=LAN, at=NOW) for _ in range(2)
    )
    number, entry = models.StatusList.objects.get().pk, entry_of(made, "suspension")
    later = NOW + timedelta(hours=1)

    def is_listed(purpose: str) -> bool:
        listed = status_list(number, purpose)
        assert verify(json.dumps(listed), at=later).checks[0].outcome == "ok"
        assert listed["credentialSubject"]["statusPurpose"] == purpose
        return is_raised(listed["credentialSubject"]["encodedList"], int(entry["statusListIndex"]))

    assert status_list(number, "suspension")["id"] == entry["statusListCredential"]
    suspend(credential_id=made, reason=" Ra khỏi khu vực ", by=LAN, at=NOW)
    suspend(credential_id=made, reason="lần nữa", by=LAN, at=later)
    assert credential_card(made).state(NOW) == "suspended"
    assert credential_card(other).state(NOW) == "valid"
    assert bad(verify(document_of(made), at=NOW)) == ["It is suspended for now: Ra khỏi khu vực"]
    assert "Ra khỏi" not in record.entry(credential_card(made).suspension_entry).leaf
    assert (is_listed("suspension"), is_listed("revocation")) == (True, False)
    reinstate(credential_id=made, reason="Đã khắc phục", by=LAN, at=later)
    assert credential_card(made).state(later) == "valid"
    assert verify(document_of(made), at=later).outcome == "ok"
    assert not is_listed("suspension")
    told = [one.kind for one in record.entries(about)]
    assert (told.count("credentials.suspended"), told.count("credentials.reinstated")) == (1, 1)


def test_what_cannot_be_suspended_is_not():
    role = issue(kind="role", subject=case(), holder=holder(), claims=claims(), by=LAN, at=NOW)
    gone = issue(kind="permit", subject=case(), holder=holder(), claims=claims(), by=LAN, at=NOW)
    assert isinstance(json.loads(document_of(role))["credentialStatus"], dict)
    revoke(credential_id=gone, reason="x", by=LAN, at=NOW)
    for made in (role, gone):
        with pytest.raises(Refusal, match="not-to-be-suspended"):
            suspend(credential_id=made, reason="x", by=LAN, at=NOW)
    with pytest.raises(Refusal, match="not-found"):
        suspend(credential_id=new_id(), reason="x", by=LAN, at=NOW)
    with pytest.raises(Refusal, match="no-reason"):
        suspend(credential_id=gone, reason=" ", by=LAN, at=NOW)
    with pytest.raises(Refusal, match="not-found"):
        status_list(models.StatusList.objects.get().pk, "message")
    assert not models.Pause.objects.exists()


def test_a_permit_that_begins_later_is_not_in_force_yet():
    start = NOW + timedelta(days=30)
    made = issue(kind="permit", subject=case(), holder=holder(), claims=claims(valid_from=start), by=LAN, at=NOW)
    assert (credential_card(made).state(NOW), credential_card(made).state(start)) == ("early", "valid")
    assert bad(verify(document_of(made), at=NOW)) == ["It is not valid yet"]
    assert verify(document_of(made), at=start).outcome == "ok"


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 2_001])
def test_no_reason_no_revocation(reason: str):
    made = issue(kind="permit", subject=case(), holder=holder(), claims=claims(), by=LAN, at=NOW)
    with pytest.raises(Refusal, match="no-reason"):
        revoke(credential_id=made, reason=reason, by=LAN, at=NOW)
    assert credential_card(made).state(NOW) == "valid"


REFUSED = {
    "an unknown kind": ({"kind": "medal"}, "unknown-kind"),
    "a holder nobody knows": ({"holder": new_id()}, "not-found"),
    "words that can't be signed": (
        {"claims": Claims("a\tb", "d", "c", "vi", facts=(("x", "\0"),))},
        "credential-misshapen",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_leaves_nothing(what: str):
    given, code = REFUSED[what]
    usual = {"kind": "permit", "subject": case(), "holder": holder(), "claims": claims()}
    with pytest.raises(Refusal, match=code):
        issue(**usual | given, by=LAN, at=NOW)
    assert not models.Credential.objects.exists()
    with pytest.raises(Refusal, match="not-found"):
        revoke(credential_id=new_id(), reason="x", by=LAN, at=NOW)


def test_a_half_full_list_makes_room_for_the_next(monkeypatch):
    monkeypatch.setattr("longbien.credentials.actions.issue.FULL", 2)
    made = [issue(kind="role", subject=case(), holder=holder(), claims=claims(), by=LAN, at=NOW) for _ in range(3)]
    numbers = [models.Credential.objects.get(pk=one).status_list_id for one in made]
    assert numbers[0] == numbers[1] != numbers[2]


def test_rows_are_kept_by_the_database():
    made = issue(kind="permit", subject=case(), holder=holder(), claims=claims(), by=LAN, at=NOW)
    suspend(credential_id=made, reason="x", by=LAN, at=NOW)
    revoke(credential_id=made, reason="x", by=LAN, at=NOW)
    for statement in (
        "UPDATE credentials_pause SET is_on = FALSE",
        "DELETE FROM credentials_pause",
        "UPDATE credentials_credential SET name = 'x'",
        "UPDATE credentials_revocation SET status_index = 0",
        "DELETE FROM credentials_revocation",
        "DELETE FROM credentials_statuslist",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    models.Credential.objects.filter(pk=made).delete()
    assert credential_card(made) is None
    assert len(status_list(models.StatusList.objects.get().pk)["credentialSubject"]["encodedList"]) > 20


def test_the_log_still_agrees():
    made = issue(kind="permit", subject=case(), holder=holder(), claims=claims(), by=LAN, at=NOW)
    revoke(credential_id=made, reason="x", by=LAN, at=NOW)
    while sequence():
        pass
    out = StringIO()
    call_command("log", "verify", stdout=out)
    assert "all is as it was signed" in out.getvalue()
