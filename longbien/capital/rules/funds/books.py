"""How capital stands in the ledger: which accounts a vehicle has, and the transfers of each thing that happens.

Moves name accounts; the action finds their ids. `equalisation` is a control account: it ends every entry at zero.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from longbien.capital.rules.funds.calling import Share
from longbien.kernel.text import Text

# Of the vehicle as a whole: what it owns and what it owes.
CASH, COMMITTED, FEE, FEE_OWED, CONTROL = "cash", "committed", "fee", "fee-owed", "equalisation"
# Of each investor: committed and not called, called and not paid, paid in or owed, to be paid back.
UNCALLED, DUE, CAPITAL, REFUND = "uncalled", "due", "capital", "refund"
DISTRIBUTED = "distributed"  # as `rules.investing.books` keeps it

SIDES: Mapping[str, Literal["debit", "credit"]] = {
    CASH: "debit", COMMITTED: "debit", FEE: "debit", DUE: "debit",
    FEE_OWED: "credit", CONTROL: "credit", UNCALLED: "credit", CAPITAL: "credit", REFUND: "credit",
}  # fmt: skip
WORDS: Mapping[str, Text] = {
    CASH: Text.of(vi="Tiền", en="Cash"),
    COMMITTED: Text.of(vi="Vốn cam kết", en="Committed capital"),
    FEE: Text.of(vi="Phí quản lý", en="Management fee"),
    FEE_OWED: Text.of(vi="Phí quản lý phải trả", en="Management fee owed"),
    CONTROL: Text.of(vi="Điều hoà giữa các nhà đầu tư", en="Equalisation among investors"),
    UNCALLED: Text.of(vi="Chưa gọi", en="Not called yet"),
    DUE: Text.of(vi="Đã gọi, chưa nộp", en="Called, not paid yet"),
    CAPITAL: Text.of(vi="Vốn góp", en="Capital"),
    REFUND: Text.of(vi="Phải hoàn trả", en="To be paid back"),
}


@dataclass(frozen=True)
class Place:
    """An account by what it holds, and whose: an investor's commitment, an investment, or the vehicle's own.

    `unit` is the currency it counts, where that is not the vehicle's.
    """

    name: str
    commitment: UUID | None = None
    unit: str = ""


@dataclass(frozen=True)
class Move:
    """One transfer of minor units, above zero."""

    debit: Place
    credit: Place
    amount: int


def admission(commitment: UUID, amount: int) -> Iterator[Move]:
    """A commitment becomes binding at a close: it may be called from now on."""
    yield Move(Place(COMMITTED), Place(UNCALLED, commitment), amount)


def call(parts: Mapping[UUID, int]) -> Iterator[Move]:
    """What is called is no longer uncalled; it is capital, and due."""
    for commitment, amount in parts.items():
        if amount:
            yield from _draw(commitment, amount)
            yield Move(Place(DUE, commitment), Place(CAPITAL, commitment), amount)


def equalisation(shares: Mapping[UUID, Share]) -> Iterator[Move]:
    """What a close sets right, through the control account: first all that comes in, then all that goes out."""
    for commitment, share in shares.items():
        yield from _comes_in(commitment, share)
    for commitment, share in shares.items():
        yield from _goes_out(commitment, share)


def _comes_in(commitment: UUID, share: Share) -> Iterator[Move]:
    if share.principal > 0:
        yield from _draw(commitment, share.principal)
    if share.net > 0:
        yield Move(Place(DUE, commitment), Place(CONTROL), share.net)
    if share.principal < 0:
        yield Move(Place(CAPITAL, commitment), Place(CONTROL), -share.principal)
        yield Move(Place(COMMITTED), Place(UNCALLED, commitment), -share.principal)
    if share.given > 0:
        yield Move(Place(DISTRIBUTED, commitment), Place(CONTROL), share.given)


def _goes_out(commitment: UUID, share: Share) -> Iterator[Move]:
    if share.principal > 0:
        yield Move(Place(CONTROL), Place(CAPITAL, commitment), share.principal)
    if share.net < 0:
        yield Move(Place(CONTROL), Place(REFUND, commitment), -share.net)
    if share.given < 0:
        yield Move(Place(CONTROL), Place(DISTRIBUTED, commitment), -share.given)


def receipt(commitment: UUID, amount: int) -> Iterator[Move]:
    """Money arrives from an investor."""
    yield Move(Place(CASH), Place(DUE, commitment), amount)


def refund(amounts: Mapping[UUID, int]) -> Iterator[Move]:
    """Money goes back to those who were equalised."""
    for commitment, amount in amounts.items():
        yield Move(Place(REFUND, commitment), Place(CASH), amount)


def fee(amount: int) -> Iterator[Move]:
    """The management fee that a time has cost."""
    yield Move(Place(FEE), Place(FEE_OWED), amount)


def fee_paid(amount: int) -> Iterator[Move]:
    """What was owed of it goes to the manager, out of what investors paid in."""
    yield Move(Place(FEE_OWED), Place(CASH), amount)


def _draw(commitment: UUID, amount: int) -> Iterator[Move]:
    yield Move(Place(UNCALLED, commitment), Place(COMMITTED), amount)


def balance(moves: Iterable[Move], place: Place) -> int:
    """What these moves leave on an account, on its own side."""
    debits = credits_ = 0
    for move in moves:
        debits += move.amount if move.debit == place else 0
        credits_ += move.amount if move.credit == place else 0
    return debits - credits_ if SIDES[place.name] == "debit" else credits_ - debits
