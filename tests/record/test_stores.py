"""Both stores of documents behave the same: the folder of this machine, and a bucket of a real S3 server."""

import sys
from hashlib import sha256

import pytest

from longbien.kernel.refusal import Refusal
from longbien.record import keys, models, queries, vault
from longbien.record.actions import store_document as room
from longbien.record.actions.erase import erase_document
from longbien.record.actions.store_document import store_document
from longbien.record.queries.audit import audit
from tests.record.make import LAN, NOW, trial
from tests.record.weed import BUCKET, s3_server

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + b"x" * 3_000_000
DIGEST = sha256(PDF).hexdigest()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with s3_server(tmp_path_factory.mktemp("weed")) as environment:
        yield environment


@pytest.fixture(params=["file", pytest.param("s3", marks=pytest.mark.slow)])
def store(request, fresh_database):
    return request.getfixturevalue("bucket") if request.param == "s3" else vault.store()


@pytest.fixture
def bucket(fresh_database, server, settings, monkeypatch):
    for name, value in server.items():
        monkeypatch.setenv(name, value)
    settings.DOCUMENTS = f"s3://{BUCKET}/{fresh_database.var.name}"
    return vault.store()


def take_in(content=PDF, name="plan.pdf"):
    return store_document([content], name=name, subject=trial(), by=LAN, at=NOW)


def faults():
    return [finding.what for finding in audit(keys.verifier(), documents=True)[1]]


def test_what_is_stored_comes_back(store):
    one = take_in()
    assert store.has(DIGEST)
    with queries.open_document(one) as file:
        assert file.read(8) == PDF[:8]
        assert file.read() == PDF[8:]
    assert faults() == []


def test_what_is_not_there(store):
    assert store.open("00" * 32) is None
    assert not store.has("00" * 32)
    store.drop("00" * 32)


def test_the_same_bytes_twice_are_kept_until_both_are_erased(store):
    one, two = take_in(), take_in(name="copy.pdf")
    erase_document(one, by=LAN, at=NOW)
    assert store.has(DIGEST)
    erase_document(two, by=LAN, at=NOW)
    assert not store.has(DIGEST)


def test_bytes_erased_just_before_their_row_is_written_are_kept_again(store, monkeypatch):
    enter = room._enter

    def after_an_erasure(received, *given, **more):
        store.drop(received.sha256)
        return enter(received, *given, **more)

    monkeypatch.setattr(room, "_enter", after_an_erasure)
    take_in()
    assert store.has(DIGEST)


def test_a_lost_or_changed_file_is_found(store):
    take_in()
    store.drop(DIGEST)
    assert faults() == ["its file is missing"]
    with vault.receive([PDF[:-1]], len(PDF)) as other:
        store.put(type(other)(other.draft, DIGEST, other.size, other.is_text, other.recognised))
    assert faults() == ["the bytes aren't those that were stored"]


def test_no_draft_is_left(store, tmp_path):
    take_in()
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix == ".part"]
    assert left == []


def test_a_bucket_without_its_library_says_how_to_add_it(settings, tmp_path, monkeypatch):
    settings.VAR, settings.DOCUMENTS = tmp_path, "s3://bucket/without-library"
    monkeypatch.setitem(sys.modules, "pyarrow.fs", None)
    assert "longbien[s3]" in refusal(501)


def refusal(status):
    with pytest.raises(Refusal) as refused:
        take_in()
    assert refused.value.status == status
    assert not models.Document.objects.exists()
    return refused.value.what["en"]


@pytest.mark.slow
@pytest.mark.parametrize("change", [{"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, {"AWS_SECRET_ACCESS_KEY": "another"}])
def test_a_server_that_will_not_have_us_is_said(settings, tmp_path, server, monkeypatch, change):
    for name, value in (server | change).items():
        monkeypatch.setenv(name, value)
    settings.VAR, settings.DOCUMENTS = tmp_path, f"s3://{BUCKET}/{tmp_path.name}"
    assert "doesn't answer" in refusal(503)


@pytest.mark.slow
def test_what_could_not_be_sent_whole_is_not_there(bucket):
    with vault.receive([PDF], len(PDF)) as received:
        received.draft.unlink()
        with pytest.raises(FileNotFoundError):
            bucket.put(received)
    assert not bucket.has(DIGEST)
