"""Time stamps on the heads of the log."""

from bisect import bisect_right
from collections.abc import Iterable
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


def stamps_over(indices: Iterable[int], size: int) -> tuple[Stamp, ...]:
    """For each of these leaves the first stamp on a head that held it, and the newest of all, by size of the head.

    Only of heads that the one of `size` leaves has grown from.
    """
    sizes = list(models.Stamp.objects.filter(checkpoint_id__lte=size).order_by("pk").values_list("pk", flat=True))
    first = {bisect_right(sizes, index) for index in indices}
    wanted = {sizes[at] for at in first if at < len(sizes)} | set(sizes[-1:])
    rows = models.Stamp.objects.in_bulk(wanted) if wanted else {}
    notes = models.Checkpoint.objects.in_bulk(wanted) if wanted else {}
    return tuple(Stamp(at, rows[at].at, bytes(rows[at].answer), notes[at].note) for at in sorted(wanted))


def _read(row: models.Stamp | None) -> Stamp | None:
    return None if row is None else Stamp(row.checkpoint_id, row.at, bytes(row.answer), row.checkpoint.note)
