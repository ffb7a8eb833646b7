"""Scan files for a value, and tell where it still stands."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from longbien.data.lake.scanning import avro, parquet
from longbien.data.lake.scanning.needles import Needles

PIECE = 8_000_000
PARQUET, GZIP = b"PAR1", b"\x1f\x8b"


@dataclass
class Scan:
    """How much was looked through, and each place where the value was found: the file and how it stands there."""

    files: int = 0
    bytes: int = 0
    pages: int = 0
    found: list[tuple[str, str]] = field(default_factory=list)


def scan(files: Iterable[Path], wanted: Needles, *, root: Path, done: Scan | None = None) -> Scan:
    """Look through every file, its name too. `root` shortens the names in the answer; `done` is gone on with."""
    done = Scan() if done is None else done
    for file in files:
        done.files += 1
        done.bytes += file.stat().st_size
        done.found += [(file.relative_to(root).as_posix(), how) for how in _in_file(file, wanted, done)]
    return done


def _in_file(file: Path, wanted: Needles, done: Scan) -> Iterator[str]:
    """What can't be unpacked is told as well: nobody knows what stands in it."""
    if any(one in str(file).encode() for one in wanted.raw):
        yield "name"
    if _raw(file, wanted):
        yield "bytes"
    try:
        yield from _unpacked(file, wanted, done)
    except (OSError, EOFError, ValueError, KeyError, IndexError, zlib.error):
        yield "unreadable"


def _unpacked(file: Path, wanted: Needles, done: Scan) -> Iterator[str]:
    head = _head(file)
    if head == PARQUET:
        yield from _in_parquet(file, wanted, done)
    elif head == avro.MAGIC:
        yield from ("block" for block in avro.blocks(file.read_bytes()) if _holds(block, wanted))
    elif head[:2] == GZIP:
        with gzip.open(file) as source:
            if _in_stream(iter(lambda: source.read(PIECE), b""), wanted):
                yield "unpacked"


def _in_parquet(file: Path, wanted: Needles, done: Scan) -> Iterator[str]:
    for page in parquet.pages(file):
        done.pages += 1
        if _holds(bytes(page), wanted):
            yield "page"
            break
    yield from (f"column {one}" for one in parquet.cells(file, wanted))


def _raw(file: Path, wanted: Needles) -> bool:
    with file.open("rb") as source:
        return _in_stream(iter(lambda: source.read(PIECE), b""), wanted)


def _in_stream(pieces: Iterator[bytes], wanted: Needles) -> bool:
    """Also where a value lies across two pieces."""
    overlap, before = max(map(len, wanted.raw), default=1) - 1, b""
    for piece in pieces:
        if _holds(before + piece, wanted):
            return True
        before = piece[-overlap:] if overlap else b""
    return False


def _holds(data: bytes, wanted: Needles) -> bool:
    return any(one in data for one in wanted.raw)


def _head(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(4)
