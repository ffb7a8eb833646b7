"""The audit of the ledger: every entry replayed from the first, every hash and balance derived again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.ledger.rules.judging import judge
from longbien.ledger.rules.posting import AccountState, Posting, entry_hash


@dataclass(frozen=True)
class Row:
    """A transfer as its table has it; `settles` is the pending transfer that it ends: its entry and place in that."""

    id: int
    seq: int
    unit: str
    phase: str
    settles: tuple[UUID, int] | None = None


@dataclass(frozen=True)
class Written:
    """An entry as the tables have it."""

    posting: Posting
    number: int
    legs: int
    rows: tuple[Row, ...]
    recorded_at: datetime
    prev: bytes
    hash: bytes


@dataclass(frozen=True)
class Sums:
    """The stored sums of an account."""

    debits: int
    credits: int
    held_debits: int = 0
    held_credits: int = 0
    last: int = 0
    unit: str = ""
    bound: str = ""


@dataclass(frozen=True)
class Batch:
    """What the record says of entries that were posted in one go: their numbers, the hash before and the last one."""

    first: int
    last: int
    prev: str
    hash: str


@dataclass(frozen=True)
class Finding:
    """Something wrong: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Auditor:
    """Replays entries in the order of their numbers; `accounts` is where they end."""

    def __init__(self, accounts: Iterable[AccountState]) -> None:
        self.accounts = {account.id: account for account in accounts}
        self.entries: dict[UUID, Posting] = {}
        self._hashes: list[str] = [""]
        self._numbers: dict[UUID, int] = {}
        self._ended: set[UUID] = set()
        self._last: dict[UUID, int] = {}
        self._newest = 0

    def read(self, entry: Written) -> Iterator[Finding]:
        """The next entry: number, link, hash, legs, units, overdrafts, and what it reverses or settles."""
        where = f"entry {entry.posting.key}, number {entry.number}"
        yield from (Finding(where, what) for what in self._faults(entry))
        self.entries[entry.posting.key] = entry.posting
        self._numbers[entry.posting.key] = len(self._hashes)
        self._hashes.append(entry.hash.hex())
        self._move(entry)

    def _move(self, entry: Written) -> None:
        pending = self._before(entry.posting) if entry.posting.settles else None
        held = [leg.amount for leg in pending.legs] if pending else []
        for at, (leg, row) in enumerate(zip(entry.posting.legs, entry.rows, strict=True)):
            effect = entry.posting.phase.effect(leg.amount, held[at] if at < len(held) else 0)
            if leg.debit in self.accounts and leg.credit in self.accounts:
                self.accounts[leg.debit] = self.accounts[leg.debit].debited(*effect)
                self.accounts[leg.credit] = self.accounts[leg.credit].credited(*effect)
            self._last[leg.debit] = self._last[leg.credit] = self._newest = row.id

    def _before(self, posting: Posting) -> Posting | None:
        """What it reverses, or whose hold it ends."""
        named = posting.reverses or posting.settles
        return self.entries.get(named) if named else None

    def _faults(self, entry: Written) -> Iterator[str]:
        posting = entry.posting
        if entry.number != len(self._hashes):
            yield f"number {len(self._hashes)} was expected"
        if entry.prev.hex() != self._hashes[-1]:
            yield "doesn't follow the entry before it"
        computed = entry_hash(posting, number=entry.number, recorded_at=entry.recorded_at, prev=entry.prev)
        if computed != entry.hash:
            yield "its hash isn't that of its content"
        if [row.seq for row in entry.rows] != list(range(1, entry.legs + 1)):
            yield f"has transfers {', '.join(str(row.seq) for row in entry.rows) or 'none'} of {entry.legs}"
        else:
            against = judge(posting, self.accounts, before=self._before(posting), at=entry.recorded_at).against
            yield from (f"{reason.where}: {reason.what.in_language('en')}" for reason in against)
        yield from self._rows(entry)
        yield from self._once(posting)

    def _rows(self, entry: Written) -> Iterator[str]:
        posting = entry.posting
        for leg, row in zip(posting.legs, entry.rows, strict=True):
            if self._unit(leg.debit) != row.unit:
                yield f"a transfer is in {row.unit}, its accounts aren't"
            if row.phase != posting.phase:
                yield f"transfer {row.seq} is {row.phase}, the first one isn't"
            if row.settles != (None if posting.settles is None else (posting.settles, row.seq)):
                yield f"transfer {row.seq} doesn't settle the one that it should"
        ids = [self._newest, *(row.id for row in entry.rows)]
        if ids != sorted(set(ids)):
            yield "its transfers weren't written after those before"

    def _unit(self, account: UUID) -> str | None:
        return self.accounts[account].unit if account in self.accounts else None

    def _once(self, posting: Posting) -> Iterator[str]:
        named = posting.reverses or posting.settles
        if named is None:
            return
        if named in self._ended:
            yield "does again what an entry before it did"
        self._ended.add(named)

    def balances(self, stored: Iterable[tuple[UUID, Sums]]) -> Iterator[Finding]:
        """The stored balances."""
        known = dict(stored)
        for account in self.accounts.values():
            if known.get(account.id) != self._sums(account):
                yield Finding(f"account {account.code} ({account.unit})", "its balance isn't the sum of its transfers")

    def _sums(self, account: AccountState) -> Sums:
        return Sums(
            account.debits,
            account.credits,
            account.held_debits,
            account.held_credits,
            last=self._last.get(account.id, 0),
            unit=account.unit,
            bound=bound_of(account),
        )

    def recorded(self, said: dict[UUID, str], batches: Iterable[Batch] = ()) -> Iterator[Finding]:
        """What the record says of each entry: the hash it was posted with; of a batch, where it begins and ends."""
        covered: set[int] = set()
        for batch in batches:
            ends = self._hashes[batch.first - 1 : batch.last + 1]
            if len(ends) != batch.last - batch.first + 2 or (ends[0], ends[-1]) != (batch.prev, batch.hash):
                yield Finding(f"entries {batch.first} to {batch.last}", "aren't those that the record holds")
            covered.update(range(batch.first, batch.last + 1))
        for key, number in self._numbers.items():
            if said.get(key) != self._hashes[number] and (key in said or number not in covered):
                yield Finding(f"entry {key}", "the record doesn't hold this hash for it")
        for key in said.keys() - self.entries.keys():
            yield Finding(f"entry {key}", "stands in the record, but not in the ledger")


def bound_of(account: AccountState) -> str:
    """Which of its sums may never exceed the other, or that they end even, as the table of balances holds it."""
    if account.is_control:
        return "even"
    if account.may_overdraw:
        return ""
    return "credits" if account.side == "debit" else "debits"
