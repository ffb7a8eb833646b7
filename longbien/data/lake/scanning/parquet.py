"""Every page of a Parquet file, unpacked, and every cell of it: also a dictionary that no row points to any more."""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from longbien.data.lake.scanning.needles import Needles
from longbien.data.lake.scanning.thrift import page_at

CODECS = {"SNAPPY": "snappy", "GZIP": "gzip", "ZSTD": "zstd", "LZ4": "lz4_raw", "BROTLI": "brotli"}
BATCH = 65_536


def pages(file: Path) -> Iterator[bytes | memoryview]:
    """The body of each page as it was before it was packed."""
    about = pq.ParquetFile(file).metadata
    with _opened(file) as data:
        for group in range(about.num_row_groups):
            for column in range(about.num_columns):
                yield from _chunk(data, about.row_group(group).column(column))


@contextmanager
def _opened(file: Path) -> Iterator[memoryview]:
    with file.open("rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        view = memoryview(mapped)
        try:
            yield view
        finally:
            view.release()


def _chunk(data: memoryview, column: Any) -> Iterator[bytes | memoryview]:
    begins = column.data_page_offset
    if column.has_dictionary_page and column.dictionary_page_offset:
        begins = min(begins, column.dictionary_page_offset)
    at, end = begins, begins + column.total_compressed_size
    while at < end:
        page = page_at(data, at)
        at = page.begins + page.packed
        plain, rest = page.begins + page.plain, page.unpacked - page.plain
        if not page.is_packed or column.compression == "UNCOMPRESSED":
            yield bytes(data[page.begins : at])
        else:
            yield _unpacked(bytes(data[plain:at]), rest, CODECS[column.compression])


def _unpacked(body: bytes, size: int, codec: str) -> memoryview:
    if not size:
        return memoryview(b"")
    return memoryview(pa.Codec(codec).decompress(body, decompressed_size=size))


def cells(file: Path, wanted: Needles) -> Iterator[str]:
    """The names of columns in which a cell holds one of the values: whole, or as a part of a longer text."""
    source, found = pq.ParquetFile(file), set[str]()
    for batch in source.iter_batches(batch_size=BATCH):
        for column, values in zip(batch.schema.names, batch.columns, strict=True):
            if column not in found and any(_has(values, one, wanted.is_whole) for one in wanted.cells):
                found.add(column)
                yield column


def _has(values: pa.Array, wanted: Any, is_whole: bool) -> bool:
    kind = values.type
    if isinstance(wanted, str):
        if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
            return False
        return bool(pc.any(pc.equal(values, wanted) if is_whole else pc.match_substring(values, wanted)).as_py())
    try:
        sought = pa.scalar(wanted, kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return False
    return bool(pc.any(pc.equal(values, sought)).as_py())
