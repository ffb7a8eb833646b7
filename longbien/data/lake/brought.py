"""A CSV file of rows as a table, column by column and not row by row.

It takes only what it reads just as `longbien.data.rules.delivery.reading` does, byte for byte of the fingerprint. Of
anything else it says None: then the rows are read one by one, and every fault is told.
"""

import codecs
import csv
from collections.abc import Mapping
from io import BytesIO, StringIO
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from longbien.data.lake.tables import TYPES, schema_of
from longbien.data.rules.contract.contract import Contract, Kind
from longbien.data.rules.delivery.reading import FLAGS, MOST_ROWS

AT_ONCE = 50_000  # rows with quotes whose cells are held as objects of Python
LONGEST = 100_000  # characters of a cell; Python's reader refuses 131,072
DAY = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
MOMENT = rf"{DAY}[T ][0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]{{3}}|\.[0-9]{{6}})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
PLAIN: Mapping[Kind, tuple[str, str]] = {
    "integer": (r"-?[0-9]{1,18}", "0"), "number": (r"-?[0-9]{1,30}(\.[0-9]{1,30})?", "0"), "date": (DAY, "1970-01-01"),
    "timestamp": (MOMENT, "1970-01-01T00:00:00Z"),
}  # fmt: skip
"""How a value is written that Arrow and Python read alike, and what stands under a missing one: nothing but zeros."""


class _Odd(ValueError):
    """Something that might be read in two ways, or in none."""


def table_of(content: bytes, contract: Contract) -> pa.Table | None:
    """The rows of a CSV file by the contract's columns, in its order; None when they have to be read one by one."""
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        _expect(not content.startswith(codecs.BOM_UTF8) and b"\0" not in content)
        cells = _quoted(content) if b'"' in content else _bare(content)
        _expect(0 < cells.num_rows <= MOST_ROWS and sorted(cells.column_names) == sorted(schema_of(contract).names))
        columns = [_column(cells[one.name].combine_chunks(), one.kind) for one in contract.columns]
    except (csv.Error, ValueError, pa.ArrowException):
        return None
    return pa.table(columns, schema=schema_of(contract))


def _expect(holds: bool) -> None:
    if not holds:
        raise _Odd


def _bare(content: bytes) -> pa.Table:
    """Cells as text, where no quote stands anywhere: commas and ends of lines are nothing else."""
    _expect(content.count(b"\r") == content.count(b"\r\n"))
    names = content.partition(b"\n")[0].decode().rstrip("\r").split(",")
    return pacsv.read_csv(
        BytesIO(content),
        read_options=pacsv.ReadOptions(use_threads=False),
        parse_options=pacsv.ParseOptions(quote_char=False),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )  # fmt: skip


def _quoted(content: bytes) -> pa.Table:
    lines = csv.reader(StringIO(content.decode(), newline=""), strict=True)
    head, filled = next(lines, []), filter(None, lines)
    schema, batches = pa.schema([(name, pa.string()) for name in head]), []
    while rows := [*islice(filled, AT_ONCE)]:
        columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
        batches.append(pa.record_batch(columns, schema=schema))
    return pa.Table.from_batches(batches, schema)


def _column(written: pa.Array, kind: Kind) -> pa.Array:
    missing = pc.equal(written, "")
    has_missing = pc.any(missing).as_py()
    if kind == "string":
        _expect((pc.max(pc.utf8_length(written)).as_py() or 0) <= LONGEST)
        return pc.if_else(missing, pa.scalar(None, pa.string()), written) if has_missing else written
    values = _flags(written) if kind == "boolean" else _values(written, missing, kind)
    if not has_missing:
        return values
    return pa.array(values.to_numpy(zero_copy_only=False), values.type, mask=missing.to_numpy(zero_copy_only=False))


def _values(written: pa.Array, missing: pa.Array, kind: Kind) -> pa.Array:
    pattern, zero = PLAIN[kind]
    _expect(pc.all(pc.match_substring_regex(written, rf"^({pattern})?$"), min_count=0).as_py())
    return pc.if_else(missing, zero, written).cast(TYPES[kind])


def _flags(written: pa.Array) -> pa.Array:
    _expect(pc.all(pc.is_in(written, pa.array([*FLAGS, ""])), min_count=0).as_py())
    return pc.is_in(written, pa.array([word for word, is_so in FLAGS.items() if is_so]))
