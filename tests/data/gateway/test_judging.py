"""Statements of outsiders, judged over the engine's own tree: what is not on the lists is refused, with the place."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from longbien.data.gateway.engine import NEWER
from longbien.data.gateway.parsing import judge_with
from longbien.data.rules.sql import judged
from longbien.kernel.refusal import Refusal
from tests.data.gateway.shared import MARK, NAMES

SPECS = Path(__file__).parents[2] / "specs" / "data"
HOSTILE = yaml.safe_load((SPECS / "hostile.yaml").read_text())
BENIGN = yaml.safe_load((SPECS / "benign.yaml").read_text())
HONEST = BENIGN["cases"] + ([] if NEWER else BENIGN["older"])
FILE = "/srv/lake/trips.parquet"
CODES = HOSTILE["newer"] if NEWER else {}
REFUSED = [
    (CODES.get(said, group["expect"]), said)
    for group in HOSTILE["refused"] + (HOSTILE["refused_by_newer"] if NEWER else [])
    for said in group["statements"]
]


def filled(statement: str, file: str = FILE) -> str:
    return statement.replace("{file}", file).replace("{{", "{").replace("}}", "}")


def expected(case: dict[str, Any]) -> str:
    return case.get("newer", case["expect"]) if NEWER else case["expect"]


def built(case: dict[str, Any]) -> str:
    return case["start"] + case["repeat"] * case["times"] + case["end"] + case.get("close", "") * case["times"]


@pytest.mark.parametrize(("code", "statement"), REFUSED, ids=[said[:60] or "nothing" for _, said in REFUSED])
def test_a_way_around_is_refused(parser, code, statement):
    with pytest.raises(Refusal) as refused:
        judge_with(parser, filled(statement), NAMES)
    assert refused.value.code == code
    assert refused.value.what["vi"] != refused.value.what["en"]
    assert MARK not in str(refused.value.what.entries)


@pytest.mark.parametrize("case", HOSTILE["built"], ids=lambda case: case["name"])
def test_a_monstrous_statement_is_refused_or_small(parser, case):
    if not expected(case):
        assert judge_with(parser, built(case), NAMES).tables == frozenset()
        return
    with pytest.raises(Refusal) as refused:
        judge_with(parser, built(case), NAMES)
    assert refused.value.code == expected(case)


def test_the_corpus_is_large():
    assert len({said for _, said in REFUSED}) >= 150
    assert len(BENIGN["cases"]) >= 60


@pytest.mark.parametrize("statement", HOSTILE["limited"] + HOSTILE["oracles"], ids=lambda said: said[:60])
def test_what_is_left_to_the_worker_is_read_by_the_judge(parser, statement):
    judge_with(parser, filled(statement), NAMES)


@pytest.mark.parametrize("statement", HONEST, ids=lambda said: said[:60])
def test_an_honest_question_is_allowed(parser, statement):
    assert judge_with(parser, statement, NAMES).tables <= NAMES


@pytest.mark.parametrize(
    "node",
    [
        {"type": "NEW_NODE"},
        {"type": "SELECT_NODE", "select_list": [{"class": "NEW", "type": "NEW"}]},
        {"type": "SELECT_NODE", "select_list": [{"class": "OPERATOR", "type": "NEW"}]},
        {"type": "SELECT_NODE", "select_list": [], "from_table": {"type": "NEW"}},
        {"type": "SELECT_NODE", "select_list": [], "new": []},
        {"type": "SELECT_NODE", "select_list": [{"type": {"id": "NEW"}}]},
    ],
)
def test_what_a_later_engine_may_add_is_refused_until_it_is_reviewed(node):
    with pytest.raises(Refusal, match="sql-part"):
        judged({"statements": [{"node": node}]}, "", NAMES)


def test_the_place_of_a_fault_is_told(parser):
    with pytest.raises(Refusal) as refused:
        judge_with(parser, "SELECT 'Đường',\n  getenv('HOME')", NAMES)
    assert [fault.where for fault in refused.value.faults] == ["2:3"]
