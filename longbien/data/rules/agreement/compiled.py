"""Terms as a SELECT: the one statement that every way of enforcement runs on the platform itself.

Rows that don't meet the terms and columns that they don't name are not in it, so nothing asked of it can reach them.
A code of `pseudonym` is SHA-256 over the agreement's key and the value: it is the same in every edition, and another
one in every agreement. `data.engines` says the same to other engines; tests hold both against a plain reader.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from longbien.data.rules.agreement.terms import Condition, Cube, Measure, Scalar, Shown, Terms
from longbien.data.rules.contract.contract import Contract, Kind
from longbien.data.rules.quoting import literal, name
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

TYPES: Mapping[Kind, str] = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMPTZ",
}  # fmt: skip
PERSON = name("the person")
CUBE_ONLY = Text.of(
    vi="Thoả thuận này không cho dòng nào ra ngoài: hãy hỏi khối dữ liệu có nhiễu.",
    en="No row is given out under this agreement: ask its cube, whose answers carry noise.",
)
LEAST = -(2**63)
COMPARED = {"is": "=", "is-not": "<>", "at-least": ">=", "at-most": "<="}


def select(terms: Terms, contract: Contract, *, relation: str, key: str) -> str:
    """The SELECT over `relation` (SQL for where rows come from). The key is a secret: it never leaves the platform.

    Of a cube with a threshold it is one row for each cell that enough people stand in; everything asked of it is
    arithmetic on those. Refusal (403) of a cube with noise: whoever gives out rows has none to give.
    """
    if terms.is_noisy:
        raise Refusal("cube-only", CUBE_ONLY, status=403)
    if terms.cube is not None:
        return _cells(terms, terms.cube, contract, relation)
    columns = ", ".join(shown_as(one, contract, key) for one in terms.columns)
    rows = " AND ".join(condition(one, contract) for one in terms.rows)
    return f"SELECT {columns} FROM {relation}{f' WHERE {rows}' if rows else ''}"  # noqa: S608


def counted(terms: Terms, cube: Cube, contract: Contract, relation: str) -> str:
    """The rows that a cube counts, before anything is kept back: the person, the dimensions, the measures within their
    bounds; rows without a person, or outside the declared values, are none of them."""
    dimensions = (f"CAST({masked(one.shown, contract, '')} AS VARCHAR) AS {name(one.shown.column)}"
                  for one in cube.dimensions)  # fmt: skip
    columns = ", ".join(
        (f"CAST({name(cube.person)} AS VARCHAR) AS {PERSON}", *dimensions, *map(_bounded, cube.measures))
    )
    rows = " AND ".join((f"{name(cube.person)} IS NOT NULL", *(condition(one, contract) for one in terms.rows)))
    declared = " AND ".join(
        f"{name(one.shown.column)} IN ({', '.join(map(literal, one.values))})" for one in cube.dimensions
    )
    return f"SELECT * FROM (SELECT {columns} FROM {relation} WHERE {rows}) WHERE {declared}"  # noqa: S608


def _bounded(one: Measure) -> str:
    whole = f"CAST(floor(greatest(least(coalesce({name(one.column)}, 0), {one.high}), {one.low})) AS BIGINT)"
    return f"{whole} AS {name(one.column)}"


def _cells(terms: Terms, cube: Cube, contract: Contract, relation: str) -> str:
    dimensions = ", ".join(map(name, cube.names))
    sums = "".join(f", CAST(sum({name(one.column)}) AS BIGINT) AS {name(one.column)}" for one in cube.measures)
    people = f"count(DISTINCT {PERSON})"
    return (
        f'SELECT {dimensions}, count(*) AS "rows", {people} AS "people"{sums} '  # noqa: S608
        f"FROM ({counted(terms, cube, contract, relation)}) GROUP BY {dimensions} HAVING {people} >= {cube.k:d}"
    )


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
    it, made = name(shown.column), masked(shown, contract, key)
    return it if made == it else f"{made} AS {it}"


def masked(shown: Shown, contract: Contract, key: str) -> str:
    """The SQL of what is shown of one column."""
    it, mask = name(shown.column), shown.mask
    column = contract.column(shown.column)
    if mask.kind == "pseudonym":
        return f"left(sha256({literal(key + ':')} || CAST({it} AS VARCHAR)), 32)"
    if mask.kind in ("year", "month"):
        return f"CAST(date_trunc('{mask.kind}', {it}) AS DATE)"
    if mask.kind == "round":
        return _rounded(it, mask.step, "integer" if column and column.kind == "integer" else "number")
    if mask.kind == "first":
        return f"left({it}, {mask.step})"
    if mask.kind == "blank":
        return "CAST(NULL AS VARCHAR)"
    return it


def _rounded(it: str, step: int, kind: Kind) -> str:
    """Down to a step; whole numbers without a detour over others, which hold but 53 bits. None is below the least."""
    if kind == "number":
        return f"floor({it} / {step}) * {step}"
    rest, least = f"{it} % {step}", LEAST + step
    down = f"WHEN {it} >= {least} + {rest} THEN {it} - {rest} - {step}"
    return f"CASE WHEN {rest} >= 0 THEN {it} - {rest} {down} END"


def condition(one: Condition, contract: Contract) -> str:
    """One condition; neither true nor false of a row without a value."""
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
