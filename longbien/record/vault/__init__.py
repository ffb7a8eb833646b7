"""Document bytes, each known by the SHA-256 of what it holds: in a folder of this machine or in a bucket elsewhere."""

from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.conf import settings

from longbien.record.vault.bucket import Bucket
from longbien.record.vault.local import Local
from longbien.record.vault.received import Received, TooLarge, folder, receive

__all__ = ["Received", "Store", "TooLarge", "receive", "store"]

FILE = "file"


class Store(Protocol):
    """Where documents lie. A digest is 64 hex digits."""

    folder: Path | None  # where the bytes are plain files of this machine

    def has(self, digest: str) -> bool: ...

    def open(self, digest: str) -> BinaryIO | None:
        """The bytes, to stream; None when they are not there."""

    def put(self, received: Received) -> None:
        """Keep the bytes: they are safe when this returns. Idempotent."""

    def drop(self, digest: str) -> None:
        """Delete the bytes; nothing when they are not there."""


def store() -> Store:
    """The store that LONGBIEN_DOCUMENTS names. Refusal (501) when it needs an extra that is missing."""
    return _store(settings.DOCUMENTS, folder())


@lru_cache(maxsize=8)
def _store(address: str, place: Path) -> Any:
    return Local(place) if address == FILE else Bucket(address)
