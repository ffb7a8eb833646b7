"""The dossier's file: whatever is done to its bytes shows, and the part is named."""

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from longbien.record.rules.checkpoint import DASH, Verifier
from longbien.record.rules.leaf import canonical
from longbien.trials.rules.dossier.file import Header, digest, part_lines, read, write

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SIGNER = "hub.example/log"
VERIFIER = Verifier(SIGNER, KEY.public_key().public_bytes_raw())
HEADER = Header(hub="example", trial="t-1", number="T-2026-001", built_at="2026-11-23T00:00:00.000000Z")
PARTS = {"plan": {"tên": "Robot giao hàng", "cap": 10}, "batches": [], "timeline": [{"leaf": "{}"}], "keys": 1.5}
LINES = part_lines(PARTS)
FILE = write(HEADER, LINES, KEY, SIGNER)
NAMES = ["manifest", "plan", "batches", "timeline", "keys", "signature"]


def owner(position: int) -> str:
    """The part that a byte belongs to; a newline belongs to the line it ends."""
    return NAMES[FILE[:position].count(b"\n")]


def named(file: bytes) -> set[str]:
    return {check.part for check in read(file, VERIFIER).checks if not check.passed}


def test_what_was_written_is_read_back():
    opened = read(FILE, VERIFIER)
    assert opened.whole
    assert opened.parts == PARTS
    assert opened.manifest["number"] == "T-2026-001"
    assert write(HEADER, LINES, KEY, SIGNER) == FILE


@pytest.mark.parametrize("name", PARTS)
def test_a_change_says_what_the_part_was_and_is(name):
    lines = FILE.split(b"\n")
    at = NAMES.index(name)
    lines[at] = lines[at].replace(b"content", b"contents")
    [check] = [check for check in read(b"\n".join(lines), VERIFIER).checks if not check.passed]
    assert check.part == name
    assert check.wrong[0]["en"].startswith(f"It was changed: {len(lines[at])} bytes, SHA-256 ")


@pytest.mark.exhaustive
@pytest.mark.parametrize("change", [1, 2, 4, 8, 16, 32, 64, 128, 255])
def test_every_byte_changed_is_detected_and_its_part_named(change):
    for position in range(len(FILE)):
        changed = FILE[:position] + bytes([FILE[position] ^ change]) + FILE[position + 1 :]
        assert owner(position) in named(changed), (position, FILE[position : position + 1])


@pytest.mark.exhaustive
def test_every_byte_turned_into_a_newline_or_a_newline_into_a_space():
    for position in range(len(FILE)):
        other = b" " if FILE[position] == 0x0A else b"\n"
        assert owner(position) in named(FILE[:position] + other + FILE[position + 1 :]), position


@pytest.mark.exhaustive
def test_every_byte_left_out_or_doubled():
    for position in range(len(FILE)):
        for changed in (FILE[:position] + FILE[position + 1 :], FILE[: position + 1] + FILE[position:]):
            assert named(changed), position


def test_every_truncation_is_detected():
    for length in range(len(FILE)):
        assert named(FILE[:length]), length


def test_an_empty_file_says_so():
    [check] = read(b"", VERIFIER).checks
    assert not check.passed
    assert "empty" in check.wrong[0]["en"]


@pytest.mark.parametrize("tail", [b"\n", b" ", b"x", b"{}\n", FILE, FILE[:-1]])
def test_appended_bytes(tail):
    assert named(FILE + tail)


def test_reordered_parts_are_named():
    lines = FILE.split(b"\n")
    lines[1], lines[3] = lines[3], lines[1]
    assert named(b"\n".join(lines)) & {"plan", "timeline"}


def test_a_part_left_out_is_named_and_the_others_are_still_read():
    lines = FILE.split(b"\n")
    opened = read(b"\n".join(lines[:2] + lines[3:]), VERIFIER)
    assert {check.part for check in opened.checks if not check.passed} == {"batches"}
    assert set(opened.parts) == {"plan", "timeline", "keys"}


def test_a_part_doubled_or_a_strange_line_added():
    lines = FILE.split(b"\n")
    assert named(b"\n".join([*lines[:2], lines[1], *lines[2:]])) == {"manifest"}
    assert named(b"\n".join([*lines[:2], b"{}", *lines[2:]])) == {"manifest"}


def test_another_key_fails_though_the_file_is_consistent():
    other = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
    opened = read(write(HEADER, LINES, other, SIGNER), VERIFIER)
    assert {check.part for check in opened.checks if not check.passed} == {"manifest", "signature"}
    assert not opened.whole


def test_the_signature_of_another_file_does_not_fit():
    other = write(HEADER, {"plan": LINES["plan"]}, KEY, SIGNER)
    lines, strange = FILE.split(b"\n"), other.split(b"\n")
    assert named(b"\n".join([*lines[:-2], strange[-2], b""])) == {"manifest"}


@pytest.mark.parametrize("line", [b"[]", b"null", b"7", b'"x"', b'{"parts":[1]}', b"[" * 100_000, b"\xff\xfe"])
def test_a_first_line_that_is_no_manifest(line):
    assert "manifest" in named(line + b"\n" + FILE.partition(b"\n")[2])
    assert named(line + b"\n" + line + b"\n")


def test_a_line_that_bears_another_name_than_the_manifest_gives_it():
    lines = FILE.split(b"\n")
    manifest = lines[0].replace(b'"name":"plan"', b'"name":"flan"')
    signed = b64encode(VERIFIER.id + KEY.sign(manifest + b"\n")).decode()
    foot = {"manifest_sha256": sha256(manifest).hexdigest(), "signature": f"{DASH} {SIGNER} {signed}"}
    assert named(b"\n".join([manifest, *lines[1:-2], canonical(foot), b""])) == {"flan"}


def test_the_digest_covers_names_contents_and_order():
    lines = list(LINES.values())
    assert digest(lines) != digest(lines[::-1])
    assert digest(lines) != digest([part_lines({"flan": PARTS["plan"]})["flan"], *lines[1:]])
    assert digest(lines) == digest(iter(lines))


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_refused_without_an_error(content):
    assert named(content)


@given(st.lists(st.sampled_from(FILE.split(b"\n")), max_size=9))
def test_any_shuffle_of_the_lines_is_refused(lines):
    shuffled = b"\n".join(lines)
    assert (shuffled == FILE) is not bool(named(shuffled))
