"""One statement of an outsider, judged over the tree of DuckDB's own parser: what is not known is refused.

The tree is that of `json_serialize_sql(…, skip_null, skip_empty, skip_default)`. Every node is either an expression
(it has a class), a query, a table or a modifier (it has a type), or one of a few records; each has a fixed set of
parts (`shapes`). Names of tables are followed as the engine binds them: WITH by WITH, inner before outer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from longbien.data.rules.sql import refused
from longbien.data.rules.sql.functions import ALLOWED, IN_FROM, SPOKEN_VALUES
from longbien.data.rules.sql.shapes import (
    COLLATIONS,
    DATA,
    EXPRESSIONS,
    MODIFIERS,
    OPERATORS,
    PLACE,
    QUERIES,
    RECORDS,
    SHOWN,
    SYSTEM_SCHEMAS,
    TABLES,
    TYPES,
)

Node = Mapping[str, Any]
DEPTH = 150
TYPE_SHAPES = {None, "DECIMAL_TYPE_INFO", "LIST_TYPE_INFO", "STRUCT_TYPE_INFO", "ARRAY_TYPE_INFO", "UNBOUND_TYPE_INFO"}


@dataclass(frozen=True)
class Allowed:
    """A statement that may run: the tables of the agreement it reads, the functions it calls."""

    statement: str
    tables: frozenset[str]
    functions: frozenset[str]


def folded(name: str) -> str:
    """A name as the engine compares it: only A–Z are folded (a Kelvin sign is no k)."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def judged(tree: Node, statement: str, names: frozenset[str]) -> Allowed:
    """The statement, if its parsed `tree` asks nothing but the tables `names` with functions of the list. Refusal."""
    if tree.get("error"):
        raise (
            refused.syntax(statement, _number(tree.get("position")))
            if tree.get("error_type") == "parser"
            else (refused.not_a_question())
        )
    statements = tree.get("statements", [])
    if len(statements) != 1:
        raise refused.several(len(statements)) if statements else refused.empty()
    judge = _Judge(statement, frozenset(map(folded, names)))
    if "named_param_map" in statements[0]:
        raise refused.parameter("")
    judge.record(statements[0], frozenset(), 0)
    return Allowed(statement, frozenset(judge.tables), frozenset(judge.functions))


def _number(said: object) -> int | None:
    return int(said) if isinstance(said, str) and said.isdecimal() else None


class _Judge:
    """Walks a tree and gathers what it reads; raises at the first thing that is not on the lists."""

    def __init__(self, statement: str, names: frozenset[str]) -> None:
        self.statement = statement
        self.names = names
        self.tables: set[str] = set()
        self.functions: set[str] = set()

    def where(self, node: Node) -> str:
        return refused.at(self.statement, node.get(PLACE))

    def walk(self, node: object, scope: frozenset[str], depth: int) -> None:
        if depth > DEPTH:
            raise refused.too_deep()
        if isinstance(node, list):
            for part in node:
                self.walk(part, scope, depth)
        elif isinstance(node, dict):
            self.node(node, scope, depth + 1)

    def node(self, node: Node, scope: frozenset[str], depth: int) -> None:
        kind = node.get("type")
        if "class" in node:
            self.expression(node, scope, depth)
        elif not isinstance(kind, str):
            self.record(node, scope, depth)
        elif kind in QUERIES:
            self.query(node, scope, depth)
        elif kind in TABLES:
            self.table(node, scope, depth)
        elif kind in MODIFIERS:
            self.parts(node, MODIFIERS[kind], scope, depth)
        else:
            self.record(node, scope, depth)

    def record(self, node: Node, scope: frozenset[str], depth: int) -> None:
        if "type" in node:
            raise refused.part(str(node["type"]), self.where(node))
        self.parts(node, RECORDS, scope, depth)

    def parts(self, node: Node, known: frozenset[str], scope: frozenset[str], depth: int) -> None:
        if strange := sorted(node.keys() - known):
            raise refused.part(strange[0], self.where(node))
        for name, part in node.items():
            if name not in DATA or (name == "value" and "class" not in node):
                self.walk(part, scope, depth)

    def query(self, node: Node, scope: frozenset[str], depth: int) -> None:
        """Each WITH sees those before it; only the second half of a recursive one sees itself."""
        for entry in node.get("cte_map", {}).get("map", []):
            self.record(entry, scope, depth)
            scope |= {folded(entry["key"])}
        rest = {name: part for name, part in node.items() if name != "cte_map"}
        if node["type"] == "RECURSIVE_CTE_NODE":
            self.walk(rest.pop("right"), scope | {folded(node["cte_name"])}, depth)
        self.parts(rest, QUERIES[node["type"]], scope, depth)

    def table(self, node: Node, scope: frozenset[str], depth: int) -> None:
        kind = node["type"]
        if kind == "BASE_TABLE":
            self.named(node, scope)
        elif kind == "TABLE_FUNCTION":
            self.from_function(node["function"], scope, depth)
            node = {name: part for name, part in node.items() if name != "function"}
        elif kind == "PIVOT":
            self.pivots(node["pivots"], scope, depth)
            node = {name: part for name, part in node.items() if name != "pivots"}
        elif kind == "SHOW_REF" and (node["show_type"] not in SHOWN or "query" not in node):
            raise refused.not_a_question()
        self.parts(node, TABLES[kind], scope, depth)

    def pivots(self, pivots: list[Node], scope: frozenset[str], depth: int) -> None:
        """What turns into columns: the values are data, unless they are chosen by an expression."""
        for pivot in pivots:
            for entry in pivot.get("entries", []):
                self.parts({name: part for name, part in entry.items() if name != "values"}, RECORDS, scope, depth)
            self.parts({name: part for name, part in pivot.items() if name != "entries"}, RECORDS, scope, depth)

    def named(self, node: Node, scope: frozenset[str]) -> None:
        """A table by its name: one of a WITH in sight, or one of the agreement; never by way of a schema."""
        name = node["table_name"]
        way = [node[part] for part in ("catalog_name", "schema_name") if part in node]
        if way or folded(name) not in scope | self.names:
            raise refused.table(".".join([*way, name]), self.names, self.where(node))
        if folded(name) not in scope:
            self.tables.add(folded(name))

    def from_function(self, node: Node, scope: frozenset[str], depth: int) -> None:
        name = str(node.get("function_name"))
        if name.lower() not in IN_FROM or "schema" in node or "catalog" in node:
            raise refused.source(name, self.where(node))
        self.expression(node, scope, depth)

    def expression(self, node: Node, scope: frozenset[str], depth: int) -> None:
        kind = node["class"]
        if kind == "PARAMETER":
            raise refused.parameter(self.where(node))
        if kind not in EXPRESSIONS:
            raise refused.part(kind, self.where(node))
        for fault in _faults(node, self.where(node)):
            raise fault
        if "function_name" in node:
            self.functions.add(node["function_name"].lower())
        self.parts(node, EXPRESSIONS[kind], scope, depth)


def _faults(node: Node, where: str) -> Iterator[Exception]:
    match node["class"]:
        case "FUNCTION" | "WINDOW":
            yield from _calling(node, where)
        case "COLUMN_REF":
            yield from _speaking(node["column_names"], where)
        case "OPERATOR" if node["type"] not in OPERATORS:
            yield refused.part(node["type"], where)
        case "CAST":
            yield from (refused.kind(name, where) for name in _strange_types(node["cast_type"]))
        case "COLLATE" if folded(node["collation"]) not in COLLATIONS:
            yield refused.part(f"COLLATE {node['collation']}", where)


def _calling(node: Node, where: str) -> Iterator[Exception]:
    """A function by its name. `column.upper()` is read as a schema before a function: it may be a column only."""
    name = node["function_name"]
    if name.lower() not in ALLOWED:
        yield refused.function(name, where)
    way = [node[part] for part in ("catalog", "schema") if part in node]
    yield from _speaking(way, where)
    if any(folded(step) in SYSTEM_SCHEMAS for step in way):
        yield refused.function(".".join([*way, name]), where)


def _speaking(way: list[str], where: str) -> Iterator[Exception]:
    if len(way) == 1 and folded(way[0]) in SPOKEN_VALUES:
        yield refused.spoken(way[0], where)


def _strange_types(said: Node) -> Iterator[str]:
    """The names in a type that are not of the list, however deep they stand."""
    about = said.get("type_info", {})
    name = about.get("name", "") if said["id"] in ("UNBOUND", "USER") else said["id"]
    if name.upper() not in TYPES or about.get("type") not in TYPE_SHAPES or {"schema", "catalog"} & about.keys():
        yield str(about.get("alias") or name)
    if "child_type" in about:
        yield from _strange_types(about["child_type"])
    for part in about.get("child_types", []):
        yield from _strange_types(part["second"])
