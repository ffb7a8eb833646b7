"""Rows under an agreement: the compiled SELECT over the files of an edition."""

from pathlib import Path

import duckdb
import pyarrow as pa

from longbien.data.lake.tables import files
from longbien.data.rules.agreement.compiled import over_files, select
from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.contract.contract import Contract


def governed(terms: Terms, contract: Contract, folder: Path, version: int, *, key: str, most: int = 0) -> pa.Table:
    """All rows that the terms show, or the first `most`."""
    relation = over_files([str(one) for one in files(folder, version)], contract)
    statement = select(terms, contract, relation=relation, key=key)
    with _opened() as database:
        return database.execute(statement + (f" LIMIT {most:d}" if most else "")).to_arrow_table()


def count(terms: Terms, contract: Contract, folder: Path, version: int) -> int:
    """How many rows the terms show."""
    relation = over_files([str(one) for one in files(folder, version)], contract)
    statement = select(terms, contract, relation=relation, key="")
    with _opened() as database:
        (number,) = database.execute(f"SELECT count(*) FROM ({statement})").fetchone() or (0,)  # noqa: S608
    return int(number)


def _opened() -> duckdb.DuckDBPyConnection:
    """Instants have the day and the text that they have in UTC, wherever the machine stands."""
    database = duckdb.connect(":memory:", config={"threads": 2})
    database.execute("SET TimeZone = 'UTC'")
    return database
