"""Honest statements, cut up and put together anew: each is allowed for good reason or refused in words, never else."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.data.gateway.parsing import judge_with, tree
from longbien.data.rules.sql.functions import ALLOWED
from longbien.kernel.refusal import Refusal
from tests.data.gateway.shared import NAMES
from tests.data.gateway.test_asking import outcome
from tests.data.gateway.test_judging import FILE, HONEST, REFUSED, filled

PLAIN = [said for said in HONEST if "'x'::BLOB" not in said]
FOREIGN = [filled(said) for _, said in REFUSED]
PIECES = sorted({word for said in PLAIN + FOREIGN for word in said.replace("(", " ( ").replace(")", " ) ").split()})
TRICKS = [
    f"'{FILE}'",
    f'"{FILE}"',
    ";",
    "--",
    "/*",
    "*/",
    "\u00a0",
    "\u200b",
    "$$",
    "'",
    '"',
    "E'\\x27'",
    "→",
    "(",
    ")",
]
STATEMENTS = st.tuples(
    st.sampled_from(PLAIN + FOREIGN),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(PIECES + TRICKS), st.booleans()), max_size=4),
)


def mutated(said: str, changes: list[tuple[int, str, bool]]) -> str:
    words = said.split(" ")
    for place, piece, instead in changes:
        at = place % (len(words) + 1)
        words[at : at + instead] = [piece]
    return " ".join(words)


def sources(said: Any) -> list[str]:
    """The names of all tables and functions in a tree, found without the judge."""
    if isinstance(said, list):
        return [name for part in said for name in sources(part)]
    if not isinstance(said, dict):
        return []
    own = [str(said[part]) for part in ("table_name", "function_name", "schema_name", "catalog_name") if part in said]
    own += [entry["key"] for entry in said.get("cte_map", {}).get("map", [])]
    return own + [name for part in said.values() for name in sources(part)]


@settings(max_examples=120)
@given(STATEMENTS)
def test_a_mutated_statement_reads_nothing_but_what_is_offered(parser, made):
    statement = mutated(*made)
    try:
        allowed = judge_with(parser, statement, NAMES)
    except Refusal:
        return
    parsed = tree(statement, parser)
    ctes = {entry.lower() for entry in _keys(parsed)}
    assert {name.lower() for name in sources(parsed)} <= ALLOWED | NAMES | ctes
    assert allowed.tables <= NAMES
    assert FILE not in str(sources(parsed)) or FILE in ctes


def _keys(said: Any) -> list[str]:
    if isinstance(said, list):
        return [key for part in said for key in _keys(part)]
    if not isinstance(said, dict):
        return []
    own = [entry["key"] for entry in said.get("cte_map", {}).get("map", [])]
    return own + [key for part in said.values() for key in _keys(part)]


@pytest.mark.slow
@settings(max_examples=400)
@given(STATEMENTS)
def test_a_mutated_statement_shows_nothing_hidden(files, made):
    code, _ = outcome(mutated(*made).replace(FILE, str(files["trips"])), files)
    assert code == "answered" or code.startswith("sql-")
