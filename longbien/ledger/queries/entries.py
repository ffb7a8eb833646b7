"""Entries: as they were asked for, where they stand, what they hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from longbien.kernel.subject import Subject
from longbien.ledger import models
from longbien.ledger.events import EntriesPosted, EntryHeld, EntryPosted
from longbien.ledger.rules.exchange import Quote
from longbien.ledger.rules.posting import Leg, Phase, Posting
from longbien.record.queries import entries, entries_of_type

OWN = (EntryPosted.type, EntryHeld.type)
WHOLE = ("transfers", "transfers__settles")


@dataclass(frozen=True)
class Posted:
    """An entry that stands: its number, its hash, and its entry in the record."""

    id: UUID
    number: int
    hash: bytes
    record_id: UUID


def posting(entry_id: UUID) -> Posting | None:
    """An entry as it was asked for."""
    return next(iter(postings([entry_id])), None)


def postings(ids: Iterable[UUID]) -> tuple[Posting, ...]:
    """The same for several, in the order of their numbers; those that aren't there are left out."""
    rows = models.Entry.objects.filter(pk__in=list(ids)).order_by("number")
    return tuple(map(posting_of, rows.select_related("exchange").prefetch_related(*WHOLE)))


def entries_of(event: Subject) -> tuple[Posting, ...]:
    """What was booked for one event, in the order of writing."""
    return postings(models.Entry.objects.filter(event=str(event)).values_list("pk", flat=True))


def posted(entry_id: UUID) -> Posted:
    """The standing of an entry. KeyError when there is none."""
    row = models.Entry.objects.filter(pk=entry_id).values_list("number", "hash").first()
    if row is None:
        raise KeyError(entry_id)
    return Posted(entry_id, row[0], bytes(row[1]), _record_of(entry_id, row[0]))


def _record_of(entry_id: UUID, number: int) -> UUID:
    """The record's entry about it: its own, or that of the batch that it came in."""
    own = (one.id for one in entries(Subject("ledger.entry", entry_id)) if one.kind in OWN)
    batches = (
        one.id for one in entries_of_type(EntriesPosted.key()) if one.open["first"] <= number <= one.open["last"]
    )
    return next(own, None) or next(batches)


def is_settled(entry_id: UUID) -> bool:
    """Whether a pending entry was taken, voided or has expired."""
    return models.Transfer.objects.filter(settles__entry=entry_id).exists()


def held_on(account_ids: Iterable[UUID]) -> tuple[UUID, ...]:
    """The pending entries that still hold something on one of these accounts, oldest first."""
    ids = list(account_ids)
    return _entries(unsettled().filter(Q(debit__in=ids) | Q(credit__in=ids)))


def due(at: datetime, account_ids: Iterable[UUID] | None = None) -> tuple[UUID, ...]:
    """The pending entries whose time is over and that nobody has ended, oldest first."""
    late = unsettled().filter(entry__expires_at__lte=at)
    if account_ids is not None:
        ids = list(account_ids)
        late = late.filter(Q(debit__in=ids) | Q(credit__in=ids))
    return _entries(late)


def unsettled() -> QuerySet[models.Transfer]:
    return models.Transfer.objects.filter(phase=Phase.PENDING, settled_by__isnull=True)


def _entries(transfers: QuerySet[models.Transfer]) -> tuple[UUID, ...]:
    found = models.Entry.objects.filter(pk__in=transfers.values("entry"))
    return tuple(found.order_by("number").values_list("pk", flat=True))


def posting_of(row: models.Entry) -> Posting:
    """The posting behind a row with its transfers, what they settle, and its exchange."""
    legs = in_order(row)
    first = legs[0] if legs else None
    settles = first.settles.entry_id if first and first.settles else None
    return Posting(
        key=row.pk,
        kind=row.kind,
        effective_on=row.effective_on,
        legs=tuple(Leg(one.debit_id, one.credit_id, one.amount) for one in legs),
        evidence=row.evidence,
        reverses=row.reverses_id,
        event=Subject.parse(row.event) if row.event else None,
        phase=Phase(first.phase) if first else Phase.POSTED,
        expires_at=row.expires_at,
        settles=settles,
        quote=_quote(row),
    )


def in_order(row: models.Entry) -> list[models.Transfer]:
    return sorted(row.transfers.all(), key=lambda one: one.seq)


def _quote(row: models.Entry) -> Quote | None:
    found = getattr(row, "exchange", None)
    if found is None:
        return None
    return Quote(found.base_id, found.counter_id, found.rate, found.source, found.quoted_on)


def all_entries() -> Iterator[models.Entry]:
    """Every entry in the order of writing, whole; read as they are asked for."""
    rows = models.Entry.objects.order_by("number").select_related("exchange").prefetch_related(*WHOLE)
    return rows.iterator(1_000)
