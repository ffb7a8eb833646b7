"""Which statements answer the same whatever order their rows are read in: those that count and add them up.

Rows of a view behind a barrier come from one thread alone as long as their order is kept. Nobody asks for it where all
of them are grouped or added up, so an engine may read them with as many threads as it has.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from longbien.data.rules.sql.functions import AGGREGATES

Node = Mapping[str, Any]
BARE = "avg bit_and bit_or bit_xor bool_and bool_or count count_if count_star countif max mean min sum"
KEPT = frozenset(BARE.split())
"""Aggregates that rest on no order of rows; the others take the first, or list what comes."""
_ORDERED = frozenset(AGGREGATES.split()) - KEPT


def gathers(query: Node) -> bool:
    """Whether every row of a view that this judged `query` reads is grouped or added up, and no order matters."""
    return not any(map(_rests_on_order, _inside(query))) and _gathered(query, frozenset())


def _rests_on_order(node: Node) -> bool:
    ended = str(node.get("type", "")).startswith(("LIMIT", "DISTINCT"))
    return ended or node.get("class") == "WINDOW" or node.get("function_name") in _ORDERED


def _gathered(query: Node, before: frozenset[str]) -> bool:
    if query["type"] != "SELECT_NODE":
        return False
    names = before
    for name, said in _with(query):
        names = names | {name} if _gathered(said, names) else names - {name}
    return "group_expressions" in query or _adds_up(query["select_list"]) or _only(query["from_table"], names)


def _with(query: Node) -> Iterator[tuple[str, Node]]:
    """What WITH calls by a name, in its order."""
    for one in query.get("cte_map", {}).get("map", []):
        yield one["key"].lower(), one["value"]["query"]["node"]


def _adds_up(selected: object) -> bool:
    """What a subquery adds up is its own."""
    if isinstance(selected, list):
        return any(map(_adds_up, selected))
    if not isinstance(selected, Mapping) or selected.get("class") == "SUBQUERY":
        return False
    return selected.get("function_name") in KEPT or any(map(_adds_up, selected.values()))


def _only(table: Node, names: frozenset[str]) -> bool:
    """Whether this reads nothing but what was gathered before."""
    match table["type"]:
        case "BASE_TABLE":
            return str(table["table_name"]).lower() in names
        case "SUBQUERY":
            return _gathered(table["subquery"]["node"], names)
        case "JOIN":
            return _only(table["left"], names) and _only(table["right"], names)
    return bool(table["type"] == "EMPTY")


def _inside(said: object) -> Iterator[Node]:
    """Every part of what is said, itself among them."""
    if isinstance(said, Mapping):
        yield said
        for part in said.values():
            yield from _inside(part)
    elif isinstance(said, list):
        for part in said:
            yield from _inside(part)
