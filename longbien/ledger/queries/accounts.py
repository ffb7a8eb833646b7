"""Accounts: their terms, what stands in them now, and what stood in them as of a day and as known at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Sum, When

from longbien.kernel.subject import Subject
from longbien.ledger import models
from longbien.ledger.rules.posting import AccountState, Side
from longbien.record import rows

FEW = 200  # accounts that are asked for past the ORM's machinery, at most
STATED = """
    SELECT a.id, a.ledger_id, a.code, a.side, a.may_overdraw, b.debits, b.credits, a.is_control, l.scale,
      b.held_debits, b.held_credits{and_more} FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id
      JOIN ledger_ledger l ON l.unit = a.ledger_id{beside} WHERE a.id IN ({marks})"""
MOVED = ("posted", "taken")


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
    found = models.Account.objects.filter(ledger=unit, code=code).select_related("balance", "ledger").first()
    return state_of(found) if found else None


def account_states(ids: Iterable[UUID]) -> dict[UUID, AccountState]:
    """Those that are there, by their ids."""
    asked = set(ids)
    if len(asked) > FEW:
        found = models.Account.objects.filter(pk__in=asked).select_related("balance", "ledger")
        return {row.pk: state_of(row) for row in found}
    return {one.id: one for one in _stated(asked)} if asked else {}


def _stated(asked: set[UUID]) -> Iterator[AccountState]:
    """Accounts by one quick question."""
    key, marks = rows.writes(models.Account, "id"), ", ".join(["%s"] * len(asked))
    for row in rows.fetch(STATED.format(and_more="", beside="", marks=marks), [key(one) for one in asked]):
        yield state_from(row)


def state_from(row: tuple[Any, ...]) -> AccountState:
    """An account of the first columns of `STATED`, as the driver gives them."""
    id_, unit, code, side, overdraws, debits, credits_, controls, scale, held_debits, held_credits, *_ = row
    own = id_ if isinstance(id_, UUID) else UUID(id_)  # SQLite has no types for ids and truth
    return AccountState(
        own, unit, code, side, bool(overdraws), debits, credits_, bool(controls), scale, held_debits, held_credits
    )


def every_account() -> tuple[AccountState, ...]:
    """All accounts, by unit and code."""
    found = models.Account.objects.select_related("balance", "ledger")
    return tuple(map(state_of, found.order_by("ledger", "code")))


def accounts_of(owner: Subject) -> tuple[AccountState, ...]:
    found = models.Account.objects.filter(owner=str(owner)).select_related("balance", "ledger")
    return tuple(map(state_of, found.order_by("ledger", "code")))


def accounts_of_each(owners: Iterable[Subject]) -> dict[Subject, tuple[AccountState, ...]]:
    """The same for several owners at once; one who has none is left out."""
    asked = {str(owner): owner for owner in owners}
    rows = models.Account.objects.filter(owner__in=list(asked)).select_related("balance", "ledger")
    found: dict[Subject, tuple[AccountState, ...]] = {}
    for row in rows.order_by("ledger", "code"):
        found[asked[row.owner]] = (*found.get(asked[row.owner], ()), state_of(row))
    return found


def balance(account_id: UUID, *, on: date | None = None, known_at: datetime | None = None) -> int:
    """What an account holds on its own side, in minor units; KeyError for no such account.

    With `on`, only entries that count on or before that day; with `known_at`, only those written by then: any past
    statement can be made again.
    """
    return balances([account_id], on=on, known_at=known_at)[account_id].balance


def balances(
    ids: Iterable[UUID], *, on: date | None = None, known_at: datetime | None = None
) -> dict[UUID, AccountState]:
    """Accounts with the sums of what counts by a day and was written by a moment; KeyError for one that isn't there.

    What was held then is left out; with neither axis, the accounts as they stand now.
    """
    asked = set(ids)
    states = account_states(asked)
    if missing := asked - states.keys():
        raise KeyError(missing.pop())
    if on is None and known_at is None:
        return states
    moved = counted(on=on, known_at=known_at)
    sums = {side: _sums(moved.filter(**{f"{side}__in": asked}), side) for side in ("debit", "credit")}
    return {
        key: replace(
            state, debits=sums["debit"].get(key, 0), credits=sums["credit"].get(key, 0), held_debits=0, held_credits=0
        )
        for key, state in states.items()
    }


def counted(*, on: date | None = None, known_at: datetime | None = None) -> QuerySet[models.Transfer]:
    """The transfers that moved something, on either axis of time."""
    moved = models.Transfer.objects.filter(phase__in=MOVED)
    if on is not None:
        moved = moved.filter(entry__effective_on__lte=on)
    return moved.filter(entry__recorded_at__lte=known_at) if known_at is not None else moved


def _sums(moved: QuerySet[models.Transfer], side: str) -> dict[UUID, int]:
    found = moved.order_by().values_list(side).annotate(sum=Sum("amount")).values_list(side, "sum")
    return {key: int(sums) for key, sums in found}  # PostgreSQL adds up whole numbers to a numeric


def statement(
    account_id: UUID,
    *,
    start: int = 0,
    limit: int | None = None,
    on: date | None = None,
    known_at: datetime | None = None,
) -> tuple[Line, ...]:
    """The transfers of an account in the order of writing, with the running balance. KeyError for no such account.

    `on` and `known_at` as in `balance`; `start` and `limit` cut a page out of them.
    """
    state = account_states([account_id])[account_id]
    moved = lines_of(account_id, on=on, known_at=known_at)
    running = _before(moved, state, start) if start else 0
    end = None if limit is None else start + limit
    lines: list[Line] = []
    for row in moved.select_related("entry", "debit", "credit")[start:end]:
        is_debit = row.debit_id == account_id
        amount = row.amount if is_debit == (state.side == "debit") else -row.amount
        running += amount
        lines.append(_line(row, row.credit if is_debit else row.debit, amount, running))
    return tuple(lines)


def lines_of(
    account_id: UUID, *, on: date | None = None, known_at: datetime | None = None
) -> QuerySet[models.Transfer]:
    moved = counted(on=on, known_at=known_at).filter(Q(debit=account_id) | Q(credit=account_id))
    return moved.order_by("entry__number", "seq")


def _before(moved: QuerySet[models.Transfer], state: AccountState, start: int) -> int:
    """What the first `start` lines come to."""
    signed = Case(When(debit=state.id, then=F("amount")), default=-F("amount"))
    first = moved.annotate(signed=signed).values("signed")[:start]
    debited = int(first.aggregate(sum=Sum("signed"))["sum"] or 0)
    return debited if state.side == "debit" else -debited


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


def state_of(row: models.Account, *, empty: bool = False) -> AccountState:
    """An account of a row with its ledger, and with its balance unless it is wanted `empty`."""
    state = AccountState(
        id=row.pk,
        unit=row.ledger_id,
        code=row.code,
        side=cast(Side, row.side),
        may_overdraw=row.may_overdraw,
        is_control=row.is_control,
        scale=row.ledger.scale,
    )
    if empty:
        return state
    sums = row.balance
    return replace(
        state,
        debits=sums.debits,
        credits=sums.credits,
        held_debits=sums.held_debits,
        held_credits=sums.held_credits,
    )
