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
from longbien.credentials.actions.revoke import revoke
from longbien.credentials.linked import issuer
from longbien.credentials.queries import Claims, credential_card, credentials_about, document_of, outcome_of, verify
from longbien.credentials.queries.credentials import revocation_reason, status_list
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
    assert revocation_reason(card) == "Vi phạm điều kiện"
    assert "Vi phạm" not in record.entry(card.revocation_entry).leaf
    entry = json.loads(document_of(made))["credentialStatus"]
    after = status_list(models.Credential.objects.get(pk=made).status_list_id)
    assert after["id"] == entry["statusListCredential"]
    place = int(entry["statusListIndex"])
    assert not is_raised(before["credentialSubject"]["encodedList"], place)
    assert is_raised(after["credentialSubject"]["encodedList"], place)
    assert outcome_of(verify(json.dumps(after), at=NOW).checks) == "ok"
    verdict = verify(document_of(made), at=NOW)
    assert [check.what["en"] for check in verdict.checks if check.outcome == "bad"] == ["It has been revoked"]
    assert verify(document_of(other), at=NOW).outcome == "ok"
    with pytest.raises(Refusal, match="revoked-already"):
        revoke(credential_id=made, reason="again", by=LAN, at=NOW)


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
    revoke(credential_id=made, reason="x", by=LAN, at=NOW)
    for statement in (
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
