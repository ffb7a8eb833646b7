"""Feeds the whole record to the auditor."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from longbien.kernel.plain import utc_micros
from longbien.record import models, vault
from longbien.record.rules.audit import Auditor, EventRow, Finding, Tail, check_document, check_opening
from longbien.record.rules.checkpoint import Verifier
from longbien.record.rules.merkle import node_at
from longbien.record.rules.stamp import BadStamp, Trust, stamped_at

CHUNK = 1_000


def audit(verifier: Verifier, *, documents: bool = False, trust: Trust | None = None) -> tuple[Auditor, list[Finding]]:
    """The auditor, who then knows the whole tree, and what was found. `documents` also reads every stored file; time
    stamps are held against the certificates in `trust`, and not looked at without."""
    auditor = Auditor()
    with _one_moment():
        return auditor, list(_findings(auditor, verifier, documents=documents, trust=trust))


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as it stood at one moment, without keeping anyone from writing meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _findings(auditor: Auditor, verifier: Verifier, *, documents: bool, trust: Trust | None) -> Iterator[Finding]:
    yield from _placed(auditor)
    yield from _waiting(auditor)
    chains = models.Chain.objects.values_list("name", "length", "head").iterator(CHUNK)
    yield from auditor.heads((name, Tail(length, bytes(head))) for name, length, head in chains)
    nodes = models.Node.objects.values_list("position", "hash").iterator(CHUNK)
    yield from auditor.nodes((node_at(position), bytes(value)) for position, value in nodes)
    for size, note in models.Checkpoint.objects.order_by("size").values_list("size", "note").iterator(CHUNK):
        yield from auditor.checkpoint(note, verifier, where=f"size {size}", size=size)
    yield from _stamps(trust)
    yield from _openings()
    yield from _documents(read=documents)


def _placed(auditor: Auditor) -> Iterator[Finding]:
    leaves = models.Leaf.objects.order_by("index").values_list("index", "event_id", "hash").iterator(CHUNK)
    portion: list[tuple[int, UUID, bytes]] = []
    for index, event_id, value in leaves:
        portion.append((index, event_id, bytes(value)))
        if len(portion) == CHUNK:
            yield from _portion(auditor, portion)
            portion = []
    yield from _portion(auditor, portion)


def _portion(auditor: Auditor, portion: list[tuple[int, UUID, bytes]]) -> Iterator[Finding]:
    events = models.Event.objects.in_bulk([event_id for _, event_id, _ in portion])
    for index, event_id, value in portion:
        event = events.get(event_id)
        yield from auditor.place(index, value, _row(event) if event else None)


def _waiting(auditor: Auditor) -> Iterator[Finding]:
    pending: QuerySet[models.Pending] = models.Pending.objects.order_by("id")
    order = dict(pending.values_list("event_id", "id"))
    # In the order of their places to come; what nobody waits for comes last, in the order of its id.
    unplaced = models.Event.objects.filter(place=None)
    for event in sorted(unplaced, key=lambda one: (order.get(one.pk, float("inf")), one.pk)):
        yield from auditor.wait(_row(event), pending=event.pk in order)
    for event_id in pending.exclude(event__place=None).values_list("event_id", flat=True):
        yield Finding("record_pending", f"entry {event_id}", "waits for a place although it has one")


def _row(event: models.Event) -> EventRow:
    return EventRow(
        id=str(event.pk),
        type=event.type,
        at=utc_micros(event.at),
        actor=None if event.actor_id is None else str(event.actor_id),
        subject=event.subject,
        chain=event.chain,
        seq=event.chain_seq,
        leaf=event.leaf,
    )


def _stamps(trust: Trust | None) -> Iterator[Finding]:
    if trust is None:
        return
    for row in models.Stamp.objects.select_related("checkpoint").order_by("checkpoint_id"):
        try:
            fault = "" if stamped_at(bytes(row.answer), row.checkpoint.note, trust) == row.at else "its time is another"
        except BadStamp as error:
            fault = str(error)
        if fault:
            yield Finding("record_stamp", f"size {row.checkpoint_id}", fault)


def _openings() -> Iterator[Finding]:
    rows = models.Opening.objects.select_related("event").order_by("id")
    for opening in rows.iterator(CHUNK):
        if fault := check_opening(opening.event.leaf, opening.name, bytes(opening.salt), opening.value):
            yield Finding("record_opening", f"entry {opening.event_id}, field {opening.name}", fault)


def _documents(*, read: bool) -> Iterator[Finding]:
    store = vault.store()
    for document in models.Document.objects.order_by("id").iterator(CHUNK):
        fault = "" if store.has(document.sha256) else "its file is missing"
        sealed = models.Opening.objects.filter(event_id=document.entry_id, name="sha256").first()
        if sealed is not None and sealed.value != f'"{document.sha256}"':
            fault = "its hash isn't the one that the record has sealed"
        elif read and not fault:
            fault = check_document(document.sha256, document.size, _chunks(store, document.sha256))
        if fault:
            yield Finding("record_document", str(document.pk), fault)


def _chunks(store: vault.Store, digest: str) -> Iterator[bytes]:
    if file := store.open(digest):
        with file:
            yield from iter(lambda: file.read(1 << 20), b"")
