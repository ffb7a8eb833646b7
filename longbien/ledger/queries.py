"""Reads of the ledger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db.models import Q, Sum

from longbien.kernel.subject import Subject
from longbien.ledger import models
from longbien.ledger.events import EntryPosted
from longbien.ledger.rules.audit import Auditor, Finding, Written
from longbien.ledger.rules.posting import AccountState, Leg, Posting, Side
from longbien.record.queries import entries, entries_of_type


@dataclass(frozen=True)
class Posted:
    """An entry that stands: its number, its hash, and its entry in the record."""

    id: UUID
    number: int
    hash: bytes
    record_id: UUID


@dataclass(frozen=True)
class Line:
    """One transfer as an account's owner reads it; `amount` is signed, `balance` runs, both on the account's side."""

    entry_id: UUID
    number: int
    effective_on: date
    recorded_at: datetime
    kind: str
    other: str
    amount: int
    balance: int


def account(unit: str, code: str) -> AccountState | None:
    """An account by its code, with its balance."""
    found = models.Account.objects.filter(ledger=unit, code=code).select_related("balance").first()
    return _state(found) if found else None


def account_states(ids: Iterable[UUID]) -> dict[UUID, AccountState]:
    rows = models.Account.objects.filter(pk__in=set(ids)).select_related("balance")
    return {row.pk: _state(row) for row in rows}


def accounts_of(owner: Subject) -> tuple[AccountState, ...]:
    rows = models.Account.objects.filter(owner=str(owner)).select_related("balance").order_by("ledger", "code")
    return tuple(map(_state, rows))


def balance(account_id: UUID, *, on: date | None = None, known_at: datetime | None = None) -> int:
    """What an account holds on its own side, in minor units; KeyError for no such account.

    With `on`, only entries that count on or before that day; with `known_at`, only those written by then: any past
    statement can be made again.
    """
    state = account_states([account_id])[account_id]
    if on is None and known_at is None:
        return state.balance
    kept = Q()
    if on is not None:
        kept &= Q(entry__effective_on__lte=on)
    if known_at is not None:
        kept &= Q(entry__recorded_at__lte=known_at)
    moved = models.Transfer.objects.filter(kept)
    debited = moved.filter(debit=account_id).aggregate(sum=Sum("amount"))["sum"] or 0
    credited = moved.filter(credit=account_id).aggregate(sum=Sum("amount"))["sum"] or 0
    return replace(state, debits=debited, credits=credited).balance


def statement(account_id: UUID, *, limit: int | None = None) -> tuple[Line, ...]:
    """Every transfer of an account in the order of writing, with the running balance. KeyError for no such account."""
    state = account_states([account_id])[account_id]
    moved = models.Transfer.objects.filter(Q(debit=account_id) | Q(credit=account_id))
    moved = moved.select_related("entry", "debit", "credit").order_by("entry__number", "seq")
    lines: list[Line] = []
    running = 0
    for row in moved[:limit]:
        is_debit = row.debit_id == account_id
        amount = row.amount if is_debit == (state.side == "debit") else -row.amount
        running += amount
        lines.append(_line(row, row.credit if is_debit else row.debit, amount, running))
    return tuple(lines)


def _line(row: models.Transfer, other: models.Account, amount: int, running: int) -> Line:
    entry = row.entry
    return Line(
        entry_id=entry.pk,
        number=entry.number,
        effective_on=entry.effective_on,
        recorded_at=entry.recorded_at,
        kind=entry.kind,
        other=other.code,
        amount=amount,
        balance=running,
    )


def posting(entry_id: UUID) -> Posting | None:
    """An entry as it was asked for."""
    row = models.Entry.objects.filter(pk=entry_id).prefetch_related("transfers").first()
    return _posting(row) if row else None


def posted(entry_id: UUID) -> Posted:
    """The standing of an entry. KeyError when there is none."""
    row = models.Entry.objects.filter(pk=entry_id).first()
    if row is None:
        raise KeyError(entry_id)
    said = [one for one in entries(Subject("ledger.entry", entry_id)) if one.kind == EntryPosted.type]
    return Posted(row.pk, row.number, bytes(row.hash), said[0].id)


def audit() -> tuple[Auditor, list[Finding]]:
    """Replay the whole ledger; the auditor ends with the balances, beside what was found."""
    accounts = [_state(row, empty=True) for row in models.Account.objects.select_related("balance")]
    auditor = Auditor(accounts)
    found = [finding for entry in _written() for finding in auditor.read(entry)]
    found += auditor.balances(models.Balance.objects.values_list("account_id", "debits", "credits"))
    found += auditor.recorded(_said(), _hashes())
    return auditor, found


def _written() -> Iterator[Written]:
    rows = models.Entry.objects.order_by("number").prefetch_related("transfers")
    for row in rows.iterator(1_000):
        transfers = sorted(row.transfers.all(), key=lambda one: one.seq)
        yield Written(
            posting=_posting(row),
            number=row.number,
            legs=row.legs,
            seqs=tuple(one.seq for one in transfers),
            units=tuple(one.ledger_id for one in transfers),
            recorded_at=row.recorded_at,
            prev=bytes(row.prev_hash),
            hash=bytes(row.hash),
        )


def _hashes() -> Iterator[tuple[UUID, str]]:
    return ((key, bytes(value).hex()) for key, value in models.Entry.objects.values_list("id", "hash").iterator(1_000))


def _said() -> dict[UUID, str]:
    """The hash of each entry as the record holds it."""
    return {one.subject.id: one.open["hash"] for one in entries_of_type(EntryPosted.key())}


def _posting(row: models.Entry) -> Posting:
    legs = sorted(row.transfers.all(), key=lambda one: one.seq)
    return Posting(
        key=row.pk,
        kind=row.kind,
        effective_on=row.effective_on,
        legs=tuple(Leg(one.debit_id, one.credit_id, one.amount) for one in legs),
        evidence=row.evidence,
        reverses=row.reverses_id,
    )


def _state(row: models.Account, *, empty: bool = False) -> AccountState:
    return AccountState(
        id=row.pk,
        unit=row.ledger_id,
        code=row.code,
        side=cast(Side, row.side),
        may_overdraw=row.may_overdraw,
        debits=0 if empty else row.balance.debits,
        credits=0 if empty else row.balance.credits,
    )
