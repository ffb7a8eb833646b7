"""Rows that are to be gone: a table without them, and nothing of the versions before left in its folder.

An ordinary delete would not do. It writes its condition, which holds the person's code, into the log; the log keeps the
least and the greatest value of each file; and files stay for those who read older versions. So the rows that stay are
written anew, a checkpoint takes the place of the log before it, and what no kept version needs is unlinked.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable

from longbien.data.lake import tables
from longbien.data.lake.opened import opened
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.quoting import literal, name

LOG = "_delta_log"


def without(folder: Path, version: int, *, column: str, value: Any) -> tuple[pa.Table, int]:
    """The rows of a version that are not about `value`, and how many were. Rows about nobody stay."""
    return _without([str(one) for one in tables.files(folder, version)], column, value)


def strip_file(file: Path, *, column: str, value: Any) -> int:
    """Write one Parquet file anew without the rows about `value`; the answer is how many there were."""
    table, gone = _without([str(file)], column, value)
    if gone:
        made = file.with_name(f"{file.name}.new")
        pq.write_table(table, made)
        made.replace(file)
    return gone


def _without(files: list[str], column: str, value: Any) -> tuple[pa.Table, int]:
    listed = f"read_parquet([{', '.join(map(literal, files))}])"
    kept = f"SELECT * FROM {listed} WHERE {name(column)} IS DISTINCT FROM ?"  # noqa: S608
    with opened() as database:
        table = database.execute(kept, [value]).to_arrow_table()
        (before,) = database.execute(f"SELECT count(*) FROM {listed}").fetchone() or (0,)  # noqa: S608
    return table, before - table.num_rows


def drop(table: pa.Table, column: str, is_gone: Callable[[Any], bool]) -> pa.Table:
    """Without the rows whose value is gone; each value is asked about once."""
    values = table.column(column)
    gone = [one for one in values.unique().to_pylist() if one is not None and is_gone(one)]
    return table.filter(pc.invert(pc.is_in(values, pa.array(gone, values.type)))) if gone else table


def as_promised(table: pa.Table, contract: Contract) -> pa.Table:
    """With the types of the contract, so that the same rows have the same digest however they came."""
    return table.cast(tables.schema_of(contract))


def forget_before(folder: Path, version: int) -> int:
    """Leave nothing of the versions before this one: neither files nor log. The answer is how many files went."""
    DeltaTable(str(folder), version=version).create_checkpoint()
    latest = DeltaTable(str(folder)).version()
    kept = {one.resolve() for number in range(version, latest + 1) for one in tables.files(folder, number)}
    gone = [one for one in folder.rglob("*.parquet") if LOG not in one.parts and one.resolve() not in kept]
    gone += [one for one in (folder / LOG).iterdir() if _number(one) is not None and (_number(one) or 0) < version]
    return _unlink(gone)


def _number(file: Path) -> int | None:
    """Of `00000000000000000003.json` or a checkpoint: 3."""
    first = file.name.partition(".")[0]
    return int(first) if first.isdigit() else None


def _unlink(files: Iterable[Path]) -> int:
    number = 0
    for one in files:
        one.unlink()
        number += 1
    return number
