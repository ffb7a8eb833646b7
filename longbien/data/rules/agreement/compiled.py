"""Terms as a SELECT: the one statement that every way of enforcement runs.

Rows that don't meet the terms and columns that they don't name are not in it, so nothing asked of it can reach them.
A code of `pseudonym` is SHA-256 over the agreement's key and the value: it is the same in every edition, and another
one in every agreement.
"""

from collections.abc import Mapping, Sequence

from longbien.data.rules.agreement.terms import Condition, Shown, Terms
from longbien.data.rules.contract.contract import Contract, Kind
from longbien.data.rules.quoting import literal, name

TYPES: Mapping[Kind, str] = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMPTZ",
}  # fmt: skip
COMPARED = {"is": "=", "is-not": "<>", "at-least": ">=", "at-most": "<="}


def select(terms: Terms, contract: Contract, *, relation: str, key: str) -> str:
    """The SELECT over `relation` (SQL for where rows come from). The key is a secret: it never leaves the platform."""
    columns = ", ".join(shown_as(one, contract, key) for one in terms.columns)
    rows = " AND ".join(condition(one) for one in terms.rows)
    return f"SELECT {columns} FROM {relation}{f' WHERE {rows}' if rows else ''}"  # noqa: S608


def over_files(files: Sequence[str], contract: Contract) -> str:
    """Where rows come from: these Parquet files; an edition without rows has none."""
    if files:
        return f"read_parquet([{', '.join(map(literal, files))}])"
    nothing = ", ".join(f"CAST(NULL AS {TYPES[one.kind]}) AS {name(one.name)}" for one in contract.columns)
    return f"(SELECT {nothing} WHERE FALSE)"


def view_name(code: str) -> str:
    """What a data set is called in questions: `working-days` → `working_days`; never beginning with a digit."""
    said = code.replace("-", "_")
    return said if said[0].isalpha() else f"d_{said}"


def shown_as(shown: Shown, contract: Contract, key: str) -> str:
    """One column of the SELECT, masked, under its own name."""
    it, mask = name(shown.column), shown.mask
    column = contract.column(shown.column)
    if mask.kind == "pseudonym":
        made = f"left(sha256({literal(key + ':')} || CAST({it} AS VARCHAR)), 32)"
    elif mask.kind in ("year", "month"):
        made = f"CAST(date_trunc('{mask.kind}', {it}) AS DATE)"
    elif mask.kind == "round":
        kind = "BIGINT" if column and column.kind == "integer" else "DOUBLE"
        made = f"CAST(floor({it} / {mask.step}) * {mask.step} AS {kind})"
    elif mask.kind == "first":
        made = f"left({it}, {mask.step})"
    elif mask.kind == "blank":
        made = "CAST(NULL AS VARCHAR)"
    else:
        return it
    return f"{made} AS {it}"


def condition(one: Condition) -> str:
    """One condition; neither true nor false of a row without a value."""
    it = name(one.column)
    if one.operator == "is-missing":
        return f"{it} IS NULL"
    if one.operator == "one-of":
        return f"{it} IN ({', '.join(map(literal, one.values))})"
    return f"{it} {COMPARED[one.operator]} {literal(one.values[0])}"
