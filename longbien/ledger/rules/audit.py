"""The audit of the ledger: every entry replayed from the first, every hash and balance derived again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.ledger.rules.posting import AccountState, Posting, entry_hash, judge


@dataclass(frozen=True)
class Written:
    """An entry as the tables have it."""

    posting: Posting
    number: int
    legs: int
    seqs: tuple[int, ...]
    units: tuple[str, ...]
    recorded_at: datetime
    prev: bytes
    hash: bytes


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
        self._number, self._head = 0, b""

    def read(self, entry: Written) -> Iterator[Finding]:
        """The next entry: number, link, hash, legs, units, overdrafts, and what it reverses."""
        where = f"entry {entry.posting.key}, number {entry.number}"
        yield from (Finding(where, what) for what in self._faults(entry))
        self._number, self._head = entry.number, entry.hash
        self.entries[entry.posting.key] = entry.posting
        for leg in entry.posting.legs:
            if leg.debit in self.accounts and leg.credit in self.accounts:
                self.accounts[leg.debit] = self.accounts[leg.debit].debited(leg.amount)
                self.accounts[leg.credit] = self.accounts[leg.credit].credited(leg.amount)

    def _faults(self, entry: Written) -> Iterator[str]:
        if entry.number != self._number + 1:
            yield f"number {self._number + 1} was expected"
        if entry.prev != self._head:
            yield "doesn't follow the entry before it"
        posting = entry.posting
        computed = entry_hash(posting, number=entry.number, recorded_at=entry.recorded_at, prev=entry.prev)
        if computed != entry.hash:
            yield "its hash isn't that of its content"
        if entry.seqs != tuple(range(1, entry.legs + 1)):
            yield f"has transfers {', '.join(map(str, entry.seqs)) or 'none'} of {entry.legs}"
        else:
            against = judge(posting, self.accounts).against
            yield from (f"{reason.where}: {reason.what.in_language('en')}" for reason in against)
        for leg, unit in zip(posting.legs, entry.units, strict=True):
            if self._unit(leg.debit) != unit:
                yield f"a transfer is in {unit}, its accounts aren't"
        yield from self._reversal(posting)

    def _unit(self, account: UUID) -> str | None:
        return self.accounts[account].unit if account in self.accounts else None

    def _reversal(self, posting: Posting) -> Iterator[str]:
        if posting.reverses is None:
            return
        undone = self.entries.get(posting.reverses)
        if undone is None:
            yield "reverses an entry that doesn't come before it"
        elif sorted((leg.credit, leg.debit, leg.amount) for leg in undone.legs) != sorted(
            (leg.debit, leg.credit, leg.amount) for leg in posting.legs
        ):
            yield "isn't the exact reversal that it says it is"

    def balances(self, stored: Iterable[tuple[UUID, int, int]]) -> Iterator[Finding]:
        """The stored balances."""
        known = {account: sums for account, *sums in stored}
        for account in self.accounts.values():
            if known.get(account.id) != [account.debits, account.credits]:
                yield Finding(f"account {account.code} ({account.unit})", "its balance isn't the sum of its transfers")

    def recorded(self, said: dict[UUID, str], hashes: Iterable[tuple[UUID, str]]) -> Iterator[Finding]:
        """What the record says of each entry: the hash it was posted with."""
        for key, digest in hashes:
            if said.get(key) != digest:
                yield Finding(f"entry {key}", "the record doesn't hold this hash for it")
        for key in said.keys() - self.entries.keys():
            yield Finding(f"entry {key}", "stands in the record, but not in the ledger")
