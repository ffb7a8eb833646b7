"""What an entry is: its legs, its phase, its hash, and the account that a leg meets."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Literal
from uuid import UUID

from longbien.kernel.plain import Plain, utc_micros
from longbien.kernel.subject import Subject
from longbien.ledger.rules.exchange import Quote
from longbien.record.rules.leaf import FAST, canonical

# PostgreSQL's BIGINT and SQLite's INTEGER alike.
LARGEST = 2**63 - 1
MOST_LEGS = 10_000

Side = Literal["debit", "credit"]


class Phase(StrEnum):
    """What an entry does with its amounts: moves them, holds them, or ends what another one holds."""

    POSTED = "posted"
    PENDING = "pending"
    TAKEN = "taken"
    VOIDED = "voided"
    EXPIRED = "expired"

    @property
    def ends_a_hold(self) -> bool:
        return self in (Phase.TAKEN, Phase.VOIDED, Phase.EXPIRED)

    @property
    def moves(self) -> bool:
        return self in (Phase.POSTED, Phase.TAKEN)

    def effect(self, amount: int, held: int = 0) -> tuple[int, int]:
        """By how much a leg changes the sum that is posted and the sum that is held. `held`: what its hold has."""
        holds = {Phase.POSTED: 0, Phase.PENDING: amount}.get(self, -held)
        return amount if self.moves else 0, holds


@dataclass(frozen=True)
class Leg:
    """One transfer: `amount` minor units, debited to one account and credited to the other."""

    debit: UUID
    credit: UUID
    amount: int


@dataclass(frozen=True)
class Posting:
    """An entry as it is asked for. `key` makes it happen once; `evidence` is a hex SHA-256 commitment, or empty.

    `event` is what it books, such as a call or a fee. A pending entry holds its amounts until it is settled, or until
    `expires_at`; the entry that ends it names it in `settles`. `quote` is the rate of an exchange.
    """

    key: UUID
    kind: str
    effective_on: date
    legs: tuple[Leg, ...]
    evidence: str = ""
    reverses: UUID | None = None
    event: Subject | None = None
    phase: Phase = Phase.POSTED
    expires_at: datetime | None = None
    settles: UUID | None = None
    quote: Quote | None = None


@dataclass(frozen=True)
class AccountState:
    """An account as a posting meets it: its terms and the sums of its transfers so far.

    A control account ends every entry at 0: the legs of an event with many sides meet in it.
    """

    id: UUID
    unit: str
    code: str
    side: Side
    may_overdraw: bool
    debits: int = 0
    credits: int = 0
    is_control: bool = False
    scale: int = 0
    held_debits: int = 0
    held_credits: int = 0

    @property
    def balance(self) -> int:
        """On its own side: what it holds (debit) or owes (credit)."""
        return self.debits - self.credits if self.side == "debit" else self.credits - self.debits

    @property
    def held(self) -> int:
        """What pending entries may still take from it."""
        return self.held_credits if self.side == "debit" else self.held_debits

    @property
    def available(self) -> int:
        return self.balance - self.held

    @property
    def is_even(self) -> bool:
        return self.debits == self.credits and self.held_debits == self.held_credits

    def debited(self, amount: int, held: int = 0) -> "AccountState":
        return replace(self, debits=self.debits + amount, held_debits=self.held_debits + held)

    def credited(self, amount: int, held: int = 0) -> "AccountState":
        return replace(self, credits=self.credits + amount, held_credits=self.held_credits + held)


def content(posting: Posting) -> dict[str, Plain]:
    """What an idempotency key stands for: everything but the moment of writing. What isn't said is left out."""
    said: dict[str, Plain] = {
        "id": str(posting.key),
        "kind": posting.kind,
        "effective_on": posting.effective_on.isoformat(),
        "evidence": posting.evidence,
        "reverses": None if posting.reverses is None else str(posting.reverses),
        "legs": [[str(leg.debit), str(leg.credit), str(leg.amount)] for leg in posting.legs],
    }
    if posting.event is not None:
        said["event"] = str(posting.event)
    if posting.phase != Phase.POSTED:
        said["phase"] = posting.phase.value
    if posting.expires_at is not None:
        said["expires_at"] = utc_micros(posting.expires_at)
    if posting.settles is not None:
        said["settles"] = str(posting.settles)
    if posting.quote is not None:
        said["quote"] = posting.quote.to_data()
    return said


def entry_hash(posting: Posting, *, number: int, recorded_at: datetime, prev: bytes) -> bytes:
    """SHA-256 over the RFC 8785 JSON of an entry, its number, its moment and the hash of the entry before."""
    body = content(posting) | {"number": number, "recorded_at": utc_micros(recorded_at), "prev": prev.hex()}
    written = FAST.encode(body)
    return sha256(written.encode() if written.isascii() else canonical(body)).digest()


def reversal(posting: Posting, *, key: UUID, effective_on: date) -> Posting:
    """The entry that undoes another: every leg the other way round, last first."""
    legs = tuple(Leg(leg.credit, leg.debit, leg.amount) for leg in reversed(posting.legs))
    return Posting(
        key,
        posting.kind,
        effective_on,
        legs,
        evidence=posting.evidence,
        reverses=posting.key,
        event=posting.event,
    )


def settlement(
    pending: Posting, phase: Phase, *, key: UUID, effective_on: date, amounts: tuple[int, ...] = ()
) -> Posting:
    """The entry that ends a pending one: takes it, in full or up to `amounts` leg by leg, or gives it back."""
    taken = amounts or tuple(leg.amount for leg in pending.legs)
    legs = tuple(Leg(leg.debit, leg.credit, amount) for leg, amount in zip(pending.legs, taken, strict=True))
    return replace(
        pending,
        key=key,
        effective_on=effective_on,
        legs=legs,
        phase=phase,
        expires_at=None,
        settles=pending.key,
        quote=None,
    )
