"""Rows as Arrow, and Delta tables of them (Delta Lake protocol, reader version 1, writer version 2)."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, write_deltalake

from longbien.data.rules.contract.contract import Contract, Kind

TYPES: Mapping[Kind, pa.DataType] = {
    "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}  # fmt: skip


def schema_of(contract: Contract) -> pa.Schema:
    """The columns of a contract; whether a value must stand is judged, not typed, so that a faulty row can be kept."""
    return pa.schema([pa.field(one.name, TYPES[one.kind]) for one in contract.columns])


def of_rows(rows: Iterable[Mapping[str, Any]], contract: Contract) -> pa.Table:
    """Rows by the contract's columns. pa.ArrowInvalid or TypeError for a value of another kind."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema_of(contract))


def digest(table: pa.Table) -> str:
    """SHA-256 of the rows as an Arrow stream of one batch, whatever chunks they came in."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return sha256(sink.getvalue()).hexdigest()


def write(folder: Path, table: pa.Table) -> int:
    """Put rows in the place of those that are there; the answer is the new version of the table."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    write_deltalake(str(folder), table, mode="overwrite", schema_mode="overwrite")
    return DeltaTable(str(folder)).version()


def files(folder: Path, version: int) -> tuple[Path, ...]:
    """The Parquet files of one version."""
    return tuple(Path(unquote(urlsplit(uri).path)) for uri in DeltaTable(str(folder), version=version).file_uris())


def read(folder: Path, version: int) -> pa.Table:
    """All rows of one version."""
    return DeltaTable(str(folder), version=version).to_pyarrow_table()


def first(folder: Path, version: int, most: int) -> pa.Table:
    """The first rows of one version, without reading the others."""
    return DeltaTable(str(folder), version=version).to_pyarrow_dataset().head(most)


def keep(file: Path, table: pa.Table) -> None:
    """Rows as one Parquet file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, file)


DELTA_TYPES = {
    "string": "string", "large_string": "string", "int64": "long", "double": "double", "bool": "boolean",
    "date32[day]": "date", "timestamp[us, tz=UTC]": "timestamp",
}  # fmt: skip


def told(file: Path) -> tuple[int, tuple[tuple[str, str], ...]]:
    """How many rows a Parquet file has, and its columns with their types as Delta calls them."""
    read = pq.ParquetFile(file)
    return read.metadata.num_rows, tuple((one.name, DELTA_TYPES[str(one.type)]) for one in read.schema_arrow)
