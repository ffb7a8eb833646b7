"""The parsed tree of a statement, from DuckDB's own parser: there is no second one to differ from it."""

import json
from typing import Any

import duckdb

from longbien.data.gateway.engine import NEWER
from longbien.data.gateway.newer import older
from longbien.data.gateway.terms import LENGTH
from longbien.data.rules.sql import Allowed, judged, refused

SERIALIZED = "SELECT json_serialize_sql(?::VARCHAR, skip_null := true, skip_empty := true, skip_default := true)"


def tree(statement: str, engine: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The tree of a statement as DuckDB 1.5 shapes it, with its error when it has none.

    Refusal for what no parser should be given.
    """
    if len(statement) > LENGTH:
        raise refused.too_long(LENGTH)
    if "\x00" in statement or any("\ud800" <= letter <= "\udfff" for letter in statement):
        raise refused.unreadable()
    row = engine.execute(SERIALIZED, [statement]).fetchone()
    try:
        parsed: dict[str, Any] = json.loads(row[0] if row else "{}")
        return older(parsed) if NEWER else parsed
    except RecursionError:
        raise refused.too_deep() from None


def judge_with(engine: duckdb.DuckDBPyConnection, statement: str, names: frozenset[str]) -> Allowed:
    """The statement, judged. Refusal."""
    return judged(tree(statement, engine), statement, names)
