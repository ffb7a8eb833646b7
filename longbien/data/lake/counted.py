"""How many persons rows are about."""

from pathlib import Path

from longbien.data.lake.opened import opened
from longbien.data.lake.tables import files
from longbien.data.rules.agreement.compiled import over_files, select
from longbien.data.rules.agreement.terms import Shown, Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.quoting import literal, name


def is_part_of_others(folder: Path, version: int, column: str, value: str) -> bool:
    """Whether a text stands inside of longer values of a column, as `123` does in `1234`."""
    listed = ", ".join(literal(str(one)) for one in files(folder, version))
    if not listed:
        return False
    longer = f"SELECT 1 FROM read_parquet([{listed}]) WHERE contains({name(column)}, ?) LIMIT 1"  # noqa: S608
    with opened() as database:
        return database.execute(longer, [value]).fetchone() is not None


def persons(contract: Contract, folder: Path, version: int, person: str, terms: Terms | None = None) -> int:
    """Distinct values of the column `person` in all rows, or in those that the terms show."""
    relation = over_files([str(one) for one in files(folder, version)], contract)
    if terms is not None:
        shown = Terms(terms.data_set, (Shown(person),), terms.rows, terms.purpose, terms.until)
        relation = f"({select(shown, contract, relation=relation, key='')})"
    with opened() as database:
        (number,) = database.execute(
            f"SELECT count(DISTINCT {name(person)}) FROM {relation}"  # noqa: S608
        ).fetchone() or (0,)
    return int(number)
