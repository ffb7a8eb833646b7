"""How many persons rows are about."""

from pathlib import Path

import duckdb

from longbien.data.lake.tables import files
from longbien.data.rules.agreement.compiled import over_files, select
from longbien.data.rules.agreement.terms import Shown, Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.quoting import name


def persons(contract: Contract, folder: Path, version: int, person: str, terms: Terms | None = None) -> int:
    """Distinct values of the column `person` in all rows, or in those that the terms show."""
    relation = over_files([str(one) for one in files(folder, version)], contract)
    if terms is not None:
        shown = Terms(terms.data_set, (Shown(person),), terms.rows, terms.purpose, terms.until)
        relation = f"({select(shown, contract, relation=relation, key='')})"
    with duckdb.connect(":memory:", config={"threads": 2}) as database:
        (number,) = database.execute(
            f"SELECT count(DISTINCT {name(person)}) FROM {relation}"  # noqa: S608
        ).fetchone() or (0,)
    return int(number)
