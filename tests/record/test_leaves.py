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
from longbien.record.rules.leaf import Frame, Link, build_leaf, canonical, commitment, read_leaf
from longbien.record.rules.media import Limits, clean_name, media_type
from tests.record.make import LAN, NOW, Noted, trial

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
