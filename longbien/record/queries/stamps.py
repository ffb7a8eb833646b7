"""Time stamps on the heads of the log."""

from dataclasses import dataclass
from datetime import datetime

from longbien.record import models

LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Stamp:
    """The head of `size` was there at `at`, says an authority; `answer` is its RFC 3161 response, DER."""

    size: int
    at: datetime
    answer: bytes
    note: str


def newest_stamp() -> Stamp | None:
    return _read(models.Stamp.objects.order_by("-checkpoint_id").select_related("checkpoint").first())


def stamp_of(size: int) -> Stamp | None:
    """The stamp on the head of this size."""
    if size > LARGEST:
        return None
    return _read(models.Stamp.objects.filter(checkpoint_id=size).select_related("checkpoint").first())


def _read(row: models.Stamp | None) -> Stamp | None:
    return None if row is None else Stamp(row.checkpoint_id, row.at, bytes(row.answer), row.checkpoint.note)
