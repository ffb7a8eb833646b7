"""Every kind of node that may stand in the tree, and the parts it may have. What is not here is refused."""

PLACE = "query_location"
_EXPRESSION = f"class type alias {PLACE}"
_TABLE = f"type alias sample {PLACE} column_name_alias"
_QUERY = "type modifiers cte_map"


def _parts(*said: str) -> frozenset[str]:
    return frozenset(" ".join(said).split())


QUERIES = {
    "SELECT_NODE": _parts(
        _QUERY,
        "select_list from_table where_clause group_expressions group_sets aggregate_handling having sample qualify",
    ),
    "SET_OPERATION_NODE": _parts(_QUERY, "setop_type setop_all left right children"),
    "RECURSIVE_CTE_NODE": _parts(_QUERY, "cte_name union_all left right aliases key_targets"),
}
TABLES = {
    "EMPTY": _parts(_TABLE),
    "BASE_TABLE": _parts(_TABLE, "table_name"),
    "SUBQUERY": _parts(_TABLE, "subquery"),
    "JOIN": _parts(_TABLE, "left right condition join_type ref_type using_columns"),
    "EXPRESSION_LIST": _parts(_TABLE, "values expected_names expected_types"),
    "TABLE_FUNCTION": _parts(_TABLE, "function with_ordinality"),
    "SHOW_REF": _parts(_TABLE, "query show_type"),
    "PIVOT": _parts(_TABLE, "source aggregates pivots groups unpivot_names include_nulls"),
}
MODIFIERS = {
    "ORDER_MODIFIER": _parts("type orders"),
    "LIMIT_MODIFIER": _parts("type limit offset"),
    "LIMIT_PERCENT_MODIFIER": _parts("type limit offset"),
    "DISTINCT_MODIFIER": _parts("type distinct_on_targets"),
    "ORDER_DEFAULT": _parts("type null_order expression"),
    "ASCENDING": _parts("type null_order expression"),
    "DESCENDING": _parts("type null_order expression"),
}
EXPRESSIONS = {
    "COLUMN_REF": _parts(_EXPRESSION, "column_names"),
    "CONSTANT": _parts(_EXPRESSION, "value"),
    "FUNCTION": _parts(_EXPRESSION, "function_name schema catalog children filter order_bys distinct is_operator"),
    "WINDOW": _parts(
        _EXPRESSION,
        "function_name schema catalog children partitions orders start end start_expr end_expr offset_expr",
        "default_expr ignore_nulls filter_expr exclude_clause distinct arg_orders",
    ),
    "CAST": _parts(_EXPRESSION, "child cast_type try_cast"),
    "CASE": _parts(_EXPRESSION, "case_checks else_expr"),
    "COMPARISON": _parts(_EXPRESSION, "left right"),
    "CONJUNCTION": _parts(_EXPRESSION, "children"),
    "BETWEEN": _parts(_EXPRESSION, "input lower upper"),
    "OPERATOR": _parts(_EXPRESSION, "children"),
    "SUBQUERY": _parts(_EXPRESSION, "subquery_type subquery child comparison_type"),
    "LAMBDA": _parts(_EXPRESSION, "lhs expr syntax_type"),
    "COLLATE": _parts(_EXPRESSION, "child collation"),
    "POSITIONAL_REFERENCE": _parts(_EXPRESSION, "index"),
    "STAR": _parts(
        _EXPRESSION,
        "relation_name exclude_list qualified_exclude_list replace_list rename_list columns expr unpacked",
    ),
}
OPERATORS = _parts(
    "OPERATOR_NOT OPERATOR_IS_NULL OPERATOR_IS_NOT_NULL OPERATOR_COALESCE OPERATOR_NULLIF OPERATOR_TRY OPERATOR_UNPACK",
    "COMPARE_IN COMPARE_NOT_IN ARRAY_EXTRACT ARRAY_SLICE ARRAY_CONSTRUCTOR STRUCT_EXTRACT GROUPING_FUNCTION",
)
RECORDS = _parts(
    "map key value node aliases query materialized key_targets when_expr then_expr column table schema catalog name",
    "pivot_expressions alias unpivot_names expr",
)
"""Parts of the records that have no kind of their own: entries of WITH, branches of CASE, columns of PIVOT."""
DATA = _parts("value sample cast_type column_names column_name_alias aliases group_sets")
"""Parts that hold plain data: what is in them is not walked, but looked at where it matters."""

TYPES = _parts(
    "NULL SQLNULL BOOLEAN TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT FLOAT",
    "DOUBLE DECIMAL VARCHAR CHAR BLOB BIT UUID DATE TIME TIMESTAMP TIMESTAMP_S TIMESTAMP_MS TIMESTAMP_NS INTERVAL",
    "TIMESTAMP_SEC TIMESTAMPTZ TIMETZ STRING TEXT JSON BIGNUM LIST STRUCT MAP ARRAY",
) | {"TIMESTAMP WITH TIME ZONE", "TIME WITH TIME ZONE"}
COLLATIONS = frozenset({"nocase", "noaccent", "nfc", "vi", "en", "binary"})
SHOWN = frozenset({"DESCRIBE", "SUMMARY"})
SYSTEM_SCHEMAS = frozenset({"information_schema", "pg_catalog", "system", "temp"})
