"""The log as others check it: its head, its nodes, and proofs that an entry is in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Max

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.record import models
from longbien.record.rules.checkpoint import Checkpoint, parse_body
from longbien.record.rules.merkle import (
    Hashes,
    Node,
    Range,
    consistency_ranges,
    inclusion_ranges,
    nodes_of,
    position,
    range_hash,
    resolve,
)
from longbien.record.rules.tiles import TileNumber, write_entries

# Asked for on every request of a page that is kept: one statement, and no query to build.
_MARK = (
    f'SELECT MAX("index"), (SELECT COUNT(*) FROM "{models.Pending._meta.db_table}") '  # noqa: S608
    f'FROM "{models.Leaf._meta.db_table}"'
)


@dataclass(frozen=True)
class Head:
    """The newest signed head of the log, and how many events wait to be placed after it."""

    note: str
    checkpoint: Checkpoint
    waiting: int


@dataclass(frozen=True)
class Proven:
    """An entry with the proof that it stands in the log: RFC 6962 audit path to the root of the head it came with."""

    entry_id: UUID
    index: int
    leaf: str
    path: tuple[bytes, ...]


@dataclass(frozen=True)
class Proofs:
    """What someone without the database needs, besides the public key, to check that entries are in the log."""

    note: str
    checkpoint: Checkpoint
    entries: tuple[Proven, ...]


def size() -> int:
    """How many leaves the log has."""
    last = models.Leaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else int(last) + 1


def mark() -> str:
    """A short text that is another one after every event: what was made from the record may be kept while it stays."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        return "{}+{}".format(*cursor.fetchone())


def head() -> Head | None:
    """The newest checkpoint; None before the first was signed."""
    newest = models.Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return None
    checkpoint = parse_body(newest.note.rpartition("\n\n")[0] + "\n")
    return Head(newest.note, checkpoint, models.Pending.objects.count())


def checkpoint_of(count: int) -> Checkpoint:
    """The head of the log when it had `count` leaves, as the stored tree has it; unsigned."""
    return Checkpoint(settings.HUB.log_origin, count, range_hash(0, count, hashes_for([(0, count)])))


def hashes_for(ranges: Iterable[Range]) -> Hashes:
    """Every stored node that proofs over these ranges need, in few queries."""
    wanted = nodes_of(ranges)
    leaves = {index: (0, index) for level, index in wanted if level == 0}
    inner = {position(node): node for node in wanted if node[0]}
    found: dict[Node, bytes] = {}
    for some in _portions(leaves):
        rows = models.Leaf.objects.filter(index__in=some).values_list("index", "hash")
        found |= {leaves[at]: bytes(value) for at, value in rows}
    for some in _portions(inner):
        nodes = models.Node.objects.filter(position__in=some).values_list("position", "hash")
        found |= {inner[at]: bytes(value) for at, value in nodes}
    return found


def _portions(numbers: Iterable[int], size: int = 500) -> Iterator[list[int]]:
    waiting = list(numbers)
    return (waiting[at : at + size] for at in range(0, len(waiting), size))


def proof_for(entry_ids: Sequence[UUID]) -> Proofs:
    """Leaves, audit paths and the signed head for these entries, in their order of the log.

    Refusal `not-yet-proven` (409) when one isn't covered by a checkpoint yet: call `sequence` and `sign_checkpoint`
    first, or wait for the worker. Refusal 404 for an id that no entry has.
    """
    newest = head()
    rows = _placed(entry_ids)
    if newest is None or any(index is None or index >= newest.checkpoint.size for _, index, _ in rows):
        raise not_yet_proven()
    count = newest.checkpoint.size
    paths = [inclusion_ranges(index, count) for _, index, _ in rows]
    hashes = hashes_for(one for path in paths for one in path)
    entries = (
        Proven(entry_id, index, leaf, tuple(resolve(path, hashes)))
        for (entry_id, index, leaf), path in zip(rows, paths, strict=True)
    )
    return Proofs(newest.note, newest.checkpoint, tuple(entries))


def _placed(entry_ids: Sequence[UUID]) -> list[tuple[UUID, int, str]]:
    found: list[tuple[UUID, int, str]] = []
    wanted = list(dict.fromkeys(entry_ids))
    for at in range(0, len(wanted), 500):
        rows = models.Event.objects.filter(id__in=wanted[at : at + 500])
        found += rows.values_list("id", "place__index", "leaf")
    if len(found) < len(wanted):
        raise not_found()
    return sorted(found, key=lambda row: (row[1] is None, row[1]))


def not_yet_proven() -> Refusal:
    return Refusal(
        "not-yet-proven",
        Text.of(
            vi="Mục này chưa nằm trong một điểm kiểm tra đã ký. Hãy thử lại sau vài giây.",
            en="This entry isn't covered by a signed checkpoint yet. Try again in a few seconds.",
        ),
        status=409,
    )


def consistency(first: int, second: int) -> list[bytes]:
    """RFC 6962 consistency proof between two sizes of the log. Refusal unless first ≤ second ≤ its size."""
    if not 0 <= first <= second <= size():
        raise Refusal(
            "no-such-size",
            Text.of(
                vi=f"Cần 0 ≤ first ≤ second ≤ {size()} (số mục trong nhật ký).",
                en=f"Give 0 ≤ first ≤ second ≤ {size()} (the size of the log).",
            ),
        )
    ranges = consistency_ranges(first, second)
    return resolve(ranges, hashes_for(ranges))


def tile(level: int, number: TileNumber) -> bytes | None:
    """The hashes of a tile, or None when the log doesn't fill it that far."""
    low = 8 * level
    if number.end << low > size():
        return None
    hashes = hashes_for((at << low, at + 1 << low) for at in range(number.start, number.end))
    return b"".join(hashes[low, at] for at in range(number.start, number.end))


def entry_bundle(number: TileNumber) -> bytes | None:
    """The leaves of a tile of level 0, or None when the log doesn't fill it that far."""
    if number.end > size():
        return None
    rows = models.Leaf.objects.filter(index__gte=number.start, index__lt=number.end).order_by("index")
    return write_entries(leaf.encode() for leaf in rows.values_list("event__leaf", flat=True))
