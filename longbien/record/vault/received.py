"""Bytes on their way in: written to this machine's disk as they come, before a store takes them."""

import codecs
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import puremagic
from django.conf import settings


class TooLarge(ValueError):
    """More bytes came than are allowed."""


@dataclass(frozen=True)
class Received:
    """Bytes that arrived whole and lie on disk under a passing name."""

    draft: Path
    sha256: str
    size: int
    is_text: bool
    recognised: frozenset[str]


def folder() -> Path:
    return Path(settings.VAR) / "documents"


@contextmanager
def receive(chunks: Iterable[bytes], max_bytes: int) -> Iterator[Received]:
    """Write bytes to disk as they come. They go afterwards: a store has taken them, or nobody will. TooLarge."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder() / f"{uuid4().hex}.part"
    try:
        yield _write(chunks, draft, max_bytes)
    finally:
        draft.unlink(missing_ok=True)


def _write(chunks: Iterable[bytes], draft: Path, max_bytes: int) -> Received:
    digest, size, text = sha256(), 0, _Text()
    with draft.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > max_bytes:
                raise TooLarge(f"more than {max_bytes} bytes")
            digest.update(chunk)
            text.look(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Received(draft, digest.hexdigest(), size, text.is_whole(), _recognised(draft) if size else frozenset())


class _Text:
    """Watches whether bytes are UTF-8 without NUL."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._good = True

    def look(self, chunk: bytes, *, final: bool = False) -> None:
        try:
            self._good = self._good and "\0" not in self._decoder.decode(chunk, final)
        except UnicodeDecodeError:
            self._good = False

    def is_whole(self) -> bool:
        self.look(b"", final=True)
        return self._good


def _recognised(path: Path) -> frozenset[str]:
    try:
        return frozenset(found.mime_type for found in puremagic.magic_file(path))
    except (puremagic.PureError, ValueError):
        return frozenset()
