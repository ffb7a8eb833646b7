"""What an entry is: its legs, its hash, and what makes it impossible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.plain import Plain, utc_micros
from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical

# PostgreSQL's BIGINT and SQLite's INTEGER alike.
LARGEST = 2**63 - 1
MOST_LEGS = 10_000

Side = Literal["debit", "credit"]


@dataclass(frozen=True)
class Leg:
    """One transfer: `amount` minor units, debited to one account and credited to the other."""

    debit: UUID
    credit: UUID
    amount: int


@dataclass(frozen=True)
class Posting:
    """An entry as it is asked for. `key` makes it happen once; `evidence` is a hex SHA-256 commitment, or empty."""

    key: UUID
    kind: str
    effective_on: date
    legs: tuple[Leg, ...]
    evidence: str = ""
    reverses: UUID | None = None


@dataclass(frozen=True)
class AccountState:
    """An account as a posting meets it: its terms and the sums of its transfers so far."""

    id: UUID
    unit: str
    code: str
    side: Side
    may_overdraw: bool
    debits: int = 0
    credits: int = 0

    @property
    def balance(self) -> int:
        """On its own side: what it holds (debit) or owes (credit)."""
        return self.debits - self.credits if self.side == "debit" else self.credits - self.debits

    def debited(self, amount: int) -> "AccountState":
        return replace(self, debits=self.debits + amount)

    def credited(self, amount: int) -> "AccountState":
        return replace(self, credits=self.credits + amount)


def content(posting: Posting) -> dict[str, Plain]:
    """What an idempotency key stands for: everything but the moment of writing."""
    return {
        "id": str(posting.key),
        "kind": posting.kind,
        "effective_on": posting.effective_on.isoformat(),
        "evidence": posting.evidence,
        "reverses": None if posting.reverses is None else str(posting.reverses),
        "legs": [[str(leg.debit), str(leg.credit), str(leg.amount)] for leg in posting.legs],
    }


def entry_hash(posting: Posting, *, number: int, recorded_at: datetime, prev: bytes) -> bytes:
    """SHA-256 over the RFC 8785 JSON of an entry, its number, its moment and the hash of the entry before."""
    body = content(posting) | {"number": number, "recorded_at": utc_micros(recorded_at), "prev": prev.hex()}
    return sha256(canonical(body)).digest()


def reversal(posting: Posting, *, key: UUID, effective_on: date) -> Posting:
    """The entry that undoes another: every leg the other way round, last first."""
    legs = tuple(Leg(leg.credit, leg.debit, leg.amount) for leg in reversed(posting.legs))
    return Posting(key, posting.kind, effective_on, legs, evidence=posting.evidence, reverses=posting.key)


def judge(posting: Posting, accounts: Mapping[UUID, AccountState]) -> Outcome:
    """May this be posted on these accounts? Legs are taken one after the other, each on what the ones before left."""
    return Outcome(tuple(_form(posting))) and _run(posting.legs, dict(accounts))


def _form(posting: Posting) -> Iterable[Reason]:
    if not posting.kind.strip() or len(posting.kind) > 80:
        yield _reason("kind", "kind", "cần một loại, nhiều nhất 80 ký tự", "a kind of at most 80 characters is needed")
    if not 1 <= len(posting.legs) <= MOST_LEGS:
        yield _reason("legs", "legs", f"cần từ 1 đến {MOST_LEGS} dòng", f"an entry has 1 to {MOST_LEGS} transfers")
    if posting.evidence and not _is_digest(posting.evidence):
        yield _reason("evidence", "evidence", "phải là 64 chữ số hex", "must be 64 hex digits")


def _is_digest(written: str) -> bool:
    return len(written) == 64 and all(letter in "0123456789abcdef" for letter in written)


def _run(legs: Iterable[Leg], accounts: dict[UUID, AccountState]) -> Outcome:
    for at, leg in enumerate(legs, start=1):
        if against := _leg(leg, accounts, f"legs/{at}"):
            return Outcome((against,))
        accounts[leg.debit] = debit = accounts[leg.debit].debited(leg.amount)
        accounts[leg.credit] = credit = accounts[leg.credit].credited(leg.amount)
        for account in (debit, credit):
            if against := _limits(account, f"legs/{at}"):
                return Outcome((against,))
    return Outcome()


def _leg(leg: Leg, accounts: Mapping[UUID, AccountState], where: str) -> Reason | None:
    if not 0 < leg.amount <= LARGEST:
        return _reason("amount", where, "số lượng phải là số nguyên dương", "the amount must be a positive integer")
    if leg.debit == leg.credit:
        return _reason("same-account", where, "hai tài khoản phải khác nhau", "the two accounts must differ")
    if leg.debit not in accounts or leg.credit not in accounts:
        return _reason("no-account", where, "không có tài khoản này", "there is no such account")
    if accounts[leg.debit].unit != accounts[leg.credit].unit:
        return _reason("mixed-units", where, "hai tài khoản khác đơn vị", "the two accounts count different units")
    return None


def _limits(account: AccountState, where: str) -> Reason | None:
    if max(account.debits, account.credits) > LARGEST:
        vi, en = "vượt quá sức chứa của sổ cái", "is more than the ledger can hold"
        return _reason("too-large", where, f"tài khoản {account.code}: {vi}", f"account {account.code}: {en}")
    if not account.may_overdraw and account.balance < 0:
        vi, en = f"thiếu {-account.balance} {account.unit}", f"{-account.balance} {account.unit} are lacking"
        return _reason("overdraft", where, f"tài khoản {account.code}: {vi}", f"account {account.code}: {en}")
    return None


def _reason(code: str, where: str, vi: str, en: str) -> Reason:
    return Reason(code, Text.of(vi=vi, en=en), where=where)
