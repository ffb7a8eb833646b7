"""A rule that is written wrongly is told in words that say what to write instead."""

import pytest

from longbien.procedures.rules.checks.cel import failed, no_expression
from longbien.procedures.rules.expressions import CannotTell, compile_rule, evaluate

DATA = {"from": "2026-12-20", "to": "2026-12-22", "people": 4, "rows": []}
MISSPELT = {
    "data.people = 4": "write == to compare",
    "data.people=4": "write == to compare",
    "data.people === 4": "write == to compare",
    "data.people => 4": "write <= or >=",
    "data.sure & data.fine": "write && for “and”",
    "data.sure and data.fine": "write && in place of “and”",
    "data.sure or data.fine": "write || in place of “or”",
    "data.kind == 'a": "quotes are opened",
    "(data.people > 4": "a closing bracket ) is missing",
    "size(data.rows": "a closing bracket ) is missing",
    "data.people > 4)": "one closing bracket ) too many",
    "data.people >": "it breaks off at its end",
    "data.people 4": "look at it around character 13",
}
FAILED = {
    "data.to - data.from > 3": "a day is text; to count days write: timestamp(data.to + 'T00:00:00Z')",
    "timestamp(data.from) > timestamp(data.to)": "a day is text",
    "data.people > 'x'": "of different kinds",
    "1 / 0 > 1": "it divides by zero",
}


@pytest.mark.parametrize("rule", MISSPELT)
def test_a_rule_that_does_not_compile(rule):
    with pytest.raises(ValueError, match="parse") as error:
        compile_rule(rule)
    said = no_expression(error.value)
    assert MISSPELT[rule] in said["en"]
    assert said["vi"].startswith("Biểu thức CEL viết sai: ")


@pytest.mark.parametrize("rule", FAILED)
def test_a_rule_that_cannot_be_computed(rule):
    with pytest.raises(CannotTell) as error:
        evaluate(rule, {"data": DATA})
    said = failed(error.value.rule, error.value.error)["en"]
    assert FAILED[rule] in said
    assert "tell who keeps" not in said


def test_the_rule_for_days_that_is_advised_holds():
    assert evaluate("timestamp(data.to + 'T00:00:00Z') - timestamp(data.from + 'T00:00:00Z') <= duration('72h')",
                    {"data": DATA})  # fmt: skip


def test_an_answer_that_is_missing_and_what_nobody_foresaw():
    assert "ask has(data.size) && … first" in failed("data.size > 1", "size has not been answered")["en"]
    assert failed("x", "odd")["en"] == "The rule “x” can't be computed: odd."
    assert "around character 1." in no_expression(ValueError("odd"))["en"]
