"""Leaves, openings, media types, proofs in files: all without a database."""

import json
from pathlib import Path
from uuid import UUID

import pytest
import rfc8785
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.plain import LARGEST
from longbien.record.rules.checkpoint import Checkpoint, sign
from longbien.record.rules.leaf import Frame, Link, build_leaf, canonical, commitment, read_leaf
from longbien.record.rules.media import Limits, clean_name, media_type
from longbien.record.rules.merkle import Tree, leaf_hash
from longbien.record.rules.proof import BadProof, check_proof, write_proof
from tests.record.make import LAN, NOW, Noted, trial
from tests.record.test_tiles import KEY, OTHER, said, verifier

MEDIA = yaml.safe_load((Path(__file__).parents[1] / "specs" / "record" / "media.yaml").read_text())
ENTRY = UUID("01990000-0000-7000-8000-0000000000aa")
CASE = trial()


def leaf(count=1, *, link=None, actor=LAN.id):
    event = Noted(count, reason="riêng tư")
    return build_leaf(event, Frame(ENTRY, NOW, actor, CASE, link), {"reason": commitment(b"s" * 32, b'"x"')})


def test_a_leaf_says_what_happened_and_hides_what_is_sealed():
    said_ = read_leaf(leaf(link=Link("trials.trial:x", 3, "ab")))
    assert (said_.id, said_.type, said_.actor, said_.subject) == (str(ENTRY), "test.noted/1", str(LAN.id), str(CASE))
    assert (said_.at, said_.open) == ("2026-03-02T02:00:00.000000Z", {"count": 1})
    assert said_.chain == Link("trials.trial:x", 3, "ab")
    assert said_.sealed.keys() == {"reason"}
    assert b"ri\xc3\xaang" not in leaf()
    assert read_leaf(leaf(actor=None)).actor is None


def test_leaves_are_canonical():
    assert leaf() == json.dumps(json.loads(leaf()), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert canonical({"b": 1, "a": ["đ", None, True]}) == '{"a":["đ",null,true],"b":1}'.encode()


SCALARS = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
)


@given(PLAIN)
def test_the_bytes_are_those_of_the_reference(data):
    assert canonical(data) == rfc8785.dumps(data)


@pytest.mark.parametrize("data", [2**53, -(2**53), {"a": [2**60]}, "\ud800", {"\ud800": 1}, {1: 2}, [float("nan")]])
def test_what_has_no_canonical_form(data):
    with pytest.raises((ValueError, TypeError)):
        canonical(data)


def test_a_leaf_that_no_bundle_could_carry_is_refused():
    big = Frame(ENTRY, NOW, None, CASE, Link("x" * 70_000, 1, ""))
    with pytest.raises(ValueError, match="seal what is large"):
        build_leaf(Noted(1, reason=None), big, {})


BROKEN = {
    "no JSON": b"{",
    "no object": b"[]",
    "no UTF-8": b"\xff",
    "another format": leaf().replace(b'"v":1', b'"v":2'),
    "a field less": leaf().replace(b'"v":1', b'"w":1'),
    "a space": leaf().replace(b":", b": ", 1),
    "an order": b'{"v":1,' + leaf()[1:].replace(b',"v":1', b""),
    "a field more": leaf().replace(b'"v":1', b'"v":1,"w":1'),
    "open no object": leaf().replace(b'"open":{"count":1}', b'"open":[1]'),
    "a bad link": leaf(link=Link("a", 1, "")).replace(b'"seq"', b'"sez"'),
    "a depth": b"[" * 60_000,
    "a float": leaf().replace(b'"count":1', b'"count":1e999'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_leaves(name):
    with pytest.raises(ValueError, match="leaf"):
        read_leaf(BROKEN[name])


@pytest.mark.parametrize("case", MEDIA["cases"], ids=lambda case: str(case["when"]))
def test_media_types(case):
    when = case["when"]
    found = media_type(when["name"], is_text=when.get("text", False), recognised=when.get("recognised", []))
    assert (found or "nothing") == case["expect"]


@pytest.mark.parametrize("case", MEDIA["names"], ids=lambda case: repr(case["when"]))
def test_file_names(case):
    assert clean_name(case["when"]) == case["expect"]


def test_long_file_names_keep_their_ending():
    assert clean_name("a" * 300 + ".pdf") == "a" * 116 + ".pdf"
    assert len(clean_name("a." + "b" * 300)) == 120
    assert len(clean_name("a" * 300)) == 120


def test_limits_by_type_or_ending():
    assert Limits((".PDF", "image/png")).endings == "pdf, png"
    assert Limits(("jpg",)).allows("image/jpeg")
    assert not Limits((".pdf",)).allows("image/png")
    assert Limits().allows("text/csv")


def proof(count=5, index=3):
    leaves = [leaf(n) for n in range(count)]
    tree = Tree([leaf_hash(one) for one in leaves])
    note = sign(Checkpoint("city.example/log", count, tree.root()), KEY)
    return write_proof(leaves[index].decode(), index, tree.inclusion(index, count), note)


def test_a_proof_in_a_file():
    read, head = check_proof(json.loads(json.dumps(proof())), verifier())
    assert (read.open, head.size) == ({"count": 3}, 5)


WRONG = {
    "another format": ({"format": "x"}, "format"),
    "another index": ({"index": 2}, "path"),
    "another leaf": ({"leaf": leaf(9).decode()}, "path"),
    "no leaf": ({"leaf": 7}, "leaf"),
    "a broken leaf": ({"leaf": "{}"}, "leaf"),
    "no path": ({"path": None}, "leaf, index or path"),
    "a path of no hex": ({"path": ["zz"]}, "leaf, index or path"),
    "a shorter path": ({"path": []}, "path"),
    "another head": ({"checkpoint": sign(Checkpoint("city.example/log", 5, bytes(32)), KEY)}, "path"),
    "another key": ({"checkpoint": sign(Checkpoint("city.example/log", 5, bytes(32)), OTHER)}, "checkpoint"),
    "no head": ({"checkpoint": None}, "checkpoint"),
}


@pytest.mark.parametrize("name", WRONG)
def test_proofs_that_prove_nothing(name):
    change, part = WRONG[name]
    with pytest.raises(BadProof, match=f"^{part}"):
        check_proof(proof() | change, verifier())


def test_a_proof_without_its_parts():
    for part in ("index", "leaf", "path", "checkpoint"):
        data = proof()
        del data[part]
        assert said(check_proof, data, verifier()).startswith(("checkpoint", "leaf, index or path"))
    assert said(check_proof, [], verifier()).startswith("format")
