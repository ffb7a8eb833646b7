"""Rows of a table in the formats that readers take away."""

import csv
import json
import math
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO, StringIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from longbien.kernel.plain import encode


def as_csv(table: pa.Table, cell: Callable[[object], str]) -> bytes:
    """UTF-8 with the mark that spreadsheets look for; `cell` makes a value safe there."""
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(map(cell, table.column_names))
    for row in _rows(table):
        lines.writerow(["" if value is None else cell(_said(value)) for value in row.values()])
    return ("\ufeff" + out.getvalue()).encode()


def as_json(table: pa.Table) -> bytes:
    """A list of objects; days and instants as ISO 8601; numbers that aren't finite, which JSON has none of, as null."""
    rows = [{name: _plain(value) for name, value in row.items()} for row in _rows(table)]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return encode(value)


def as_parquet(table: pa.Table) -> bytes:
    out = BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def as_arrow(table: pa.Table) -> bytes:
    """An Arrow IPC file (Feather, version 2)."""
    out = BytesIO()
    with pa.ipc.new_file(out, table.schema) as file:
        file.write_table(table)
    return out.getvalue()


def _rows(table: pa.Table) -> Iterable[Mapping[str, Any]]:
    for batch in table.to_batches(max_chunksize=5_000):
        yield from batch.to_pylist()


def _said(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
