"""The vehicle's accounts in the ledger, and whether they agree with what its pages say."""

from dataclasses import dataclass
from uuid import UUID

from longbien.capital.queries.funds.vehicles import VehicleCard
from longbien.capital.rules.funds.books import CAPITAL, CASH, COMMITTED, CONTROL, DUE, FEE_OWED, REFUND, UNCALLED, Place
from longbien.kernel.ids import to_slug
from longbien.kernel.money import Money
from longbien.kernel.subject import Subject
from longbien.ledger.queries import Line, accounts_of, statement
from longbien.ledger.rules.posting import AccountState

NAMES = (CASH, COMMITTED, UNCALLED, DUE, CAPITAL, REFUND, CONTROL, FEE_OWED)


def code_of(vehicle_id: UUID, place: Place) -> str:
    """What the ledger calls an account of a vehicle."""
    whose = [part for part in (place.unit, to_slug(place.commitment) if place.commitment else "") if part]
    return "/".join(["capital", to_slug(vehicle_id), place.name, *whose])


def accounts(vehicle_id: UUID) -> dict[str, AccountState]:
    """Every account of a vehicle that is open, by code."""
    return {one.code: one for one in accounts_of(Subject("capital.vehicle", vehicle_id))}


@dataclass(frozen=True)
class Book:
    """What the ledger holds of a vehicle, summed over all investors; `residual` is what differs from its pages."""

    sums: dict[str, int]
    residual: int

    def of(self, name: str) -> int:
        return self.sums.get(name, 0)


def book(card: VehicleCard) -> Book:
    """The ledger's own sums. Committed is uncalled and called together; received, what came in less what went back."""
    found, held = accounts(card.id), dict.fromkeys(NAMES, 0)
    for code, one in found.items():
        name = code.split("/")[2]
        held[name] = held.get(name, 0) + one.balance
    came_in = sum(one.credits for code, one in found.items() if code.split("/")[2] == DUE)
    came_in -= sum(one.debits for code, one in found.items() if code.split("/")[2] == REFUND)
    apart = (
        held[UNCALLED] + held[CAPITAL] - card.sums.committed,
        held[CAPITAL] - card.sums.called,
        came_in - card.sums.received,
        held[COMMITTED] - held[UNCALLED],
        held[CONTROL],
    )
    return Book(held, sum(map(abs, apart)))


@dataclass(frozen=True)
class Moved:
    """A line of an investor's account as they read it."""

    line: Line
    amount: Money
    balance: Money


def capital_lines(vehicle_id: UUID, commitment_id: UUID, currency: str) -> tuple[Moved, ...]:
    """The entries on an investor's capital account, in the order of writing."""
    found = accounts(vehicle_id).get(code_of(vehicle_id, Place(CAPITAL, commitment_id)))
    if found is None:
        return ()
    return tuple(
        Moved(line, Money(line.amount, currency), Money(line.balance, currency)) for line in statement(found.id)
    )
