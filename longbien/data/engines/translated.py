"""A statement that was judged, in the words of another engine.

The gateway's judge reads it first, with DuckDB's own parser. What is run is written anew from sqlglot's tree of it, and
read once more as the other engine reads it: it may name the view and what it defines itself, and call nothing that the
translation doesn't know and the judge's list doesn't hold. Two readings of one text could differ: so outsiders never
come this way.
"""

import sqlglot
from sqlglot import expressions as parts
from sqlglot.errors import SqlglotError

from longbien.data.rules.sql.functions import ALLOWED
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text


def translated(statement: str, to: str, *, names: frozenset[str]) -> str:
    """The statement in the dialect `to`. Refusal (422) for what it has no word for, or reads in another way."""
    try:
        (tree,) = sqlglot.parse(statement, read="duckdb")
        written = tree.sql(dialect=to, unsupported_level=sqlglot.ErrorLevel.RAISE) if tree else ""
        (again,) = sqlglot.parse(written, read=to)
    except (SqlglotError, ValueError, RecursionError) as error:
        raise _refused("") from error
    if not isinstance(again, parts.Query):
        raise _refused("")
    own = {one.alias.lower() for one in again.find_all(parts.CTE)}
    for table in again.find_all(parts.Table):
        if not isinstance(table.this, parts.Identifier) or table.db or table.name.lower() not in names | own:
            raise _refused(table.sql(dialect=to))
    for function in again.find_all(parts.Anonymous):
        if function.name.lower() not in ALLOWED:
            raise _refused(f"{function.name}()")
    return written


def _refused(what: str) -> Refusal:
    said = f": {what}" if what else ""
    return Refusal(
        "no-word",
        Text.of(
            vi=f"Không viết được câu lệnh này cho bộ máy đó{said}. Hãy thử với --engine duckdb.",
            en=f"This statement can't be written for that engine{said}. Try it with --engine duckdb.",
        ),
    )
