"""What terms do to the rows of an edition, counted and tried before anybody signs them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longbien.data.lake.opened import opened
from longbien.data.lake.tables import files
from longbien.data.rules.agreement.compiled import over_files
from longbien.data.rules.agreement.effects import Counted, counting, grouping, tallied, trying
from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.contract.contract import Contract

OF_EACH = 4


@dataclass(frozen=True)
class Tried:
    """A row: which conditions hold of it, its columns before and after."""

    holds: tuple[bool, ...]
    before: tuple[Any, ...]
    after: tuple[Any, ...]


def effect(terms: Terms, contract: Contract, folder: Path, version: int) -> tuple[Counted, tuple[Tried, ...]]:
    """The numbers, and a few rows: first those that are shown, then those that are hidden."""
    relation = over_files([str(one) for one in files(folder, version)], contract)
    with opened() as database:
        numbers = database.execute(counting(terms, contract, relation=relation)).fetchone() or ()
        groups = database.execute(grouping(terms, contract, relation=relation)).fetchone() or ()
        rows = [
            row
            for hidden in (False, True)
            for row in database.execute(
                trying(terms, contract, relation=relation, hidden=hidden, most=OF_EACH)
            ).fetchall()
        ]
    return tallied(numbers, groups, terms), tuple(_tried(row, terms) for row in rows)


def _tried(row: tuple[Any, ...], terms: Terms) -> Tried:
    tests, columns = len(terms.rows), len(terms.columns)
    return Tried(row[:tests], row[tests : tests + columns], row[tests + columns :])
