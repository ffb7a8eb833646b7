"""A contract as questions to a delivery, so that one pass over it finds every broken promise, row by row.

    unbroken(contract)     SQL of one value: whether no row breaks any promise, which is seldom otherwise
    judging(contract)      SQL that gives each row its number and the names of the promises that it breaks
    counted(contract)      SQL that counts, for the promises about all rows

All are DuckDB's SQL over a relation called `delivery`; names and values are quoted here and nowhere else.
"""

from collections.abc import Iterator

from longbien.data.rules.contract.contract import Check, Column, Contract
from longbien.data.rules.quoting import literal, name

DUPLICATE = ": duplicate"


def promises(contract: Contract) -> tuple[tuple[str, str], ...]:
    """Of each promise about a single row: what it is called (`code: missing`), and SQL that is true where it breaks."""
    return (*(one for column in contract.columns for one in _of_column(column)), *_of_place(contract))


def _of_column(column: Column) -> Iterator[tuple[str, str]]:
    it = name(column.name)
    if column.is_required or any(_allows_none(one, "missingValues") for one in column.checks):
        yield f"{column.name}: missing", f"{it} IS NULL"
    if _is_once(column):
        yield f"{column.name}{DUPLICATE}", f"{it} IS NOT NULL AND count(*) OVER (PARTITION BY {it}) > 1"
    for check in column.checks:
        if _allows_none(check, "invalidValues"):
            yield f"{column.name}: invalid", f"{it} IS NOT NULL AND NOT ({_valid(it, check)})"


def _of_place(contract: Contract) -> Iterator[tuple[str, str]]:
    """Whatever lies somewhere lies on Earth: `is_outline` is given by whoever runs the question."""
    spatial = contract.spatial
    if spatial and spatial.outline:
        it = name(spatial.outline)
        yield f"{spatial.outline}: invalid", f"{it} IS NOT NULL AND NOT is_outline({it})"
    elif spatial:
        for column, most in ((spatial.lon, 180), (spatial.lat, 90)):
            it = name(column)
            yield f"{column}: invalid", f"{it} IS NOT NULL AND NOT ({it} BETWEEN -{most} AND {most})"


def _is_once(column: Column) -> bool:
    return column.is_unique or any(_allows_none(one, "duplicateValues") for one in column.checks)


def _allows_none(check: Check, metric: str) -> bool:
    return check.metric == metric and check.operator in ("mustBe", "mustBeLessOrEqualTo") and check.bound == 0


def _valid(it: str, check: Check) -> str:
    if check.pattern:
        return f"regexp_full_match(CAST({it} AS VARCHAR), {literal(check.pattern)})"
    return f"CAST({it} AS VARCHAR) IN ({', '.join(map(literal, check.valid))})"


def unbroken(contract: Contract) -> str:
    """Counted, without a look at which rows and what: that is asked only of a delivery that broke something."""
    once = [name(one.name) for one in contract.columns if _is_once(one)]
    parts = [f"count(*) FILTER ({sql}) = 0" for called, sql in promises(contract) if not called.endswith(DUPLICATE)]
    parts += [f"count({it}) = count(DISTINCT {it})" for it in once]
    return f"SELECT {' AND '.join(parts) or 'TRUE'} FROM delivery"  # noqa: S608


def judging(contract: Contract) -> str:
    """`row` counts from 1; `broken` lists what a row breaks. Only rows that break something are given."""
    asked = promises(contract)
    cases = ", ".join(f"CASE WHEN {sql} THEN {literal(called)} END" for called, sql in asked) or "NULL"
    return (
        "SELECT * FROM (SELECT row_number() OVER () AS row, list_filter(["  # noqa: S608
        f"{cases}], lambda x: x IS NOT NULL) AS broken FROM delivery) WHERE len(broken) > 0 ORDER BY row"
    )


def counted(contract: Contract) -> tuple[tuple[str, Check, str], ...]:
    """Promises about all rows together: what each is called, its bound, and the SQL of one number."""
    found = [("rows", check, "count(*)") for check in contract.checks if check.metric == "rowCount"]
    for column in contract.columns:
        it = name(column.name)
        for check in column.checks:
            if check.metric == "missingValues" and not _allows_none(check, "missingValues"):
                found.append((f"{column.name}: missing", check, f"count(*) FILTER ({it} IS NULL)"))
            elif check.metric == "duplicateValues" and not _allows_none(check, "duplicateValues"):
                found.append((f"{column.name}: duplicate", check, f"count({it}) - count(DISTINCT {it})"))
            elif check.metric == "invalidValues" and not _allows_none(check, "invalidValues"):
                sql = f"count(*) FILTER ({it} IS NOT NULL AND NOT ({_valid(it, check)}))"
                found.append((f"{column.name}: invalid", check, sql))
    return tuple(found)


def holds(check: Check, number: int) -> bool:
    """Whether a counted number keeps its bound."""
    if check.operator == "mustBe":
        return number == check.bound
    return number >= check.bound if check.operator == "mustBeGreaterOrEqualTo" else number <= check.bound
