"""The tree of DuckDB 2 in the shape of DuckDB 1.5: what is known is told anew, what is not is left for the rules."""

import pytest

from longbien.data.gateway.newer import older
from longbien.data.rules.sql import judged
from longbien.kernel.refusal import Refusal

NAMES = frozenset({"trips"})
ONE = {"class": "CONSTANT", "type": "VALUE_CONSTANT", "literal": {"kind": "INTEGER", "text": "1"}}
NAMED = {"class": "COLUMN_REF", "type": "COLUMN_REF", "column_names": ["ward"]}
TRIPS = {"type": "BASE_TABLE", "table_name": "trips", "qualified_name": {"path": ["trips"]}}
MODIFIER = {"type": "ORDER_MODIFIER"}


def typed(name, *children, **more):
    return {"class": "TYPE", "type": "TYPE", "type_name": name, "qualified_name": {"path": [name]}} | (
        {"children": list(children)} if children else {} | more
    )


def cast(said):
    return {"class": "CAST", "type": "OPERATOR_CAST", "child": NAMED, "type_expr": said}


def literal(kind, text=None):
    return ONE | {"literal": {"kind": kind} | ({"text": text} if text is not None else {})}


def called(name, *arguments, **more):
    return {"class": "FUNCTION", "type": "FUNCTION", "function_name": name, "order_bys": MODIFIER} | {
        "qualified_name": {"path": [name]}, "arguments": list(arguments)} | more  # fmt: skip


def query(selected=NAMED, **more):
    return {"type": "SELECT_NODE", "cte_map": {}, "select_list": [selected], "from_table": TRIPS} | more


DESCRIBED = {"type": "SHOW_REF", "show_type": "DESCRIBE", "query": query()}


def allowed(node):
    return judged(older({"error": False, "statements": [{"node": node}]}), "", NAMES)


def code(node):
    try:
        allowed(node)
    except Refusal as refusal:
        return refusal.code
    return "allowed"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (("INTEGER", "2147483647"), "INTEGER"), (("INTEGER", "2147483648"), "BIGINT"),
        (("INTEGER", "-1_000"), "INTEGER"), (("INTEGER", "9223372036854775808"), "HUGEINT"),
        (("INTEGER", "9" * 5000), "HUGEINT"), (("NUMERIC", "1e5"), "DOUBLE"), (("NUMERIC", "0." + "1" * 38), "DOUBLE"),
        (("STRING", "x"), "VARCHAR"), (("STRING",), "VARCHAR"), (("BOOLEAN", "true"), "BOOLEAN"),
        (("HEX", "AB"), "BLOB"), (("BIT", "101"), "BIT"), (("NULL_LITERAL",), "NULL"),
    ],
)  # fmt: skip
def test_a_value_is_told_by_its_type(said, kind):
    assert older(literal(*said))["value"]["type"]["id"] == kind


def test_a_value_with_a_point_is_as_wide_as_it_is_written():
    value = older(literal("NUMERIC", "-0.250"))["value"]
    assert value["type"]["type_info"] == {"type": "DECIMAL_TYPE_INFO", "width": 4, "scale": 3}


@pytest.mark.parametrize("said", [("NEW", "x"), ("INTEGER", "x"), ("INTEGER", "１")])
def test_a_value_of_no_known_kind_is_refused(said):
    assert code(query(literal(*said))) == "sql-part"
    assert code(query(ONE | {"value": {}})) == "sql-part"


def made(kind, info, **parts):
    return {"id": kind, "type_info": {"type": f"{info}_TYPE_INFO"} | parts}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (typed("date"), {"id": "DATE"}),
        (typed("Int8"), {"id": "BIGINT"}),
        (typed("TIMESTAMPTZ"), {"id": "TIMESTAMP WITH TIME ZONE"}),
        (typed("VARCHAR", ONE), {"id": "VARCHAR"}),
        (typed("DECIMAL", literal("INTEGER", "10"), ONE), made("DECIMAL", "DECIMAL", width=10, scale=1)),
        (typed("list", typed("DATE")), made("LIST", "LIST", child_type={"id": "DATE"})),
        (typed("array", typed("DATE"), ONE), made("ARRAY", "ARRAY", child_type={"id": "DATE"}, size=1)),
        (typed("STRUCT", typed("DATE", alias="a")),
         made("STRUCT", "STRUCT", child_types=[{"first": "a", "second": {"id": "DATE"}}])),
    ],
)  # fmt: skip
def test_a_type_is_told_by_its_parts(said, kind):
    assert older(cast(said))["cast_type"] == kind
    assert code(query(cast(said))) == "allowed"


def test_a_map_is_a_list_of_pairs():
    info = older(cast(typed("MAP", typed("VARCHAR"), typed("DATE"))))["cast_type"]["type_info"]
    assert [part["first"] for part in info["child_type"]["type_info"]["child_types"]] == ["key", "value"]


@pytest.mark.parametrize(
    "said",
    [
        typed("mood"),
        typed("ENUM", literal("STRING", "a")),
        typed("DATE", ONE),
        typed("DATE", new=1),
        typed("ınteger"),
        typed("VARCHAR", literal("STRING", "a")),
        typed("VARCHAR", {"class": "SUBQUERY", "type": "SUBQUERY", "subquery": {"node": query()}}),
        typed("DECIMAL", ONE, ONE, ONE),
        typed("list", typed("mood")),
        typed("list"),
        typed("array", typed("DATE"), literal("INTEGER", "100001")),
        typed("array", typed("DATE"), NAMED),
        typed("MAP", typed("DATE")),
        typed("STRUCT"),
        typed("DATE") | {"schema": "main", "qualified_name": {"path": ["main", "DATE"]}},
        typed("DATE") | {"qualified_name": {"path": ["main", "DATE"]}},
    ],
)
def test_a_type_that_is_not_wholly_known_is_refused(said):
    assert code(query(cast(said))) == "sql-type"


def test_what_is_cast_to_no_type_is_refused():
    assert code(query(cast(NAMED))) == "sql-part"
    assert code(query(cast(typed("DATE")) | {"cast_type": {"id": "DATE"}})) == "sql-part"
    assert code(query(typed("DATE"))) == "sql-part"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TRIPS, "allowed"),
        (TRIPS | {"query_location_length": 5}, "allowed"),
        (TRIPS | {"query_location_length": NAMED}, "sql-part"),
        (TRIPS | {"qualified_name": {"path": ["main", "trips"]}}, "sql-part"),
        (TRIPS | {"qualified_name": {"path": ["other"]}}, "sql-part"),
        (TRIPS | {"qualified_name": {"path": ["trips"], "new": 1}}, "sql-part"),
        (TRIPS | {"schema_name": "main", "qualified_name": {"path": ["main", "trips"]}}, "sql-table"),
        (TRIPS | {"table_name": "other", "qualified_name": {"path": ["other"]}}, "sql-table"),
        (TRIPS | {"sample": {"method": "System", "seed": -1, "repeatable": False}}, "allowed"),
        (TRIPS | {"sample": {"sample_size": ONE}}, "sql-part"),
        (TRIPS | {"sample": {"new": 1}}, "sql-part"),
        (TRIPS | {"column_name_alias": [NAMED]}, "sql-part"),
        (DESCRIBED | {"qualified_name": {}}, "allowed"),
        (DESCRIBED | {"qualified_name": {"path": ["x"]}}, "sql-part"),
        ({"type": "SHOW_REF", "show_type": "SHOW", "table_name": "trips"}, "sql-not-a-question"),
        ({"type": "JOIN", "left": TRIPS, "right": TRIPS, "is_implicit": False}, "allowed"),
        ({"type": "JOIN", "left": TRIPS, "right": TRIPS, "ranking_expression": ONE}, "sql-part"),
    ],
)  # fmt: skip
def test_a_table_by_one_name_only(table, said):
    assert code(query(from_table=table)) == said


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (called("upper", {"expression": NAMED}), "allowed"),
        (called("upper", {"expression": NAMED, "name": "x"}), "allowed"),
        (called("upper", {"expression": NAMED | {"alias": "x"}, "name": "x"}), "allowed"),
        (called("upper", {"expression": NAMED | {"alias": "x"}, "name": "y"}), "sql-part"),
        (called("upper", {"expression": NAMED, "new": 1}), "sql-part"),
        (called("upper", {"name": "x"}), "sql-part"),
        (called("upper", {"expression": NAMED}, children=[NAMED]), "sql-part"),
        (called("upper", {"expression": called("getenv")}), "sql-function"),
        (called("upper", qualified_name={"path": ["getenv"]}), "sql-part"),
        (called("upper", schema="main", qualified_name={"path": ["main", "upper"]}), "allowed"),
        (called("upper", schema="pg_catalog", qualified_name={"path": ["pg_catalog", "upper"]}), "sql-function"),
        (called("upper", new=1), "sql-part"),
        (called("if", *[{"expression": NAMED}] * 3), "allowed"),
        (called("if", *[{"expression": NAMED}] * 2), "sql-function"),
        (called("if", *[{"expression": NAMED}] * 3, distinct=True), "sql-function"),
        (called("if", *[{"expression": NAMED}] * 2, {"expression": called("getenv")}), "sql-function"),
    ],
)
def test_a_call_with_what_it_is_given(call, said):
    assert code(query(call)) == said


def test_if_is_a_case():
    case = older(called("if", *[{"expression": NAMED}] * 3, alias="x"))
    assert (case["class"], case["alias"], case["else_expr"]) == ("CASE", "x", NAMED)
    assert case["case_checks"] == [{"when_expr": NAMED, "then_expr": NAMED}]


def test_a_window_says_less():
    window = called("first_value", {"expression": NAMED}) | {"class": "WINDOW", "type": "WINDOW_FIRST_VALUE"}
    del window["order_bys"]
    assert code(query(window | {"has_ignore_nulls": True})) == "allowed"
    assert code(query(window | {"has_ignore_nulls": NAMED})) == "sql-part"


def test_with_holds_queries_only():
    def told(entry):
        return code(query(cte_map={"map": [{"key": "t", "value": entry}]}))

    assert told({"query_node": query()}) == "allowed"
    assert told({"query_node": {"type": "COPY_QUERY_NODE", "info": {}}}) == "sql-part"
    assert told({"query_node": query(), "query": {"node": query()}}) == "sql-part"
    assert told({"query_node": query(), "payload_aggregates": [ONE]}) == "sql-part"
    assert code(query(cte_map={"new": []})) == "sql-part"


def test_a_limit_in_percent():
    limit = {"type": "LIMIT_MODIFIER", "limit": ONE}
    assert older(limit | {"limit_type": "PERCENTAGE"})["type"] == "LIMIT_PERCENT_MODIFIER"
    assert code(query(modifiers=[limit | {"limit_type": "PERCENTAGE"}])) == "allowed"
    assert code(query(modifiers=[limit | {"limit_type": "NEW"}])) == "sql-part"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"star_expr": ONE, "alias": "one"}, "allowed"),
        ({"star_expr": NAMED}, "allowed"),
        ({"star_expr": NAMED | {"column_names": ["current_user"]}}, "sql-spoken"),
        ({"star_expr": called("row", {"expression": ONE}, {"expression": NAMED})}, "allowed"),
        ({"star_expr": called("row", {"expression": called("upper")})}, "sql-part"),
        ({"star_expr": called("row")}, "sql-part"),
        ({"star_expr": called("upper", {"expression": ONE})}, "sql-part"),
        ({"star_expr": ONE, "expr": NAMED}, "sql-part"),
        ({"values": [{"type": {"id": "VARCHAR"}, "is_null": False, "value": "x"}]}, "allowed"),
        ({"values": [NAMED]}, "sql-part"),
        ({"new": 1}, "sql-part"),
    ],
)
def test_what_turns_into_columns_is_a_value_or_a_name(entry, said):
    pivot = {"type": "PIVOT", "source": TRIPS, "pivots": [{"pivot_expressions": [NAMED], "entries": [entry]}]}
    assert code(query(from_table=pivot)) == said


def test_an_enum_turns_into_no_columns():
    pivots = [{"pivot_expressions": [NAMED], "pivot_enum": "mood"}]
    assert code(query(from_table={"type": "PIVOT", "source": TRIPS, "pivots": pivots})) == "sql-part"
    assert code(query(from_table={"type": "PIVOT", "source": TRIPS, "pivots": []})) == "allowed"
