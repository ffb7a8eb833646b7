"""The verifier page: a proof comes in, plain words go out, nothing stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from longbien.record import keys, models, queries
from longbien.record.rules.checkpoint import sign
from longbien.record.rules.proof import write_proof
from tests.record.make import note, trial
from tests.record.test_log_command import log
from tests.record.test_tiles import OTHER, verifier

pytestmark = pytest.mark.django_db


@pytest.fixture
def proven():
    """An entry and its proof."""
    entry_id = note(7, subject=trial())
    log("checkpoint")
    return queries.entry(entry_id), log("proof", str(entry_id))


def sent(client, path="/en/record/verify/", **given):
    return client.post(path, {"key": str(keys.verifier())} | given)


def as_file(words, name="a.tlog-proof"):
    return SimpleUploadedFile(name, words.encode())


def test_pasted_or_sent_as_a_file(client, proven):
    entry, proof = proven
    pasted = proof.replace("\n", "\r\n")  # as browsers send it
    for given in ({"proof": pasted}, {"proof": pasted, "leaf": entry.leaf}, {"proof_file": as_file(proof)},
                  {"proof_file": as_file(proof), "leaf_file": as_file(entry.leaf + "\n")}):  # fmt: skip
        page = sent(client, **given)
        assert page.status_code == 200
        said = page.content.decode()
        assert "Proven." in said
        assert "at place 1 of 1" in said
        assert "A note for tests" in said
        assert str(entry.subject) in said


def test_in_vietnamese(client, proven):
    said = sent(client, "/record/verify/", proof=proven[1]).content.decode()
    assert "Đã chứng minh." in said
    assert "Mã băm của mục dẫn tới gốc đã ký" in said


def test_what_proves_nothing_is_said_and_kept_in_the_form(client, proven):
    entry, proof = proven
    other = str(verifier(OTHER))
    for given, words in (
        ({"proof": "xin chào"}, "first line"),
        ({"proof": proof, "leaf": entry.leaf.replace('"count":7', '"count":8')}, "under the signed root"),
        ({"proof": proof, "leaf": "not JSON"}, "one changed space"),
        ({"proof": proof, "key": other}, "signed by city.example/log"),
    ):
        page = sent(client, **given)
        assert page.status_code == 200
        said = page.content.decode()
        assert "Not proven." in said
        assert words in said
        assert given["proof"].splitlines()[-1] in said


def test_a_proof_of_another_log_with_its_own_key(client, proven):
    entry, _ = proven
    head = queries.checkpoint_of(1)
    strange = type(head)("city.example/log", head.size, head.root)
    said = sent(client, proof=write_proof(entry.leaf.encode(), 0, [], sign(strange, OTHER)), key=str(verifier(OTHER)))
    assert "in the log city.example/log" in said.content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose the file of the proof"),
        ({"proof": "x", "key": ""}, "fill this in"),
        ({"proof": "x", "key": "hub"}, "the public key of a log"),
        ({"proof": "x" * 200_001}, "at most 200000"),
        ({"proof_file": as_file("x" * 200_001)}, "is larger than"),
        ({"proof": "\0"}, "damaged on its way"),
        ({"proof_file": as_file("")}, "is empty"),
        ({"proof_file-kept": "x"}, "Choose the file of the proof"),
    ],
)
def test_what_can_not_be_read(client, given, words):
    page = sent(client, **given)
    assert page.status_code in (200, 422)
    assert words in page.content.decode()


def test_nothing_is_kept(client, proven, settings):
    before = models.Event.objects.count(), sorted(path for path in settings.VAR.rglob("*") if "cache" not in path.parts)
    sent(client, proof_file=as_file(proven[1]), leaf_file=as_file(proven[0].leaf))
    assert before == (
        models.Event.objects.count(),
        sorted(path for path in settings.VAR.rglob("*") if "cache" not in path.parts),
    )


def test_the_page_itself(client):
    page = client.get("/record/verify/").content.decode()
    assert str(keys.verifier()) in page
    assert "Kiểm một chứng minh" in page
