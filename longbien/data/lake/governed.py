"""Rows under an agreement: the compiled SELECT over the files of an edition."""

from pathlib import Path

import pyarrow as pa

from longbien.data.lake.opened import opened
from longbien.data.lake.tables import files
from longbien.data.rules.agreement.compiled import over_files, select
from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.quoting import literal, name

MEMORY = "512MiB"


def governed(terms: Terms, contract: Contract, folder: Path, version: int, *, key: str, most: int = 0) -> pa.Table:
    """All rows that the terms show, or the first `most`."""
    statement = _statement(terms, contract, folder, version, key=key)
    with opened(memory_limit=MEMORY) as database:
        return database.execute(statement + (f" LIMIT {most:d}" if most else "")).to_arrow_table()


def count(terms: Terms, contract: Contract, folder: Path, version: int) -> int:
    """How many rows the terms show."""
    statement = _statement(terms, contract, folder, version, key="")
    with opened(memory_limit=MEMORY) as database:
        (number,) = database.execute(f"SELECT count(*) FROM ({statement})").fetchone() or (0,)  # noqa: S608
    return int(number)


def keep(file: Path, terms: Terms, contract: Contract, source: tuple[Path, int], *, key: str) -> None:
    """All rows that the terms show of a folder's version, as one Parquet file, whatever memory they would take.

    Its columns are numbered as they stand: Iceberg knows them by that, and others don't mind.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    made = _statement(terms, contract, *source, key=key)
    with opened(memory_limit=MEMORY) as database:
        columns = [one for one, *_ in database.execute(f"DESCRIBE {made}").fetchall()]
        numbers = ", ".join(f"{name(one)}: {n}" for n, one in enumerate(columns, 1))
        database.execute(f"COPY ({made}) TO {literal(str(file))} (FORMAT parquet, FIELD_IDS {{{numbers}}})")


def _statement(terms: Terms, contract: Contract, folder: Path, version: int, *, key: str) -> str:
    relation = over_files([str(one) for one in files(folder, version)], contract)
    return select(terms, contract, relation=relation, key=key)
