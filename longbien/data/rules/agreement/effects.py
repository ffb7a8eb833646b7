"""What terms do to real rows, clause by clause, as questions to all rows: SQL of DuckDB, as `compiled` makes it.

Small groups: Sweeney, “k-anonymity” (2002): rows that look like fewer than `SMALL` others once they are masked may
still tell who somebody is. Codes and blanks are not looked at, for nobody outside knows them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from longbien.data.rules.agreement.compiled import condition, masked
from longbien.data.rules.agreement.terms import Condition, Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.quoting import name

SMALL = 5
UNKNOWN = ("pseudonym", "blank")


@dataclass(frozen=True)
class Hidden:
    """How many rows a condition hides, and how many of them no other condition would."""

    rows: int
    alone: int


@dataclass(frozen=True)
class Kept:
    """How many different values a column has among the rows that are shown, before and after its mask."""

    before: int
    after: int


@dataclass(frozen=True)
class Groups:
    """Rows that look alike once masked: how many groups have fewer than `SMALL` rows, with how many rows; the least."""

    small: int
    rows: int
    least: int


@dataclass(frozen=True)
class Counted:
    """All that was counted, in the order of the terms."""

    every: int
    shown: int
    hidden: tuple[Hidden, ...]
    kept: tuple[Kept, ...]
    groups: Groups


def counting(terms: Terms, contract: Contract, *, relation: str) -> str:
    """One row of numbers: of `tallied`."""
    held = _all(terms.rows, contract)
    parts = ["count(*)", f"count(*) FILTER ({held})"]
    for place, one in enumerate(terms.rows):
        others = _all([*terms.rows[:place], *terms.rows[place + 1 :]], contract)
        missed = f"({condition(one, contract)}) IS NOT TRUE"
        parts += [f"count(*) FILTER ({missed})", f"count(*) FILTER ({missed} AND {others})"]
    for shown in terms.columns:
        masked = _masked(terms, contract)[terms.columns.index(shown)]
        parts += [f"count(DISTINCT {name(shown.column)}) FILTER ({held})", f"count(DISTINCT {masked}) FILTER ({held})"]
    return f"SELECT {', '.join(parts)} FROM {relation}"  # noqa: S608


def grouping(terms: Terms, contract: Contract, *, relation: str) -> str:
    """One row of three numbers: of `Groups`."""
    seen = [
        masked
        for masked, shown in zip(_masked(terms, contract), terms.columns, strict=True)
        if shown.mask.kind not in UNKNOWN
    ]
    groups = f" GROUP BY {', '.join(seen)}" if seen else ""
    small = f"FILTER (n < {SMALL})"
    return (
        f"SELECT count(*) {small}, coalesce(sum(n) {small}, 0), coalesce(min(n), 0) FROM "  # noqa: S608
        f"(SELECT count(*) AS n FROM {relation} WHERE {_all(terms.rows, contract)}{groups}) WHERE n > 0"
    )


def trying(terms: Terms, contract: Contract, *, relation: str, hidden: bool, most: int) -> str:
    """Some rows that are shown, or hidden: of each condition whether it holds; each column before, then after."""
    tests = [f"coalesce({condition(one, contract)}, FALSE)" for one in terms.rows]
    columns = [*map(name, terms.names), *_masked(terms, contract)]
    named = ", ".join(f"{sql} AS c{place}" for place, sql in enumerate([*tests, *columns]))
    held = f"({_all(terms.rows, contract)}) IS NOT TRUE" if hidden else _all(terms.rows, contract)
    return f"SELECT {named} FROM {relation} WHERE {held} LIMIT {most:d}"  # noqa: S608


def tallied(numbers: Sequence[int], groups: Sequence[int], terms: Terms) -> Counted:
    """The numbers of `counting` and `grouping` under their names."""
    every, shown, *rest = map(int, numbers)
    split = 2 * len(terms.rows)
    hidden = tuple(Hidden(*pair) for pair in _pairs(rest[:split]))
    return Counted(every, shown, hidden, tuple(Kept(*pair) for pair in _pairs(rest[split:])), Groups(*map(int, groups)))


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(numbers[::2], numbers[1::2], strict=True)


def _all(rows: Sequence[Condition], contract: Contract) -> str:
    return " AND ".join(f"({condition(one, contract)})" for one in rows) or "TRUE"


def _masked(terms: Terms, contract: Contract) -> list[str]:
    """Each column as it is shown, without its name. Codes are made with a key of this trial, not the agreement's."""
    return [masked(one, contract, "trial") for one in terms.columns]
