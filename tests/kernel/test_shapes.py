"""Shapes: every departure is a fault with its line, in both languages; every reference is found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.refusal import Fault
from longbien.kernel.shape import (
    CODE,
    Anything,
    Clock,
    Day,
    Either,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Ref,
    Reference,
    Whole,
    Words,
    YesNo,
    code,
    examine,
    faults_only,
)
from longbien.kernel.sourced import Sourced, parse_yaml

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs" / "kernel" / "shapes.yaml").read_text())
SHAPE = Record(
    {"code": code(), "title": Words()},
    {
        "day": Day(),
        "open": YesNo(),
        "count": Whole(1, 9),
        "ratio": Number(0, 1),
        "hours": Clock(),
        "stage": Ref("stage"),
        "tags": ListOf(code(), minimum=1, maximum=2),
        "named": MapOf(Whole(), minimum=1),
        "kind": OneOf(("big", "small")),
        "free": Anything(),
        "either": Either((Whole(), OneOf(("many",)))),
    },
)


def said(finding):
    if isinstance(finding, Reference):
        return f"{finding.where.partition(':')[2]} → {finding.kind} {finding.name}"
    return f"{finding.where.partition(':')[2]} {finding.what['en']}"


@pytest.mark.parametrize("case", SPEC["cases"], ids=lambda case: repr(case["when"])[-60:])
def test_findings(case):
    found = examine(parse_yaml(case["when"].encode(), named="f.yaml"), SHAPE, ("vi", "en"))
    assert len(found) == len(case["expect"])
    for one, expected in zip(map(said, found), case["expect"], strict=True):
        assert one.startswith(expected)


def test_every_fault_speaks_both_languages():
    found = [
        one
        for case in SPEC["cases"]
        for one in faults_only(examine(parse_yaml(case["when"].encode(), named="f"), SHAPE, ("vi", "en")))
    ]
    assert found
    assert all(set(one.what) == {"vi", "en"} and one.what["vi"] != one.what["en"] for one in found)


def test_one_language_takes_bare_words():
    bare = parse_yaml(b"code: a\ntitle: One\n", named="f.yaml")
    assert examine(bare, SHAPE, ("en",)) == []
    blank = parse_yaml(b"code: a\ntitle: ''\n", named="f.yaml")
    assert [said(one) for one in examine(blank, SHAPE, ("en",))] == ["2 “title” must be a string, not “”"]


def test_an_instant_is_no_day():
    """YAML with an instant is refused before; data from elsewhere may hold one."""
    data = {"code": "a", "title": {"vi": "Một", "en": "One"}, "day": datetime(2026, 2, 26, 10, tzinfo=UTC)}
    [found] = examine(Sourced("f.yaml", data, {}), SHAPE, ("vi", "en"))
    assert said(found).startswith("1 “day” must be a date")


def test_findings_come_in_the_order_of_their_lines():
    file = parse_yaml(b"title: 3\nzzz: 1\ncode: A B\n", named="f.yaml")
    assert [one.where for one in examine(file, SHAPE, ("en",))] == ["f.yaml:1", "f.yaml:2", "f.yaml:3"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.sampled_from(
        ["code", "title", "day", "tags", "named", "stage", "vi", "en"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(anything)
def test_no_data_breaks_the_check(data):
    found = examine(Sourced("f.yaml", data, {}), SHAPE, ("vi", "en"))
    assert all(isinstance(one, Fault | Reference) for one in found)


def test_code_is_what_urls_can_hold():
    assert CODE == r"[a-z0-9]+(-[a-z0-9]+)*"
