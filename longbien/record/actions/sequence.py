"""Give events their places in the log."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from longbien.record import models
from longbien.record.actions.act import hold, one_writer
from longbien.record.rows import insert_many
from longbien.record.rules.merkle import cover, grow, leaf_hash, position

BATCH = 5_000


def sequence(*, limit: int = BATCH) -> int:
    """Place up to `limit` waiting events at the end of the log, in the order they were written; the answer is how many.

    Any number of processes may call it: they take turns. Leaves, nodes and the end of waiting are one transaction.
    """
    with one_writer(), transaction.atomic():
        hold("record.sequence")
        waiting = list(models.Pending.objects.order_by("id").values_list("id", "event_id", "event__leaf")[:limit])
        if waiting:
            _append([(event_id, leaf_hash(leaf.encode())) for _, event_id, leaf in waiting])
            _delete([pending_id for pending_id, _, _ in waiting])
    return len(waiting)


def _append(leaves: Sequence[tuple[UUID, bytes]]) -> None:
    last = models.Leaf.objects.aggregate(last=Max("index"))["last"]
    size = 0 if last is None else last + 1
    hashes = [value for _, value in leaves]
    nodes = [
        (position((level, first + at)), value)
        for level, first, fresh in grow(size, hashes, _edge(size))
        if level
        for at, value in enumerate(fresh)
    ]
    insert_many(models.Leaf, [(size + at, event_id, value) for at, (event_id, value) in enumerate(leaves)])
    insert_many(models.Node, nodes)


def _edge(size: int) -> dict[tuple[int, int], bytes]:
    """The nodes at the right edge of a tree of `size`, which its growth builds on."""
    nodes = {position(node): node for node in cover(0, size) if node[0]}
    found = models.Node.objects.filter(position__in=nodes).values_list("position", "hash")
    edge = {nodes[at]: bytes(value) for at, value in found}
    if size % 2:
        edge[0, size - 1] = bytes(models.Leaf.objects.values_list("hash", flat=True).get(index=size - 1))
    return edge


def _delete(ids: Iterable[int]) -> None:
    models.Pending.objects.filter(id__in=list(ids)).delete()
