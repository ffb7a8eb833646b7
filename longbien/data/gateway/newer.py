"""The tree that DuckDB 2 gives, told in the shape of DuckDB 1.5, which the rules are written for.

Only what is listed here is told anew; whatever else is new stays as it is, under its own name, and the rules refuse it.
A name that stands twice in the tree must be the same both times. Nothing is left out but how long a part is, whether a
join was written with a comma, and whether IGNORE or RESPECT NULLS was written out.
"""

import re
from collections.abc import Callable
from typing import Any

from longbien.data.rules.sql import refused
from longbien.data.rules.sql.shapes import DATA, QUERIES, TYPES

Node = dict[str, Any]
SHORT = {"query_location_length": int, "is_implicit": bool, "has_ignore_nulls": bool}
"""What is left out, if it is of this type."""
NAMES = {
    "FUNCTION": ("catalog", "schema", "function_name"),
    "WINDOW": ("catalog", "schema", "function_name"),
    "TYPE": ("catalog", "schema", "type_name"),
    "BASE_TABLE": ("catalog_name", "schema_name", "table_name"),
    "SHOW_REF": ("catalog_name", "schema_name", "table_name"),
}
"""Where a name stands part by part, beside `qualified_name`, which holds it as one path."""
LITERALS = {
    "STRING": "VARCHAR",
    "BOOLEAN": "BOOLEAN",
    "NULL_LITERAL": "NULL",
    "HEX": "BLOB",
    "BIT": "BIT",
}
"""A value that is written out, by its kind; numbers are told by how long they are."""
EXACT = re.compile(r"-?(\d*)\.(\d*)", re.ASCII)
DIGITS = 38
NESTED = frozenset({"LIST", "ARRAY", "MAP", "STRUCT"})
SIZES = {"VARCHAR": 1, "DECIMAL": 2}
"""How many numbers may stand behind a type that has no other types in it."""
LONGEST = 100_000
"""Values of an array, in its type."""
SAMPLE = frozenset({"sample_size", "is_percentage", "method", "seed", "repeatable"})
SYNONYMS = {
    synonym: kind
    for kind, synonyms in {
        "DECIMAL": "DEC NUMERIC",
        "TIMESTAMP": "DATETIME TIMESTAMP_US",
        "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ",
        "TIME WITH TIME ZONE": "TIMETZ",
        "VARCHAR": "BPCHAR STRING CHAR NVARCHAR TEXT",
        "BLOB": "BYTEA VARBINARY BINARY",
        "HUGEINT": "INT128",
        "UHUGEINT": "UINT128",
        "BIGINT": "LONG INT8 INT64 OID",
        "UBIGINT": "UINT64",
        "INTEGER": "INT INT4 SIGNED INTEGRAL INT32",
        "UINTEGER": "UINT32",
        "SMALLINT": "INT2 SHORT INT16",
        "USMALLINT": "UINT16",
        "TINYINT": "INT1",
        "UTINYINT": "UINT8",
        "STRUCT": "ROW",
        "BIT": "BITSTRING",
        "BIGNUM": "VARINT",
        "BOOLEAN": "BOOL LOGICAL",
        "UUID": "GUID",
        "FLOAT": "REAL FLOAT4",
        "DOUBLE": "FLOAT8",
    }.items()
    for synonym in synonyms.split()
}
"""Other names of types, as DuckDB 1.5 reads them while it parses."""


def older(said: Any) -> Any:
    """What is said in the tree of DuckDB 2, as DuckDB 1.5 would. Refusal for an expression where the rules see data."""
    if isinstance(said, list):
        return [older(part) for part in said]
    if not isinstance(said, dict):
        return said
    node = {name: older(part) for name, part in said.items() if not _is_short(name, part)}
    for name in DATA & said.keys():
        if name != "value" or "class" in said:
            _is_data(name, said[name])
    kind = node.get("class", node.get("type"))
    if not isinstance(kind, str):
        return node
    node = _named(node, kind)
    if kind in QUERIES:
        return _query(node)
    return RETOLD[kind](node) if kind in RETOLD else node


def _is_short(name: str, part: object) -> bool:
    return name in SHORT and type(part) is SHORT[name]


def _is_data(name: str, part: object) -> None:
    """The rules don't walk these parts: no expression may stand in them."""
    if _holds_class(part) or (name == "sample" and isinstance(part, dict) and part.keys() - SAMPLE):
        raise refused.part(name, "")


def _holds_class(said: object) -> bool:
    if isinstance(said, dict):
        return "class" in said or _holds_class(list(said.values()))
    return isinstance(said, list) and any(map(_holds_class, said))


def _named(node: Node, kind: str) -> Node:
    """The name as its parts alone, when the path holds the same parts."""
    if kind not in NAMES or "qualified_name" not in node:
        return node
    path = [node[part] for part in NAMES[kind] if part in node]
    return _without(node, "qualified_name") if node["qualified_name"] == ({"path": path} if path else {}) else node


def _without(node: Node, *names: str) -> Node:
    return {name: part for name, part in node.items() if name not in names}


def _query(node: Node) -> Node:
    """WITH: each query in a statement of its own; no WITH at all where it is empty."""
    ctes = node.get("cte_map")
    if not ctes:
        return _without(node, "cte_map")
    if ctes.keys() != {"map"}:
        raise refused.part("cte_map", "")
    return node | {"cte_map": {"map": [entry | {"value": _with(entry["value"])} for entry in ctes["map"]]}}


def _with(entry: Node) -> Node:
    if "query_node" not in entry or "query" in entry:
        return entry
    return _without(entry, "query_node") | {"query": {"node": entry["query_node"]}}


def _called(node: Node) -> Node:
    """A call: what is given to it, under its name if it has one. IF is a CASE."""
    given = node.get("arguments", [])
    if "children" in node or not all(map(_is_argument, given)):
        return node
    children = [one["expression"] | ({"alias": one["name"]} if "name" in one else {}) for one in given]
    told = _without(node, "arguments") | ({"children": children} if children else {})
    return _case(told, *children) if told.get("function_name") == "if" and len(children) == 3 else told


def _is_argument(said: Node) -> bool:
    """An argument is called as its expression is, if both have a name."""
    known = said.keys() <= {"name", "expression"} and "expression" in said
    return known and ("name" not in said or said["expression"].get("alias", said["name"]) == said["name"])


def _case(call: Node, when: Node, then: Node, otherwise: Node) -> Node:
    rest = _without(call, "class", "type", "function_name", "order_bys", "children")
    checks = [{"when_expr": when, "then_expr": then}]
    if call.get("order_bys") != {"type": "ORDER_MODIFIER"} or rest.keys() - {"alias", "query_location"}:
        return call
    return rest | {"class": "CASE", "type": "CASE_EXPR", "case_checks": checks, "else_expr": otherwise}


def _constant(node: Node) -> Node:
    literal = node.get("literal")
    if "value" in node or not isinstance(literal, dict) or literal.keys() - {"kind", "text"}:
        return node
    text = literal.get("text", "")
    match literal.get("kind"):
        case "INTEGER":
            kind = _whole(text)
        case "NUMERIC":
            kind = _broken(text)
        case other:
            kind = {"id": LITERALS[other]} if other in LITERALS else None
    if kind is None:
        return node
    nothing = kind["id"] == "NULL"
    value = {"type": kind, "is_null": nothing} | ({} if nothing else {"value": text})
    return _without(node, "literal") | {"value": value}


def _whole(text: str) -> Node | None:
    """The type of a whole number; beyond 64 bits the largest of them, which no filter is calm beside."""
    digits = text.removeprefix("-").replace("_", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    bits = (int(digits) if len(digits) < 20 else 2**64).bit_length()
    return {"id": "INTEGER" if bits < 32 else "BIGINT" if bits < 64 else "HUGEINT"}


def _broken(text: str) -> Node:
    """The type of a number with a point or an exponent: exact up to 38 digits."""
    written = EXACT.fullmatch(text.replace("_", ""))
    width = len(written[1] + written[2]) if written else 0
    if not written or width > DIGITS:
        return {"id": "DOUBLE"}
    info = {"type": "DECIMAL_TYPE_INFO", "width": width, "scale": len(written[2])}
    return {"id": "DECIMAL", "type_info": info}


def _cast(node: Node) -> Node:
    if "cast_type" in node or not _is_type(node.get("type_expr")):
        raise refused.part("type_expr", "")
    return _without(node, "type_expr") | {"cast_type": _kind(node["type_expr"])}


def _is_type(said: object) -> bool:
    return isinstance(said, dict) and said.get("class") == "TYPE" and "type_name" in said


def _kind(said: Node) -> Node:
    """A type: under the name of the rules where all that is in it is known, else with parts that they refuse.

    `said` is a node of class TYPE whose children were told anew before.
    """
    children, name = said.get("children", []), str(said["type_name"])
    known = said.keys() <= {"class", "type", "alias", "query_location", "type_name", "children"} and name.isascii()
    kind = SYNONYMS.get(name.upper(), name.upper()) if known else ""
    made = _made(kind, children)
    if made is not None:
        return made
    about = _without(said, "class", "type", "alias", "query_location") | {"name": name}
    return {"id": "UNBOUND", "type_info": {"type": "UNBOUND_TYPE_INFO"} | about}


def _made(kind: str, children: list[Node]) -> Node | None:
    """A type that the rules know, of its parts; nothing where they don't fit."""
    types = [child for child in children if _is_type(child)]
    sizes = [size for child in children if (size := _size(child)) is not None]
    if len(types) + len(sizes) < len(children):
        return None
    if kind in NESTED:
        info = _nested(kind, types, sizes)
        return {"id": kind, "type_info": info} if info else None
    if types or len(sizes) > SIZES.get(kind, 0) or kind not in TYPES:
        return None
    if kind != "DECIMAL":
        return {"id": kind}
    return {"id": kind, "type_info": {"type": "DECIMAL_TYPE_INFO"} | dict(zip(("width", "scale"), sizes, strict=False))}


def _nested(kind: str, types: list[Node], sizes: list[int]) -> Node | None:
    match kind, types, sizes:
        case "LIST", [child], []:
            return {"type": "LIST_TYPE_INFO", "child_type": _kind(child)}
        case "ARRAY", [child], [size] if size <= LONGEST:
            return {"type": "ARRAY_TYPE_INFO", "child_type": _kind(child), "size": size}
        case "MAP", [_, _], []:
            pair = {"id": "STRUCT", "type_info": _struct(types, ["key", "value"])}
            return {"type": "LIST_TYPE_INFO", "child_type": pair}
        case "STRUCT", [_, *_], []:
            return _struct(types, [str(part.get("alias", "")) for part in types])
    return None


def _struct(types: list[Node], names: list[str]) -> Node:
    parts = [{"first": name, "second": _kind(said)} for name, said in zip(names, types, strict=True)]
    return {"type": "STRUCT_TYPE_INFO", "child_types": parts}


def _size(said: Node) -> int | None:
    """The whole number that is written out in a type, as in DECIMAL(10, 2)."""
    value = said.get("value", {}) if said.get("class") == "CONSTANT" else {}
    is_whole = value.get("type", {}).get("id") == "INTEGER"
    return int(value["value"].replace("_", "")) if is_whole else None


def _limit(node: Node) -> Node:
    if node.get("limit_type") != "PERCENTAGE":
        return node
    return _without(node, "limit_type") | {"type": "LIMIT_PERCENT_MODIFIER"}


def _pivot(node: Node) -> Node:
    """What turns into columns: a value or a name, or several in a row. The rules look at each as at any expression."""
    pivots = [
        pivot | ({"entries": list(map(_entry, pivot["entries"]))} if "entries" in pivot else {})
        for pivot in node.get("pivots", [])
    ]
    return node | ({"pivots": pivots} if pivots else {})


def _entry(entry: Node) -> Node:
    _is_data("values", entry.get("values"))
    said = entry.get("star_expr", {})
    parts = said.get("children", []) if said.get("function_name") == "row" else [said]
    if "expr" in entry or not parts or any(part.get("class") not in ("CONSTANT", "COLUMN_REF") for part in parts):
        return entry
    return _without(entry, "star_expr") | {"expr": said}


RETOLD: dict[str, Callable[[Node], Node]] = {
    "FUNCTION": _called,
    "WINDOW": _called,
    "CONSTANT": _constant,
    "CAST": _cast,
    "LIMIT_MODIFIER": _limit,
    "PIVOT": _pivot,
}
"""What is told anew, by the kind of the node."""
