"""What is wrong with a statement, and the one written form of it."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.problems.rules.needs import needs_of
from longbien.problems.rules.normal import digest, normal, searchable
from longbien.problems.rules.statement import (
    ROWS_MAX,
    TITLE_MAX,
    check_all,
    is_date,
    is_web_address,
    readable,
)
from longbien.problems.rules.steps import Status, after, may_move
from tests.problems.make import WORDS, kpi, statement

SPECS = Path(__file__).parents[1] / "specs" / "problems"
STATEMENTS = yaml.safe_load((SPECS / "statement.yaml").read_text())
STEPS = yaml.safe_load((SPECS / "steps.yaml").read_text())
VERBS = ("classify", "standardise", "publish", "close")


def found(data):
    return [f"{reason.where} {reason.code}" for reason in check_all(data, WORDS).against]


@pytest.mark.parametrize("case", STATEMENTS["cases"], ids=lambda case: str(case["when"])[:60])
def test_statement(case):
    assert found(statement(**case["when"])) == case["expect"]


@pytest.mark.parametrize("case", STEPS["cases"], ids=lambda case: case["at"])
def test_steps(case):
    status = Status(case["at"])
    assert [verb for verb in VERBS if may_move(verb, status)] == case["allows"]
    for verb in VERBS:
        if verb in case["allows"]:
            assert after(verb, status) in Status
        else:
            assert may_move(verb, status).against[0].what["en"]


def test_bounds():
    assert found(statement(title={"vi": "x" * (TITLE_MAX + 1), "en": "x"})) == ["title/vi too-long"]
    assert found(statement(kpis=[kpi()] * (ROWS_MAX + 1))) == ["kpis too-many"]
    assert found(statement(title={"vi": "a\0b", "en": "x"})) == ["title/vi unreadable"]


def test_nothing_given_is_all_missing():
    assert found({}) == [
        "title/vi missing", "title/en missing", "summary/vi missing", "summary/en missing", "sector missing",
        "sources missing",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["a\tb\r\nc", "Ẩm ướt", ""])
def test_readable(words):
    assert readable(words)


def test_addresses_and_dates():
    assert is_web_address("http://example.org")
    assert not any(map(is_web_address, ["//example.org", "data:text/html,x", "https://", 12]))
    assert is_date(date(2026, 3, 18))
    assert not any(map(is_date, ["2026-02-30", None, "18/3/2026"]))


def test_not_published_is_empty():
    loaded = normal({"kpis": "not-published", "title": {"en": " A "}})
    assert loaded["kpis"] == []
    assert loaded["title"] == {"en": "A"}
    row = normal({"kpis": [{"name": {"en": "N"}, "baseline": "Not published", "target": 60}]})["kpis"][0]
    assert (row["baseline"], row["target"], row["is_demo"], row["unit"]) == ("", "60", False, {})


def test_dates_are_written_out():
    source = {"source": {"en": "Letter"}, "as_of": date(2026, 3, 18)}
    assert normal({"sources": [source]})["sources"][0]["as_of"] == "2026-03-18"


def test_normal_keeps_what_it_cannot_read():
    odd = normal({"title": "T", "kpis": ["row"], "sources": [7], "localities": "all", "sector": ["x"]})
    assert (odd["title"], odd["kpis"], odd["sources"], odd["localities"], odd["sector"]) == (
        "T",
        ["row"],
        [7],
        "all",
        ["x"],
    )


def test_a_composed_and_a_decomposed_word_are_one():
    assert normal({"title": {"vi": "ngập"}}) == normal({"title": {"vi": "ngâ\u0323p"}})


def test_search_finds_without_marks():
    words = searchable(normal(statement()), ("Đường phố",))
    for asked in ("ngap ung", "flooding", "duong pho", "dich vu"):
        assert asked in words


said = st.sampled_from(["", "a", "Ngập úng", " đ ", "not published", "\0", "x" * 300, "2026-02-30"])
texts = st.dictionaries(st.sampled_from(["vi", "en"]), said)
plain = st.one_of(st.none(), st.booleans(), st.integers(), said)
wild = st.one_of(plain, st.lists(st.one_of(plain, texts), max_size=3), st.dictionaries(said, plain, max_size=3))


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(statement(), wild)))
def test_any_data_is_judged_and_normal_settles(data):
    once = normal(data)
    check_all(once, WORDS)
    assert normal(once) == once


@given(texts)
def test_digest_does_not_hang_on_the_order_of_keys(words):
    backwards = dict(reversed(words.items()))
    assert digest(normal({"title": words})) == digest(normal({"title": backwards}))


SET, GAP = {"data_set": "wards"}, {"gap": "rain", "missing": {"vi": "Mưa", "en": "Rain"}}


def test_needs_are_kept_where_there_are_some():
    assert "needs" not in normal(statement())
    kept = needs_of(normal(statement(needs=[SET, GAP, {"gap": "rain"}])))
    assert [(one.data_set, one.gap, bool(one.missing)) for one in kept] == [
        ("wards", "", False), ("", "rain", True), ("", "rain", False),
    ]  # fmt: skip
    assert normal({"needs": ["row"]})["needs"] == ["row"]


@pytest.mark.parametrize(
    ("row", "code", "where"),
    [
        (SET | GAP, "missing", "needs/0/data_set"),
        ({}, "missing", "needs/0/data_set"),
        ({"data_set": ["wards"]}, "malformed", "needs/0/data_set"),
        ({"gap": "x" * 81}, "malformed", "needs/0/data_set"),
        ({"gap": "mưa lớn", "missing": {"vi": "Mưa", "en": "Rain"}}, "malformed", "needs/0/data_set"),
        ({"gap": "rain", "missing": {"vi": "Mưa"}}, "missing", "needs/0/missing/en"),
    ],
)
def test_a_need_names_one_thing(row, code, where):
    assert [(one.code, one.where) for one in check_all(normal(statement(needs=[row])), WORDS).against] == [
        (code, where)
    ]
