"""Rows as Arrow, and Delta tables of them (Delta Lake protocol, reader version 1, writer version 2)."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import RawIOBase
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, WriterProperties, write_deltalake

from longbien.data.lake.places import at
from longbien.data.rules.contract.contract import Contract, Kind

MANY = 16  # files of a table that only grows
FILES = WriterProperties(max_row_group_size=131_072, dictionary_page_size_limit=65_536)
"""A question reads the groups of rows that it needs, two at once; and no page of every value that a column ever has."""

TYPES: Mapping[Kind, pa.DataType] = {
    "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}  # fmt: skip


def schema_of(contract: Contract) -> pa.Schema:
    """The columns of a contract; whether a value must stand is judged, not typed, so that a faulty row can be kept."""
    return pa.schema([pa.field(one.name, TYPES[one.kind]) for one in contract.columns])


def of_rows(rows: pa.Table | Iterable[Mapping[str, Any]], contract: Contract) -> pa.Table:
    """Rows by the contract's columns, in its order. pa.ArrowInvalid or TypeError for a value of another kind."""
    schema = schema_of(contract)
    made = rows.cast(schema) if isinstance(rows, pa.Table) else pa.Table.from_pylist([*map(dict, rows)], schema=schema)
    return made.sort_by([(name, "ascending") for name in contract.order]) if contract.order else made


def grew(table: pa.Table, rows: int, before: str) -> bool:
    """Whether its first rows are those with the digest `before`, and more follow: nothing was changed or left out.

    They are copied out: a slice brings bytes of the rows after it along.
    """
    return 0 < rows < table.num_rows and digest(table.take(np.arange(rows))) == before


class Digest(RawIOBase):
    """Takes what is written, and keeps its SHA-256 alone."""

    def __init__(self) -> None:
        self.sum = sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.sum.update(data)
        return len(data)


def digest(table: pa.Table) -> str:
    """SHA-256 of the rows as an Arrow stream of one batch, whatever chunks they came in."""
    sink = Digest()
    with pa.ipc.new_stream(pa.PythonFile(sink, "w"), table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return sink.sum.hexdigest()


def write(folder: Path, table: pa.Table) -> int:
    """Put rows in the place of those that are there; the answer is the new version of the table."""
    place = at(folder)
    write_deltalake(
        place.address, table, mode="overwrite", schema_mode="overwrite", storage_options=place.options,
        writer_properties=FILES,
    )  # fmt: skip
    return opened(folder).version()


def extend(folder: Path, table: pa.Table) -> int:
    """Put rows beside those that are there; the answer is the new version.

    What has come to lie in many small files is put together again; versions before keep theirs.
    """
    place = at(folder)
    write_deltalake(place.address, table, mode="append", storage_options=place.options, writer_properties=FILES)
    found = opened(folder)
    if len(found.file_uris()) > MANY:
        found.optimize.compact(writer_properties=FILES)
    return found.version()


def files(folder: Path, version: int) -> tuple[Path, ...]:
    """The Parquet files of one version, on this machine."""
    return at(folder).local(opened(folder, version).file_uris())


def read(folder: Path, version: int) -> pa.Table:
    """All rows of one version."""
    return opened(folder, version).to_pyarrow_table()


def opened(folder: Path, version: int | None = None) -> DeltaTable:
    """The Delta table as it stands, or as it was."""
    place = at(folder)
    return DeltaTable(place.address, version=version, storage_options=place.options)


def first(folder: Path, version: int, most: int) -> pa.Table:
    """The first rows of one version, without reading the others."""
    return opened(folder, version).to_pyarrow_dataset().head(most)


def keep(file: Path, table: pa.Table) -> None:
    """Rows as one Parquet file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.part")
    pq.write_table(table, draft)
    draft.replace(file)


DELTA_TYPES = {
    "string": "string", "large_string": "string", "int64": "long", "double": "double", "bool": "boolean",
    "date32[day]": "date", "timestamp[us, tz=UTC]": "timestamp",
}  # fmt: skip


def told(file: Path) -> tuple[int, tuple[tuple[str, str], ...]]:
    """How many rows a Parquet file has, and its columns with their types as Delta calls them."""
    read = pq.ParquetFile(file)
    return read.metadata.num_rows, tuple((one.name, DELTA_TYPES[str(one.type)]) for one in read.schema_arrow)
