"""How investments and distributions stand in the ledger: the transfers of each thing that happens.

`realisation` and `distribution` are control accounts: they end every entry at zero. What is of another currency has
accounts of its own in that currency's ledger.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from longbien.capital.rules.funds.books import CAPITAL, CASH, UNCALLED, Move, Place
from longbien.capital.rules.investing.proceeds import Realised
from longbien.kernel.text import Text

# Of the vehicle: money from investments, what passes between currencies, the manager's part.
PROCEEDS, FX, CARRY, CARRY_OWED, ESCROW, CARRY_DUE = "proceeds", "fx", "carry", "carry-owed", "escrow", "carry-due"
REALISATION, DISTRIBUTION = "realisation", "distribution"
# Of each investment: what was paid for it, how far its value lies above that, the gains, the asset to be handed on.
COST, FAIR_VALUE, UNREALISED, REALISED, INCOME, IN_KIND = (
    "cost", "fair-value", "unrealised", "realised", "income", "in-kind",
)  # fmt: skip
# Of each investor: what was distributed, and what of it waits to be paid.
DISTRIBUTED, PAYABLE = "distributed", "payable"
# Of each investor: what a stake was bought and sold for, past the vehicle's own money.
BOUGHT, SOLD = "bought-for", "sold-for"
# In the ledger of another currency.
FOREIGN_CASH, FOREIGN_FX, STAKE = "foreign-cash", "foreign-fx", "foreign-stake"

SIDES: Mapping[str, Literal["debit", "credit"]] = {
    PROCEEDS: "debit", FX: "debit", CARRY: "debit", CARRY_DUE: "debit", COST: "debit", FAIR_VALUE: "debit",
    IN_KIND: "debit", DISTRIBUTED: "debit", FOREIGN_CASH: "debit", STAKE: "debit", BOUGHT: "debit",
    CARRY_OWED: "credit", ESCROW: "credit", REALISATION: "credit", DISTRIBUTION: "credit", UNREALISED: "credit",
    REALISED: "credit", INCOME: "credit", PAYABLE: "credit", FOREIGN_FX: "credit", SOLD: "credit",
}  # fmt: skip
WORDS: Mapping[str, Text] = {
    PROCEEDS: Text.of(vi="Tiền thu về", en="Money from investments"),
    FX: Text.of(vi="Đổi tiền", en="Currency on its way"),
    CARRY: Text.of(vi="Carry đã phân", en="Carry distributed"),
    CARRY_OWED: Text.of(vi="Carry phải trả", en="Carry owed"),
    ESCROW: Text.of(vi="Carry giữ ký quỹ", en="Carry in escrow"),
    CARRY_DUE: Text.of(vi="Bên quản lý phải hoàn", en="Owed by the manager"),
    REALISATION: Text.of(vi="Thu hồi khoản đầu tư", en="Realisation"),
    DISTRIBUTION: Text.of(vi="Phân chia", en="Distribution"),
    COST: Text.of(vi="Giá gốc khoản đầu tư", en="Investment at cost"),
    FAIR_VALUE: Text.of(vi="Chênh lệch giá trị hợp lý", en="Fair value above cost"),
    UNREALISED: Text.of(vi="Lãi chưa hiện thực hoá", en="Unrealised gain"),
    REALISED: Text.of(vi="Lãi đã hiện thực hoá", en="Realised gain"),
    INCOME: Text.of(vi="Cổ tức và lãi", en="Dividends and interest"),
    IN_KIND: Text.of(vi="Tài sản để chia", en="Assets to be handed on"),
    DISTRIBUTED: Text.of(vi="Đã phân chia", en="Distributed"),
    PAYABLE: Text.of(vi="Phải chi trả", en="To be paid out"),
    BOUGHT: Text.of(vi="Đã trả để mua lại phần vốn", en="Paid for a stake that was bought"),
    SOLD: Text.of(vi="Đã nhận khi bán phần vốn", en="Got for a stake that was sold"),
    FOREIGN_CASH: Text.of(vi="Tiền ngoại tệ", en="Cash of another currency"),
    FOREIGN_FX: Text.of(vi="Đối ứng đổi tiền", en="Currency bought and sold"),
    STAKE: Text.of(vi="Ngoại tệ đã đầu tư", en="Invested in another currency"),
}
CONTROLS = frozenset({REALISATION, DISTRIBUTION})
OVERDRAWN = frozenset({FAIR_VALUE, UNREALISED, REALISED, FOREIGN_FX, STAKE})


@dataclass(frozen=True)
class Abroad:
    """An amount of another currency, in its minor units."""

    currency: str
    amount: int


@dataclass(frozen=True)
class Handed:
    """What a public investor hands over to a buyer: capital that was called, what may still be called; for a price."""

    seller: UUID
    buyer: UUID
    called: int
    uncalled: int
    price: int


def buy_out(handed: Iterable[Handed]) -> Iterator[Move]:
    """The stake passes from investor to investor, against its price: none of the vehicle's own money moves."""
    for one in handed:
        for name, amount in ((CAPITAL, one.called), (UNCALLED, one.uncalled)):
            if amount:
                yield Move(Place(name, one.seller), Place(name, one.buyer), amount)
        if one.price:
            yield Move(Place(BOUGHT, one.buyer), Place(SOLD, one.seller), one.price)


def recycle(amount: int) -> Iterator[Move]:
    """Proceeds that are kept become money to invest."""
    yield Move(Place(CASH), Place(PROCEEDS), amount)


def buy(investment: UUID, cost: int, abroad: Abroad | None = None) -> Iterator[Move]:
    """Money goes to a company; in another currency, what was bought of it before goes out there."""
    if abroad:
        there = abroad.currency
        yield Move(Place(STAKE, investment, there), Place(FOREIGN_CASH, unit=there), abroad.amount)
    yield Move(Place(COST, investment), Place(FX if abroad else CASH), cost)


def exchange_out(cost: int, abroad: Abroad) -> Iterator[Move]:
    """Another currency is bought for an investment: first what is bought, then what it costs."""
    there = abroad.currency
    yield Move(Place(FOREIGN_CASH, unit=there), Place(FOREIGN_FX, unit=there), abroad.amount)
    yield Move(Place(FX), Place(CASH), cost)


def exchange_in(received: int, abroad: Abroad) -> Iterator[Move]:
    """Another currency that came in is sold."""
    there = abroad.currency
    yield Move(Place(FOREIGN_FX, unit=there), Place(FOREIGN_CASH, unit=there), abroad.amount)
    yield Move(Place(PROCEEDS), Place(FX), received)


def arrive(investment: UUID, abroad: Abroad) -> Iterator[Move]:
    """What comes from a company in its own currency."""
    there = abroad.currency
    yield Move(Place(FOREIGN_CASH, unit=there), Place(STAKE, investment, there), abroad.amount)


def income(investment: UUID, received: int, into: str = PROCEEDS) -> Iterator[Move]:
    yield Move(Place(into), Place(INCOME, investment), received)


def realise(investment: UUID, done: Realised, into: Place) -> Iterator[Move]:
    """Part of an investment, or all of it, becomes `into`: through the control account, gain or loss apart."""
    control, gain = Place(REALISATION), Place(REALISED, investment)
    if done.received:
        yield Move(into, control, done.received)
    if done.gain < 0:
        yield Move(gain, control, -done.gain)
    if done.cost:
        yield Move(control, Place(COST, investment), done.cost)
    if done.gain > 0:
        yield Move(control, gain, done.gain)
    yield from revalue(investment, -done.above)


def revalue(investment: UUID, change: int) -> Iterator[Move]:
    """The fair value rises, or falls, by a change; nothing for none."""
    value, gain = Place(FAIR_VALUE, investment), Place(UNREALISED, investment)
    if change > 0:
        yield Move(value, gain, change)
    elif change < 0:
        yield Move(gain, value, -change)


def distribute(parts: Mapping[UUID, int], carry: int, escrow: int) -> Iterator[Move]:
    """What each investor and the manager get: first what is given, then whom it is owed to."""
    control = Place(DISTRIBUTION)
    for commitment, amount in parts.items():
        yield Move(Place(DISTRIBUTED, commitment), control, amount)
    if carry:
        yield Move(Place(CARRY), control, carry)
    yield from _owed(parts)
    if carry > escrow:
        yield Move(control, Place(CARRY_OWED), carry - escrow)
    if escrow:
        yield Move(control, Place(ESCROW), escrow)


def pay_out(parts: Mapping[UUID, int], manager: int, out_of: Place) -> Iterator[Move]:
    """Money, or the asset itself, goes to those whom it is owed to."""
    for commitment, amount in parts.items():
        yield Move(Place(PAYABLE, commitment), out_of, amount)
    if manager:
        yield Move(Place(CARRY_OWED), out_of, manager)


def claw_back(parts: Mapping[UUID, int], from_escrow: int, from_manager: int, released: int) -> Iterator[Move]:
    """Carry comes back and goes to the investors; what is left in escrow is the manager's."""
    control = Place(DISTRIBUTION)
    for commitment, amount in parts.items():
        yield Move(Place(DISTRIBUTED, commitment), control, amount)
    if parts:
        yield Move(control, Place(CARRY), from_escrow + from_manager)
    if from_escrow:
        yield Move(Place(ESCROW), control, from_escrow)
    if from_manager:
        yield Move(Place(CARRY_DUE), control, from_manager)
    yield from _owed(parts)
    if released:
        yield Move(Place(ESCROW), Place(CARRY_OWED), released)


def manager_pays(amount: int) -> Iterator[Move]:
    yield Move(Place(PROCEEDS), Place(CARRY_DUE), amount)


def _owed(parts: Mapping[UUID, int]) -> Iterator[Move]:
    for commitment, amount in parts.items():
        yield Move(Place(DISTRIBUTION), Place(PAYABLE, commitment), amount)
