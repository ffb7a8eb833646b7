"""Tile numbers, entry bundles, checkpoints, proofs in files."""

from pathlib import Path

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from longbien.record.rules import checkpoint as notes
from longbien.record.rules.checkpoint import Checkpoint, NotSigned, Verifier, open_checkpoint, open_note, sign
from longbien.record.rules.tiles import TileNumber, parse_number, read_entries, write_entries, write_number

SPECS = Path(__file__).parents[1] / "specs" / "record"
TILES = yaml.safe_load((SPECS / "tiles.yaml").read_text())
NOTES = yaml.safe_load((SPECS / "notes.yaml").read_text())

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
HEAD = Checkpoint("city.example/log", 7, bytes(32))


def verifier(key=KEY, name="city.example/log"):
    return Verifier(name, key.public_key().public_bytes_raw())


def said(read, *given_):
    try:
        return read(*given_)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize("case", TILES["cases"], ids=lambda case: case["when"])
def test_tile_numbers(case):
    found = parse_number(case["when"])
    assert ("nothing" if found is None else [found.index, found.width]) == case["expect"]


@given(st.integers(0, 10**12), st.integers(1, 256))
def test_tile_numbers_read_back(index, width):
    assert parse_number(write_number(TileNumber(index, width))) == TileNumber(index, width)


def test_where_a_tile_lies():
    assert (TileNumber(273, 112).start, TileNumber(273, 112).end) == (69_888, 70_000)


@given(st.lists(st.binary(max_size=300)))
def test_entry_bundles_read_back(leaves):
    assert read_entries(write_entries(leaves)) == leaves


@pytest.mark.parametrize("bundle", [b"\0", b"\0\3ab", b"\0\1a\0"])
def test_entry_bundles_cut_short(bundle):
    with pytest.raises(ValueError, match="cut short"):
        read_entries(bundle)


def test_the_published_note():
    published = NOTES["published"]
    reader = Verifier.parse(published["vkey"])
    assert str(reader) == published["vkey"]
    assert open_note(published["note"], reader) == published["text"]


@pytest.mark.parametrize("case", NOTES["keys"], ids=lambda case: case["when"][:40])
def test_public_keys(case):
    found = said(Verifier.parse, case["when"])
    assert str(found) == case["when"] if case["expect"] == "fine" else case["expect"] in found


@pytest.mark.parametrize("case", NOTES["bodies"], ids=lambda case: repr(case["when"])[:50])
def test_checkpoint_bodies(case):
    found = said(notes.parse_body, case["when"])
    if isinstance(case["expect"], int):
        assert (found.size, found.origin) == (case["expect"], "example.com/log")
    else:
        assert case["expect"] in found


def test_what_is_signed_opens():
    note = sign(HEAD, KEY)
    assert open_checkpoint(note, verifier()) == HEAD
    assert note == sign(HEAD, KEY)
    assert note.startswith("city.example/log\n7\nAAAA")


def test_another_signature_beside_ours_is_passed_over():
    witness = sign(Checkpoint("witness.example", 7, bytes(32)), OTHER).rpartition("\n\n")[2]
    assert open_checkpoint(sign(HEAD, KEY) + witness, verifier()) == HEAD


def test_a_log_signs_only_for_itself():
    strange = sign(HEAD, KEY).replace("city.example/log\n7", "other.example/log\n7", 1)
    assert "is wrong" in said(open_checkpoint, strange, verifier())
    body = Checkpoint("other.example/log", 7, bytes(32)).body()
    text = body.encode()
    from_us = f"{body}\n— city.example/log {_signature(text)}\n"
    assert "of another log" in said(open_checkpoint, from_us, verifier())


def _signature(text):
    return notes.b64encode(verifier().id + KEY.sign(text)).decode()


FORGED = {
    "another key": (lambda note: note, verifier(OTHER), "isn't signed by"),
    "another name": (lambda note: note, verifier(name="x.example"), "isn't signed by"),
    "another size": (lambda note: note.replace("\n7\n", "\n8\n"), verifier(), "is wrong"),
    "a bit of the signature": (
        lambda note: note[:-6] + ("A" if note[-6] != "A" else "B") + note[-5:],
        verifier(),
        "is wrong",
    ),
    "no signature": (lambda note: HEAD.body(), verifier(), "not a signed note"),
    "an empty signature": (lambda note: HEAD.body() + "\n", verifier(), "not a signed note"),
    "a control character": (lambda note: note.replace("city", "ci\tty"), verifier(), "not a signed note"),
    "no last line end": (lambda note: note[:-1], verifier(), "not a signed note"),
    "a malformed line": (lambda note: note.replace("— ", "- "), verifier(), "malformed"),
    "no base64": (lambda note: note[:-3] + "%%\n", verifier(), "no base64"),
    "beyond ASCII": (lambda note: note[:-3] + "đđ\n", verifier(), "no base64"),
    "too short": (lambda note: HEAD.body() + "\n— city.example/log AAAA\n", verifier(), "too short"),
    "too many": (lambda note: note + note.rpartition("\n\n")[2] * 64, verifier(), "too many"),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_notes(name):
    change, reader, fault = FORGED[name]
    with pytest.raises(NotSigned, match=fault):
        open_checkpoint(change(sign(HEAD, KEY)), reader)
