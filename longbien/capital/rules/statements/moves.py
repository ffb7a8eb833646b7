"""The entries of a vehicle as statements read them: each transfer between two of its accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Spot:
    """An account of a vehicle: what it holds, and whose (the written id of a commitment or an investment, or "")."""

    name: str
    whose: str = ""


@dataclass(frozen=True)
class Moved:
    """A transfer of minor units that debits one account and credits the other. `reverses` names the entry it undoes."""

    entry: UUID
    number: int
    on: date
    recorded_at: datetime
    kind: str
    debit: Spot
    credit: Spot
    amount: int
    reverses: UUID | None = None

    def debited(self, spot: Spot) -> int:
        """How much it adds to the debit side of an account; below zero when it credits it."""
        return self.amount * ((self.debit == spot) - (self.credit == spot))

    def debited_in(self, names: frozenset[str]) -> int:
        """The same of all accounts of these names together."""
        return self.amount * ((self.debit.name in names) - (self.credit.name in names))


def spot_of(code: str) -> Spot:
    """The account behind a code of the ledger: `capital/<vehicle>/<account>[/<whose>]`."""
    parts = code.split("/")
    return Spot(parts[2], "/".join(parts[3:]))


def in_order(moves: Iterable[Moved]) -> tuple[Moved, ...]:
    """As they count: by day, on a day in the order of writing."""
    return tuple(sorted(moves, key=lambda one: (one.on, one.number)))


def until(moves: Iterable[Moved], day: date) -> tuple[Moved, ...]:
    """Those that count by the end of a day."""
    return tuple(one for one in moves if one.on <= day)


def balances(moves: Iterable[Moved]) -> dict[Spot, int]:
    """Debits less credits of every account, in the order in which they were first used."""
    found: dict[Spot, int] = {}
    for one in moves:
        found[one.debit] = found.get(one.debit, 0) + one.amount
        found[one.credit] = found.get(one.credit, 0) - one.amount
    return found


def total(moves: Iterable[Moved], spot: Spot) -> int:
    """Debits less credits of an account."""
    return sum(one.debited(spot) for one in moves)


def total_of(moves: Iterable[Moved], *names: str) -> int:
    """Debits less credits of all accounts of these names."""
    wanted = frozenset(names)
    return sum(one.debited_in(wanted) for one in moves)


def spots_of(moves: Iterable[Moved], *names: str) -> tuple[Spot, ...]:
    """The accounts of these names, in the order in which they were first used."""
    found = (spot for one in moves for spot in (one.debit, one.credit) if spot.name in names)
    return tuple(dict.fromkeys(found))
