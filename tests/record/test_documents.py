"""Documents: taken in whole or not at all, found by what they hold, gone without a trace in the log when erased."""

from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.record import keys, models, queries, vault
from longbien.record.actions.erase import erase_document, erase_openings
from longbien.record.actions.sequence import sequence
from longbien.record.actions.store_document import store_document
from longbien.record.events import DocumentErased, DocumentStored, OpeningsErased
from longbien.record.rules.media import Limits
from longbien.record.vault.received import folder
from tests.record.make import LAN, NOW, note, trial

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + b"x" * 5_000


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    keys.make_key()


def store(content=PDF, name="plan.pdf", **more):
    chunks = content if isinstance(content, list) else [content]
    return store_document(chunks, name=name, **{"subject": trial(), "by": LAN, "at": NOW} | more)


def test_a_document_comes_back_as_it_was():
    case = trial()
    one = store([PDF[:10], PDF[10:]], subject=case, name="C:\\kế hoạch.pdf")
    found = queries.document(one)
    assert (found.name, found.media_type, found.size) == ("kế hoạch.pdf", "application/pdf", len(PDF))
    assert found.sha256 == sha256(PDF).hexdigest()
    with queries.open_document(one) as file:
        assert file.read() == PDF
    assert queries.documents(case) == (found,)
    entry = queries.entry(found.entry_id)
    assert entry.kind == DocumentStored.type
    assert found.sha256 not in entry.leaf
    assert "hoạch" not in entry.leaf
    assert queries.opening(entry.id, "sha256").value == found.sha256


def test_the_same_bytes_are_kept_once():
    one, two = store(), store(name="other.pdf")
    assert one != two
    digest = queries.document(one).sha256
    assert [path for path in folder().rglob("*") if path.is_file()] == [vault.store().path_of(digest)]


REFUSED = {
    "empty": ({"content": b""}, 422, "empty"),
    "of another kind than its ending": ({"content": b"<html>"}, 422, "doesn't fit its ending"),
    "of an unknown kind": ({"content": b"MZ", "name": "run.exe"}, 422, "isn't accepted"),
    "of a kind not asked for": ({"limits": Limits((".png",))}, 422, "Accepted: png"),
    "too large": ({"limits": Limits(max_bytes=100)}, 413, "larger than 0.0001 MB"),
    "no text": ({"content": b"a,\xff", "name": "a.csv"}, 422, "doesn't fit its ending"),
    "cut inside a letter": ({"content": "a,đ".encode()[:-1], "name": "a.csv"}, 422, "doesn't fit its ending"),
    "text with NUL": ({"content": b"a,\0", "name": "a.csv"}, 422, "doesn't fit its ending"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_nothing(name):
    given, status, words = REFUSED[name]
    with pytest.raises(Refusal) as refused:
        store(**given)
    assert refused.value.status == status
    assert words in refused.value.what["en"]
    assert not models.Document.objects.exists()
    assert [path for path in folder().rglob("*") if path.is_file()] == []


def test_a_broken_upload_leaves_nothing():
    def broken():
        yield PDF
        raise OSError("the line broke")

    with pytest.raises(OSError, match="the line broke"):
        store_document(broken(), name="a.pdf", subject=trial(), by=LAN, at=NOW)
    assert [path for path in folder().rglob("*") if path.is_file()] == []


def test_letters_may_be_cut_between_chunks():
    whole = "a,đê\n".encode()
    assert queries.document(store([whole[:3], whole[3:]], name="a.csv")).media_type == "text/csv"


def test_what_is_not_there():
    assert queries.document(new_id()) is None
    assert queries.open_document(new_id()) is None
    one = store()
    vault.store().path_of(queries.document(one).sha256).unlink()
    assert queries.open_document(one) is None


def test_erasing_a_document(fresh_database):
    one, two = store(), store()
    digest, entry_id = queries.document(one).sha256, queries.document(one).entry_id
    erase_document(one, by=LAN, at=NOW)
    assert queries.document(one) is None
    assert queries.openings(entry_id) == {}
    assert vault.store().path_of(digest).exists()
    erase_document(two, by=LAN, at=NOW)
    assert not vault.store().path_of(digest).exists()
    assert queries.entries(limit=1)[0].kind == DocumentErased.type
    sequence()
    assert verify("--documents").startswith("4 entries")
    with pytest.raises(Refusal, match="not-found"):
        erase_document(one, by=LAN, at=NOW)


def test_erasing_openings():
    case = trial()
    ids = [note(n, subject=case) for n in range(2)]
    assert erase_openings(ids, subject=case, by=LAN, at=NOW) == 2
    assert erase_openings(ids, subject=case, by=LAN, at=NOW) == 0
    assert queries.opening(ids[0], "reason") is None
    assert [entry.kind for entry in queries.entries(case)] == ["test.noted", "test.noted", OpeningsErased.type]
    sequence()
    assert verify().startswith("3 entries")


def verify(*given):
    out = StringIO()
    call_command("log", "verify", *given, stdout=out)
    return out.getvalue()


def test_the_audit_reads_documents():
    one = queries.document(store())
    path = vault.store().path_of(one.sha256)
    assert verify("--documents").startswith("0 entries")
    path.write_bytes(PDF[:-1] + b"y")
    verify()
    with pytest.raises(CommandError, match="1 fault"):
        verify("--documents")
    path.unlink()
    with pytest.raises(CommandError, match="1 fault"):
        verify()


def test_the_audit_compares_a_document_with_its_seal():
    one = queries.document(store())
    other = note(1, subject=trial())
    models.Opening.objects.filter(event=one.entry_id, name="sha256").delete()
    verify()
    models.Opening.objects.create(event_id=other, name="sha256", salt=b"s" * 32, value='"x"')
    models.Document.objects.filter(pk=one.id).delete()
    models.Document.objects.create(
        id=one.id,
        entry_id=other,
        sha256=one.sha256,
        size=1,
        media_type="a/b",
        name="a",
        subject=str(one.subject),
        at=NOW,
    )
    out = StringIO()
    with pytest.raises(CommandError, match="2 faults"):
        call_command("log", "verify", stdout=out)
    assert f"record_document {one.id}: its hash isn't the one that the record has sealed" in out.getvalue()
    assert "field sha256: the entry has no such sealed field" in out.getvalue()
