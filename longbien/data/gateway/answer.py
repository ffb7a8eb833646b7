"""What a question was answered: the rows as Arrow, and what to write down about them."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from longbien.data.rules.sql import refused
from longbien.kernel.extras import require
from longbien.ui.formats import cell


@dataclass(frozen=True)
class Column:
    """A column of an answer: its name, and its type as Arrow calls it."""

    name: str
    kind: str


@dataclass(frozen=True)
class Answer:
    """Rows as an Arrow IPC stream. `cut` says that there were more; `digest` is the SHA-256 of the stream.

    `locks` are those of the kernel that held the worker. Arrow is loaded when the rows are first opened: most
    processes of the house never do, and it weighs 50 MB.
    """

    schema: tuple[Column, ...]
    arrow: bytes = field(repr=False)
    rows: int
    cut: bool
    seconds: float
    digest: str
    locks: tuple[str, ...]

    def as_rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, as values of Python. Refusal for days that Python has none of: the engine knows more years."""
        return rows_in(self.arrow)

    def as_csv(self) -> str:
        """The rows as CSV; what looks like a formula is told to be text."""
        said = io.StringIO()
        lines = csv.writer(said)
        lines.writerow(map(cell, (column.name for column in self.schema)))
        for row in self.as_rows():
            lines.writerow(map(cell, map(_said, row)))
        return said.getvalue()

    def as_parquet(self) -> bytes:
        """The rows as a Parquet file."""
        said = io.BytesIO()
        require("pyarrow.parquet", extra="data").write_table(self._table(), said)
        return said.getvalue()

    def as_arrow(self) -> bytes:
        """The rows as an Arrow file, which readers open at any of its batches."""
        ipc, said, table = require("pyarrow.ipc", extra="data"), io.BytesIO(), self._table()
        with ipc.new_file(said, table.schema) as file:
            file.write_table(table)
        return said.getvalue()

    def _table(self) -> Any:
        return _opened(self.arrow)


def rows_in(arrow: bytes, start: int = 0, count: int | None = None) -> Iterator[tuple[Any, ...]]:
    """Rows of an Arrow IPC stream as values of Python, `count` of them from `start` on.

    Refusal for days among them that Python has none of.
    """
    try:
        columns = [column.to_pylist() for column in _opened(arrow).slice(start, count).columns]
    except (OverflowError, ValueError):
        raise refused.beyond() from None
    return zip(*columns, strict=True)


def _opened(arrow: bytes) -> Any:
    return require("pyarrow.ipc", extra="data").open_stream(arrow).read_all()


def _said(value: Any) -> Any:
    """A value as a cell says it: nothing for NULL, ISO 8601 for instants, JSON for what has parts."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime() | date() | time():
            value = value.isoformat()
        case bytes():
            value = value.hex()
        case list() | dict() | tuple():
            value = json.dumps(value, ensure_ascii=False, default=str)
    return value
