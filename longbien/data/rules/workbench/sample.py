"""A first question to a data set, which says something about it: how many rows there are of each kind."""

import re
from collections.abc import Iterator

from longbien.data.rules.agreement.compiled import view_name
from longbien.data.rules.contract.contract import Column, Contract
from longbien.data.rules.quoting import name

PLAIN = re.compile(r"[a-z][a-z0-9_]*")
# Words that SQL keeps for itself: a column called so stands in quotes.
RESERVED = frozenset(
    {
        "all", "and", "any", "as", "asc", "both", "case", "cast", "check", "column", "default", "desc", "distinct",
        "do", "else", "end", "except", "false", "fetch", "for", "from", "grant", "group", "having", "in", "into",
        "lateral", "limit", "not", "null", "offset", "on", "only", "or", "order", "primary", "references", "select",
        "some", "table", "then", "to", "true", "union", "unique", "user", "using", "when", "where", "window", "with",
    }
)  # fmt: skip
WORDED = ("_vi", "_en")


def sample(contract: Contract) -> str:
    """SQL over the set's own view, by the column that tells rows apart best."""
    view = view_name(contract.code)
    kind = next(_told_apart(contract), None)
    if kind is None:
        return f"SELECT *\nFROM {view}\nLIMIT 10"
    it = kind.name if PLAIN.fullmatch(kind.name) and kind.name not in RESERVED else name(kind.name)
    return f"SELECT {it}, count(*) AS n\nFROM {view}\nGROUP BY {it}\nORDER BY n DESC\nLIMIT 20"


def _told_apart(contract: Contract) -> Iterator[Column]:
    """Yes or no before whole numbers before words, but no column whose every value is another."""
    placed = contract.spatial.columns if contract.spatial else ()
    columns = [one for one in contract.columns if not one.is_unique and one.name not in placed]
    for kind in ("boolean", "integer", "string"):
        yield from (one for one in columns if one.kind == kind and not one.name.endswith(WORDED))
