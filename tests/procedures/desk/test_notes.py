"""Notes stay inside the office: kept, in order, never shown to the applicant nor to a reviewer."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.models import Membership
from longbien.procedures.actions.desk.add_note import LONGEST, add_note
from longbien.procedures.models import Case, Note
from longbien.procedures.queries.desk.notes import notes_on
from longbien.record.queries import entries
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY + timedelta(days=3)
SECRET = "Đã gọi điện, chưa rõ <b>kinh phí</b>"


@pytest.fixture
def noted(office):
    team = office.team()
    case = office.file(team=team)
    add_note(case_id=case, text=SECRET, by=office.actor("lan"), at=NOW)
    add_note(case_id=case, text="Sau đó đã rõ", by=office.actor("minh"), at=NOW + timedelta(hours=1))
    return office, case, team[1]


def test_an_office_reads_its_notes_in_order(noted):
    office, case, _ = noted
    assert [(one.who, one.text) for one in notes_on(case)] == [("Lan", SECRET), ("Minh", "Sau đó đã rõ")]
    page = client_of(office.people["minh"]).get(f"/cases/{to_slug(case)}/desk").content.decode()
    assert "Đã gọi điện, chưa rõ &lt;b&gt;kinh phí" in page
    assert page.index("Đã gọi") < page.index("Sau đó")


def test_nobody_else_reads_or_writes_them(noted):
    office, case, lead = noted
    office.do(case, "pass", at=NOW)
    slug = to_slug(case)
    for who, status in ((lead, 403), (office.people["reviewer"], 403), (office.people["outsider"], 404)):
        client = client_of(who)
        assert client.get(f"/cases/{slug}/desk").status_code == status
        assert client.post(f"/cases/{slug}/notes", {"text": "x"}).status_code == status
        for path in (f"/cases/{slug}", f"/api/cases/{slug}", "/cases/", "/notices/", "/me"):
            assert "Đã gọi" not in client.get(path).content.decode(), path
    assert Note.objects.count() == 2


def test_an_officer_of_the_applicant_s_own_reads_none(noted):
    office, case, lead = noted
    Membership.objects.create(
        person=office.people["lan"], organisation=lead.memberships.get().organisation, role="member"
    )
    with pytest.raises(Refusal) as refusal:
        add_note(case_id=case, text="x", by=office.actor("lan"), at=NOW)
    assert refusal.value.status == 403
    assert client_of(office.people["lan"]).get(f"/cases/{to_slug(case)}/desk").status_code == 403


def test_the_record_keeps_only_a_seal(noted):
    _, case, _ = noted
    kept = [one for one in entries(Case.objects.get(pk=case).subject) if one.kind == "procedures.note-added"]
    assert len(kept) == 2
    assert all("text" in one.sealed and "Đã" not in one.leaf for one in kept)


def test_a_note_is_never_changed(noted):
    with pytest.raises(DatabaseError), transaction.atomic():
        Note.objects.update(text="anders")


@pytest.mark.parametrize("text", ["", "  \n", "x" * (LONGEST + 1)])
def test_what_is_no_note_comes_back_as_typed(noted, text):
    office, case, _ = noted
    answer = client_of(office.people["lan"]).post(f"/cases/{to_slug(case)}/notes", {"text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    kept = client_of(office.people["lan"]).post(f"/cases/{to_slug(case)}/notes", {"text": "được"})
    assert kept.url.endswith("/desk#notes")


def test_document_beside_form(noted):
    office, case, _ = noted
    client, address = client_of(office.people["lan"]), f"/en/cases/{to_slug(case)}/desk"
    plain = client.get(address).content.decode()
    assert "Ngập úng Đống Đa" in plain
    assert 'name="press" value="open:approve"' in plain
    beside = client.get(f"{address}?do=approve").content.decode()
    assert 'name="reason"' in beside
    assert 'name="press" value="go:approve"' in beside
    assert client.get(f"{address}?do=nothing").status_code == 200


def test_it_asks_as_much_for_three_notes_as_for_one(office):
    case, lan = office.file(), office.actor("lan")
    client, counts = client_of(lan), []
    for n in (1, 2):
        for _ in range(n):
            add_note(case_id=case, text="x", by=lan, at=NOW)
        client.get(f"/cases/{to_slug(case)}/desk")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/cases/{to_slug(case)}/desk")
        counts.append(len(queries))
    assert counts[0] == counts[1]
