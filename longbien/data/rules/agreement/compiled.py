"""Terms as a SELECT: the one statement that every way of enforcement runs on the platform itself.

Rows that don't meet the terms and columns that they don't name are not in it, so nothing asked of it can reach them.
A code of `pseudonym` is SHA-256 over the agreement's key and the value: it is the same in every edition, and another
one in every agreement. `data.engines` says the same to other engines; tests hold both against a plain reader.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from longbien.data.rules.agreement.terms import Condition, Scalar, Shown, Terms
from longbien.data.rules.contract.contract import Contract, Kind
from longbien.data.rules.quoting import literal, name

TYPES: Mapping[Kind, str] = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMPTZ",
}  # fmt: skip
LEAST = -(2**63)
COMPARED = {"is": "=", "is-not": "<>", "at-least": ">=", "at-most": "<="}


def select(terms: Terms, contract: Contract, *, relation: str, key: str) -> str:
    """The SELECT over `relation` (SQL for where rows come from). The key is a secret: it never leaves the platform."""
    columns = ", ".join(_shown(one, contract, key) for one in terms.columns)
    rows = " AND ".join(_condition(one, contract) for one in terms.rows)
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


def _shown(shown: Shown, contract: Contract, key: str) -> str:
    it, mask = name(shown.column), shown.mask
    column = contract.column(shown.column)
    if mask.kind == "pseudonym":
        made = f"left(sha256({literal(key + ':')} || CAST({it} AS VARCHAR)), 32)"
    elif mask.kind in ("year", "month"):
        made = f"CAST(date_trunc('{mask.kind}', {it}) AS DATE)"
    elif mask.kind == "round":
        made = _rounded(it, mask.step, "integer" if column and column.kind == "integer" else "number")
    elif mask.kind == "first":
        made = f"left({it}, {mask.step})"
    elif mask.kind == "blank":
        made = "CAST(NULL AS VARCHAR)"
    else:
        return it
    return f"{made} AS {it}"


def _rounded(it: str, step: int, kind: Kind) -> str:
    """Down to a step; whole numbers without a detour over others, which hold but 53 bits. None is below the least."""
    if kind == "number":
        return f"floor({it} / {step}) * {step}"
    rest, least = f"{it} % {step}", LEAST + step
    down = f"WHEN {it} >= {least} + {rest} THEN {it} - {rest} - {step}"
    return f"CASE WHEN {rest} >= 0 THEN {it} - {rest} {down} END"


def _condition(one: Condition, contract: Contract) -> str:
    it, column = name(one.column), contract.column(one.column)
    kind = column.kind if column else "string"
    if one.operator == "is-missing":
        return f"{it} IS NULL"
    values = [literal(compared(value, kind)) for value in one.values]
    if one.operator == "one-of":
        held = f"{it} IN ({', '.join(values)})"
    else:
        held = f"{it} {COMPARED[one.operator]} {values[0]}"
    return f"{held} AND NOT isnan({it})" if kind == "number" else held


def compared(value: Scalar, kind: Kind) -> Scalar:
    """A value as it is compared with a column: a day stands for its first instant, UTC."""
    if kind == "timestamp" and isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    return float(value) if kind == "number" and isinstance(value, int) else value
