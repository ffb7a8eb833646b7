"""The rules of this room: shapes, bounds, moments, lists, keys as text, and what the typesetter says."""

import base64
import gzip
import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from longbien.credentials.kinds import KINDS, kind_of
from longbien.credentials.rules import bitstring, documents, multikey
from longbien.credentials.rules.bounds import DEEPEST, MOST_VALUES, faults_in_document
from longbien.credentials.rules.diagnostics import fault_of, names_at, read_diagnostics
from longbien.credentials.rules.moments import read_moment, write_moment
from longbien.credentials.rules.shape import V2, faults_in_credential, faults_in_presentation
from longbien.credentials.rules.wording import unproven, unreadable
from longbien.kernel.refusal import Refusal

SPECS = Path(__file__).parents[1] / "specs" / "credentials"
RESOURCES = {"urn:known:a": b"hello"}
SMALL = {
    "@context": [V2],
    "type": ["VerifiableCredential"],
    "issuer": "did:example:hub",
    "credentialSubject": {"name": "Lan"},
}


def cases(name: str) -> list[Any]:
    table = yaml.safe_load((SPECS / f"{name}.yaml").read_text())
    return [pytest.param(case, id=str(case.get("name") or case["when"])) for case in table["cases"]]


def first(faults) -> str:
    return faults[0].where if faults else "fine"


@pytest.mark.parametrize("case", cases("shape"))
def test_the_shape_of_a_credential(case: dict[str, Any]):
    document = {name: value for name, value in {**SMALL, **case["when"]}.items() if value is not None}
    assert first(faults_in_credential(document, RESOURCES)) == case["expect"]


@pytest.mark.parametrize("case", cases("bounds"))
def test_the_bounds_of_a_document(case: dict[str, Any]):
    assert first(faults_in_document(case["when"])) == case["expect"]


def nested(depth: int) -> dict[str, Any]:
    value: Any = "x"
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    "document",
    [
        nested(DEEPEST + 1),
        {"a": ["x"] * MOST_VALUES},
        {"@context": [nested(DEEPEST + 1)]},
        {"@context": [{f"t{n}": "urn:a:b" for n in range(MOST_VALUES)}]},
    ],
    ids=["deep", "large", "deep context", "large context"],
)
def test_what_is_too_deep_or_too_large_is_refused(document: dict[str, Any]):
    [fault] = faults_in_document(document)
    assert "too" in fault.what["en"]


PRESENTATION = {"@context": [V2], "type": "VerifiablePresentation"}


@pytest.mark.parametrize(
    ("more", "expect"),
    [
        ({}, "fine"),
        ({"holder": "did:example:a"}, "fine"),
        ({"holder": {"id": "did:example:a"}}, "fine"),
        ({"holder": "Lan"}, "/holder"),
        ({"type": ["VerifiableCredential"]}, "/type"),
        ({"id": "x"}, "/id"),
        ({"verifiableCredential": {}}, "fine"),
        ({"verifiableCredential": [{}, "https://example.org"]}, "/verifiableCredential/1"),
        ({"a": None}, "/a"),
    ],
)
def test_the_shape_of_a_presentation(more: dict[str, Any], expect: str):
    assert first(faults_in_presentation({**PRESENTATION, **more})) == expect


@pytest.mark.parametrize("case", cases("moments"))
def test_moments(case: dict[str, Any]):
    try:
        read = write_moment(read_moment(case["when"], zone_needed=case.get("zone_needed", True)))
    except ValueError:
        read = "nothing"
    assert read == case["expect"]


@pytest.mark.parametrize("case", cases("diagnostics"))
def test_what_the_typesetter_says(case: dict[str, Any]):
    found = [fault_of(one, named="a.typ") for one in read_diagnostics(case["when"], before=3)]
    assert {int(fault.where.removeprefix("a.typ:")): fault.what["en"] for fault in found} == case["expect"]


@pytest.mark.parametrize(
    ("line", "english"),
    [
        ("#letter.service.fr", "The letter's data has no “fr”. There is: en, vi"),
        ("#letter.service.vi.fr", "The letter's data has no “fr”"),
        ("#let service = letter.service", "The letter's data has no “fr”. There is: note, service"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_those_that_are(line, english):
    (found,) = read_diagnostics('error: dictionary does not contain key "fr"\n  ┌─ a.typ:2:9\n', before=1)
    said = {"service": {"vi": {}, "en": "A"}, "note": "–"}
    assert fault_of(found, named="a.typ", names=names_at(found, [line], said)).what["en"] == english


def test_an_answer_that_may_be_missing_is_told_how_to_be_written():
    (found,) = read_diagnostics('error: dictionary does not contain key "note"\n  ┌─ a.typ:1:9\n')
    fault = fault_of(found, named="a.typ", names=names_at(found, ["#letter.note"], {"note": "–"}))
    assert fault.what["en"].startswith(
        '“note” may be left unanswered: write .at("note", default: "–") in place of .note'
    )


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["#let asked = letter.shown.request", "#asked.loud"], {"title", "size"}),
        (["#for one in letter.rows [", "#one.loud"], {"which"}),
        (["#for one in letter.none [", "#one.loud"], set()),
        (["#somewhere.loud"], {"shown", "rows", "none"}),
    ],
)
def test_names_are_looked_for_where_the_template_took_them_from(lines, names):
    (found,) = read_diagnostics(f'error: dictionary does not contain key "loud"\n  ┌─ a.typ:{len(lines)}:1\n')
    said = {"shown": {"request": {"title": "A", "size": "2"}}, "rows": [{"which": "quay"}], "none": []}
    assert names_at(found, lines, said) == names


@given(st.sets(st.integers(0, bitstring.LENGTH - 1), max_size=40))
def test_a_list_tells_exactly_what_was_raised(raised: set[int]):
    encoded = bitstring.encode_list(raised)
    probes = raised | {0, 1, 7, 8, bitstring.LENGTH - 1}
    assert {number for number in probes if bitstring.is_raised(encoded, number)} == raised


def test_the_first_bit_is_the_leftmost():
    """Bitstring Status List 1.0 §3.1: index 0 is the first, leftmost bit."""
    bits = gzip.decompress(base64.urlsafe_b64decode(bitstring.encode_list([0, 9])[1:] + "=="))
    assert bits[:2] == b"\x80\x40"
    assert len(bits) == 16_384


BROKEN = {
    "of another base": "zabc",
    "no list at all": "uabcd",
    "too short": "u" + base64.urlsafe_b64encode(gzip.compress(b"\0")).decode().rstrip("="),
    "too long to look at": "u" + "a" * 200_000,
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_list_tells_nothing(what: str):
    with pytest.raises(ValueError, match="no"):
        bitstring.is_raised(BROKEN[what], 3)


@pytest.mark.parametrize("number", [-1, bitstring.LENGTH])
def test_a_place_beyond_the_list(number: int):
    with pytest.raises(ValueError, match="no entry"):
        bitstring.encode_list([number])
    with pytest.raises(ValueError, match="no such entry"):
        bitstring.is_raised(bitstring.encode_list([]), number)


def test_keys_as_text_come_back():
    key = Ed25519PrivateKey.from_private_bytes(sha256(b"seven").digest()).public_key()
    did = multikey.did_key(key)
    assert did.startswith("did:key:z6Mk")
    method = f"{did}#{did.removeprefix('did:key:')}"
    assert multikey.read_did_key(method).public_bytes_raw() == key.public_bytes_raw()
    for wrong in (did, f"{did}#z6Mk", f"did:web:a#{multikey.multikey(key)}", "did:key:z#z", "did:key:z6Mk#z6Mk"):
        with pytest.raises(ValueError, match=r"not|Invalid"):
            multikey.read_did_key(wrong)


@pytest.mark.parametrize("written", [None, 7, "u6Mk", "z0OIl", "z" + "1" * 300])
def test_what_is_no_base58(written: object):
    with pytest.raises(ValueError, match=r"not|[Ii]nvalid"):
        multikey.decode(written)


def test_a_hub_as_a_did():
    assert multikey.did_web("https://hub.example") == "did:web:hub.example"
    assert multikey.did_web("http://localhost:8000") == "did:web:localhost%3A8000"


def statement(**more: Any) -> documents.Statement:
    said = {"name": "Permit", "description": "May test.", "criteria": "Applied.", "language": "en"}
    return documents.Statement(
        address="https://hub.example/credentials/1.json",
        kind="permit",
        achievement="License",
        issuer=documents.Party("did:web:hub.example", "Hub"),
        holder=documents.Party(documents.holder_address(UUID(int=1)), "Lan"),
        claims=documents.Claims(**{**said, **more}),
        entries=(documents.Entry("https://hub.example/credentials/status/1", 7),),
        at=datetime(2026, 3, 2, 2, tzinfo=UTC),
    )


def test_a_credential_says_no_more_than_it_was_given():
    plain = documents.credential(statement())
    assert not {"validUntil", "evidence"} & plain.keys()
    assert "licenseNumber" not in plain["credentialSubject"]
    full = documents.credential(
        statement(number="7", valid_until=datetime(2027, 1, 1, tzinfo=UTC), facts=(("Area", "Ward 3"),))
    )
    assert full["validUntil"] == "2027-01-01T00:00:00Z"
    assert full["credentialSubject"]["licenseNumber"] == "7"
    assert full["evidence"][0]["narrative"] == "Ward 3"
    assert full["credentialStatus"]["id"] == "https://hub.example/credentials/status/1#7"
    assert faults_in_credential(full) == faults_in_credential(plain) == ()


def test_a_status_list_is_a_credential():
    made = documents.status_list(
        address="https://hub.example/1",
        issuer_id="did:web:hub.example",
        encoded="u",
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    assert faults_in_credential(made) == ()
    assert json.dumps(made)


def test_refusals_say_it_in_both_languages_and_where():
    proof, document = unproven(vi="a", en="b"), unreadable("/a", vi="c", en="d")
    assert (proof.status, dict(proof.what), proof.faults) == (400, {"vi": "a", "en": "b"}, ())
    assert (document.status, [fault.where for fault in document.faults]) == (400, ["/a"])


def test_kinds_have_names_in_both_languages():
    assert {len(kind.name) for kind in KINDS.values()} == {2}
    assert kind_of("permit").is_open
    with pytest.raises(Refusal, match="unknown-kind"):
        kind_of("medal")


def test_only_a_permit_is_ever_suspended():
    assert {code for code, kind in KINDS.items() if "suspension" in kind.purposes} == {"permit"}
    assert all("revocation" in kind.purposes for kind in KINDS.values())
