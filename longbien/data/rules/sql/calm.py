"""Which statements may let their filters sink below the view's own: those whose filters can't fail on any value.

An engine is free to try a filter of the asker before the one that hides a row. It shows nothing of that row unless the
filter fails on it: `chr(CASE WHEN name = 'An' THEN -1 ELSE 65 END) = 'A'` stops only where there is a hidden An.
PostgreSQL calls a function that never fails "leakproof" and keeps all others above a security barrier. DuckDB knows of
many functions that they can fail, and not of all; it has no barrier. So what is not calm runs over views behind one of
ours (`gateway.worker`): as right, and as fast where all is read anyway.

Only the plain shape is calm: SELECT … FROM the agreement's tables and their joins, WHERE … GROUP BY … HAVING …; what is
computed in WITH or in a subquery could be carried into a filter under another name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

Node = Mapping[str, Any]
Families = Mapping[str, str]
TEXT, NUMBER, DAY, MOMENT, TRUTH = "text", "number", "day", "moment", "truth"
KINDS = {
    "VARCHAR": TEXT,
    "BOOLEAN": TRUTH,
    "DATE": DAY,
    "TIMESTAMP": MOMENT,
    "TIMESTAMP WITH TIME ZONE": MOMENT,
} | dict.fromkeys(
    ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT", "DOUBLE"), NUMBER
)
"""Families of types: values of one can always be compared with each other. Others are in none."""
DAY_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d:\d\d)?", re.ASCII)
WHOLE = 19
"""Digits of the longest whole number in a family, a BIGINT."""
_ANY = frozenset(KINDS.values())
_DAYS = frozenset({DAY, MOMENT})
_PARTS = ("year", "quarter", "month", "day", "dayofweek", "dayofyear", "isodow")
# `week` fails on the first days that there are, in the year -5877641.
FUNCTIONS = (
    dict.fromkeys(("lower", "upper", "trim", "ltrim", "rtrim", "strip_accents"), (frozenset({TEXT}), TEXT))
    | dict.fromkeys(("length", "len", "strlen"), (frozenset({TEXT}), NUMBER))
    | dict.fromkeys(_PARTS, (_DAYS, NUMBER))
    | dict.fromkeys(("starts_with", "ends_with", "prefix", "suffix", "contains"), (frozenset({TEXT}), TRUTH))
    | dict.fromkeys(("~~", "!~~", "~~*", "!~~*"), (frozenset({TEXT}), TRUTH))
    | dict.fromkeys(("count", "sum", "avg"), (_ANY, NUMBER))
    | {"count_star": (_ANY, NUMBER)}
)
"""Functions that take every value of these families, and the family they give. Patterns of LIKE are constants."""


def calm(query: Node, columns: Families) -> bool:
    """Whether no filter of this judged `query` can fail; `columns` are those of the views, by name in small letters.

    A column whose name is of two families in two views is left out by the caller.
    """
    if query["type"] != "SELECT_NODE" or {"cte_map", "qualify"} & query.keys() or not _plain(query["from_table"]):
        return False
    tables = [query["from_table"], *_joined(query["from_table"])]
    filters = [query[name] for name in ("where_clause", "having") if name in query]
    filters += [table["condition"] for table in tables if "condition" in table]
    shared = {column.lower() for table in tables for column in table.get("using_columns", [])}
    if shared - columns.keys() or any(table.get("ref_type") == "NATURAL" for table in tables):
        return False
    if _given(query["select_list"]) & _used(filters) or any(node["class"] == "SUBQUERY" for node in _inside(query)):
        return False
    names = {str(table[part]).lower() for table in tables for part in ("alias", "table_name") if part in table}
    known = {**columns, **{f"{name}.{column}": family for name in names for column, family in columns.items()}}
    return all(_family(part, known) == TRUTH for part in filters)


def _plain(table: Node) -> bool:
    """Tables of the agreement under their own columns, joined or not."""
    parts = [table, *_joined(table)]
    return all(part["type"] in ("BASE_TABLE", "JOIN", "EMPTY") and "column_name_alias" not in part for part in parts)


def _joined(table: Node) -> Iterator[Node]:
    for side in ("left", "right"):
        if side in table:
            yield table[side]
            yield from _joined(table[side])


def _given(parts: Iterable[Node]) -> frozenset[str]:
    """The names that SELECT gives: a filter that uses one is carried over to what it stands for."""
    return frozenset(part["alias"].lower() for part in parts if "alias" in part)


def _used(parts: Iterable[Node]) -> frozenset[str]:
    named = (node["column_names"] for node in _inside(list(parts)) if node["class"] == "COLUMN_REF")
    return frozenset(name.lower() for names in named for name in names)


def _inside(said: object) -> Iterator[Node]:
    """Every expression in what is said, itself among them."""
    if isinstance(said, Mapping):
        if "class" in said:
            yield said
        for part in said.values():
            yield from _inside(part)
    elif isinstance(said, list):
        for part in said:
            yield from _inside(part)


def _family(node: Node, columns: Families) -> str | None:
    """The family of what an expression gives; nothing when it could fail on some value, or is not known."""
    match node["class"]:
        case "COLUMN_REF":
            return columns.get(".".join(node["column_names"]).lower())
        case "CONSTANT":
            return _written(node["value"])
        case "CAST":
            return _cast(node)
        case "FUNCTION":
            return _called(node, columns)
    return TRUTH if _holds(node, columns) else None


def _holds(node: Node, columns: Families) -> bool:
    """Whether this is a condition that is true or false of every row."""
    match node["class"], node["type"]:
        case "COMPARISON", _:
            return _comparable([node["left"], node["right"]], columns)
        case "BETWEEN", _:
            return _comparable([node["input"], node["lower"], node["upper"]], columns)
        case "OPERATOR", "COMPARE_IN" | "COMPARE_NOT_IN":
            return _comparable(node["children"], columns)
        case "OPERATOR", "OPERATOR_IS_NULL" | "OPERATOR_IS_NOT_NULL":
            return all(_family(child, columns) for child in node["children"])
        case ("CONJUNCTION", _) | ("OPERATOR", "OPERATOR_NOT"):
            return all(_family(child, columns) == TRUTH for child in node["children"])
    return False


def _comparable(sides: list[Node], columns: Families) -> bool:
    """All of one family; a day that is written out may also stand beside moments, a text beside both."""
    families = {_family(side, columns) for side in sides if not _written_day(side)}
    if families in ({DAY}, {MOMENT}):
        return True
    return None not in families and len({_family(side, columns) for side in sides}) == 1


def _written(value: Node) -> str | None:
    kind = value["type"]["id"]
    if kind == "DECIMAL":
        return NUMBER if _leaves_room(value["type"].get("type_info", {})) else None
    return KINDS.get(kind)


def _leaves_room(decimal: Node) -> bool:
    """Whether any whole number can stand beside this one: both become DECIMAL, which has 38 digits, 19 of them theirs.

    Beside `0.0000000000000000000000000000000001` stands no number above 9999: the cast of one that a view hides fails.
    """
    scale = decimal.get("scale", 0)
    return bool(scale <= WHOLE and decimal.get("width", 38) - scale <= WHOLE)


def _cast(node: Node) -> str | None:
    """DATE '2026-01-31', TRUE: what is written out and can be read. Anything else may fail."""
    family = KINDS.get(node["cast_type"]["id"])
    if family in _DAYS and _is_day(node["child"]):
        return family
    return TRUTH if family == TRUTH and node["child"].get("value", {}).get("value") in ("t", "f") else None


def _written_day(node: Node) -> bool:
    """`'2026-01-31'` or `DATE '2026-01-31'`."""
    return _is_day(node) or (node["class"] == "CAST" and _cast(node) == DAY)


def _is_day(node: Node) -> bool:
    said = node["value"].get("value") if node["class"] == "CONSTANT" else None
    try:
        return bool(isinstance(said, str) and DAY_WRITTEN.fullmatch(said) and datetime.fromisoformat(said))
    except ValueError:
        return False


def _called(node: Node, columns: Families) -> str | None:
    taken, given = FUNCTIONS.get(node["function_name"].lower(), (frozenset[str](), None))
    arguments = node.get("children", [])
    if "schema" in node or not all(_family(argument, columns) in taken for argument in arguments):
        return None
    pattern = node["function_name"].endswith(("~~", "~~*"))
    return None if pattern and arguments[-1]["class"] != "CONSTANT" else given
