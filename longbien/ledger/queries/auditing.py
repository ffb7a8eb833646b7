"""Feeds the whole ledger, and what the record says of it, to the auditor."""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.ledger import models
from longbien.ledger.events import (
    AccountOpened,
    AccountOpenedBefore,
    EntriesPosted,
    EntryHeld,
    EntryPosted,
    LedgerOpened,
)
from longbien.ledger.queries.accounts import state_of
from longbien.ledger.queries.entries import all_entries, in_order, posting_of
from longbien.ledger.rules.audit import Auditor, Batch, Finding, Row, Sums, Written
from longbien.ledger.rules.opened import Opened, Said, held_against
from longbien.record.queries import entries_of_type, openings_of


def audit() -> tuple[Auditor, list[Finding]]:
    """Replay the whole ledger; the auditor ends with the balances, beside what was found."""
    rows = models.Account.objects.select_related("ledger")
    auditor = Auditor(state_of(row, empty=True) for row in rows)
    found = [finding for entry in written() for finding in auditor.read(entry)]
    found += auditor.balances(_sums())
    found += auditor.recorded(_said(), _batches())
    found += held_against(_ledgers(), _said_of_ledgers())
    found += held_against(_accounts(), _said_of_accounts())
    return auditor, found


def written() -> Iterator[Written]:
    for row in all_entries():
        yield Written(
            posting=posting_of(row),
            number=row.number,
            legs=row.legs,
            rows=tuple(map(_row, in_order(row))),
            recorded_at=row.recorded_at,
            prev=bytes(row.prev_hash),
            hash=bytes(row.hash),
        )


def _row(one: models.Transfer) -> Row:
    settles = (one.settles.entry_id, one.settles.seq) if one.settles else None
    return Row(one.pk, one.seq, one.ledger_id, one.phase, settles)


def _sums() -> Iterator[tuple[UUID, Sums]]:
    fields = ("account_id", "debits", "credits", "held_debits", "held_credits", "last", "unit", "bound")
    return ((key, Sums(*sums)) for key, *sums in models.Balance.objects.values_list(*fields).iterator(1_000))


def _said() -> dict[UUID, str]:
    """The hash of each entry as the record holds it."""
    said = (one for kind in (EntryPosted, EntryHeld) for one in entries_of_type(kind.key()))
    return {one.subject.id: one.open["hash"] for one in said}


def _batches() -> Iterator[Batch]:
    for one in entries_of_type(EntriesPosted.key()):
        yield Batch(one.open["first"], one.open["last"], one.open["prev"], one.open["hash"])


def ledger_id(unit: str) -> UUID:
    """What the record calls the book of a unit."""
    return uuid5(NAMESPACE_URL, f"longbien:ledger:{unit}")


def _ledgers() -> Iterator[Opened]:
    for row in models.Ledger.objects.all():
        fields = {"unit": row.unit, "scale": row.scale}
        yield Opened(ledger_id(row.unit), f"ledger {row.unit}", fields, row.opened_at)


def _said_of_ledgers() -> Iterator[Said]:
    return (Said(one.subject.id, one.open, one.at) for one in entries_of_type(LedgerOpened.key()))


def _accounts() -> Iterator[Opened]:
    for row in models.Account.objects.iterator(1_000):
        fields = {
            "unit": row.ledger_id,
            "code": row.code,
            "owner": row.owner,
            "side": row.side,
            "may_overdraw": row.may_overdraw,
            "is_control": row.is_control,
        }
        yield Opened(row.pk, f"account {row.code} ({row.ledger_id})", fields, row.opened_at)


def _said_of_accounts() -> Iterator[Said]:
    for kind in (AccountOpenedBefore, AccountOpened):
        said = list(entries_of_type(kind.key()))
        opened = openings_of(one.id for one in said)
        for one in said:
            sealed = {name: found.value for name, found in opened.get(one.id, {}).items()}
            yield Said(one.subject.id, {**one.open, **sealed}, one.at)
