"""Rows that are to be gone: a table without them, and nothing of the versions before left in its folder or bucket.

An ordinary delete would not do. It writes its condition, which holds the person's code, into the log; the log keeps the
least and the greatest value of each file; and files stay for those who read older versions. So the rows that stay are
written anew, a checkpoint takes the place of the log before it, and what no kept version needs is deleted.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from longbien.data.lake import tables
from longbien.data.lake.opened import opened
from longbien.data.lake.places import at
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
    place = at(folder)
    tables.opened(folder, version).create_checkpoint()
    latest = tables.opened(folder).version()
    kept = {name for one in range(version, latest + 1) for name in place.named(tables.opened(folder, one).file_uris())}
    gone = [one for one in sorted(place.names()) if _is_gone(one, kept, version)]
    for one in gone:
        place.remove(one)
    return len(gone)


def _is_gone(name: str, kept: set[str], version: int) -> bool:
    if not name.startswith(f"{LOG}/"):
        return name.endswith(".parquet") and name not in kept
    first = name.removeprefix(f"{LOG}/").partition(".")[0]  # of `00000000000000000003.json` or a checkpoint: 3
    return first.isdigit() and int(first) < version
