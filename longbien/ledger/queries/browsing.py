"""The ledger as its pages show it: books, and one entry with its chain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from longbien.ledger import models
from longbien.ledger.queries.accounts import account_states
from longbien.ledger.queries.entries import WHOLE, posting_of
from longbien.ledger.rules.posting import AccountState, Leg, Phase, Posting, entry_hash


@dataclass(frozen=True)
class Book:
    """A ledger: its unit, and how many accounts it has."""

    unit: str
    scale: int
    accounts: int


@dataclass(frozen=True)
class Moved:
    """One leg with its accounts as they stand."""

    leg: Leg
    debit: AccountState
    credit: AccountState


@dataclass(frozen=True)
class EntryView:
    """An entry as it stands: `is_derived` says whether its hash, worked out anew, is the one that is stored.

    `ended_by` is the entry that took, gave back or let expire what this one holds.
    """

    posting: Posting
    number: int
    recorded_at: datetime
    prev: bytes
    hash: bytes
    moved: tuple[Moved, ...]
    reversed_by: UUID | None
    ended_by: UUID | None

    @property
    def is_derived(self) -> bool:
        derived = entry_hash(self.posting, number=self.number, recorded_at=self.recorded_at, prev=self.prev)
        return derived == self.hash

    @property
    def is_held(self) -> bool:
        return self.posting.phase == Phase.PENDING and self.ended_by is None


def books() -> tuple[Book, ...]:
    rows = models.Ledger.objects.annotate(n=Count("accounts")).order_by("unit")
    return tuple(Book(row.unit, row.scale, row.n) for row in rows)


def owners(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Whose accounts these are, in the written form of a subject; those of nobody are left out."""
    rows = models.Account.objects.filter(pk__in=list(account_ids)).exclude(owner="")
    return dict(rows.values_list("pk", "owner"))


def entry_views(ids: Iterable[UUID]) -> tuple[EntryView, ...]:
    """Entries whole, newest first; those that aren't there are left out."""
    found = models.Entry.objects.filter(pk__in=list(ids)).order_by("-number").select_related("exchange")
    rows = [(row, posting_of(row)) for row in found.prefetch_related(*WHOLE, "reversed_by")]
    touched = {side for _, posting in rows for leg in posting.legs for side in (leg.debit, leg.credit)}
    accounts = account_states(touched)
    ended = _ended_by(posting.key for _, posting in rows if posting.phase == Phase.PENDING)
    return tuple(_view(row, posting, accounts, ended) for row, posting in rows)


def entry_view(entry_id: UUID) -> EntryView | None:
    return next(iter(entry_views([entry_id])), None)


def beside(number: int) -> dict[int, UUID]:
    """The entries just before and just after a number."""
    rows = models.Entry.objects.filter(number__in=(number - 1, number + 1))
    return dict(rows.values_list("number", "pk"))


def _ended_by(pending: Iterable[UUID]) -> dict[UUID, UUID]:
    ends = models.Transfer.objects.filter(settles__entry__in=list(pending))
    return dict(ends.values_list("settles__entry", "entry"))


def _view(
    row: models.Entry, posting: Posting, accounts: dict[UUID, AccountState], ended: dict[UUID, UUID]
) -> EntryView:
    undone = next(iter(row.reversed_by.all()), None)
    return EntryView(
        posting=posting,
        number=row.number,
        recorded_at=row.recorded_at,
        prev=bytes(row.prev_hash),
        hash=bytes(row.hash),
        moved=tuple(Moved(leg, accounts[leg.debit], accounts[leg.credit]) for leg in posting.legs),
        reversed_by=undone.pk if undone else None,
        ended_by=ended.get(posting.key),
    )
