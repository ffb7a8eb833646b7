"""The dilution modeller: what convertibles and a priced round make of a cap table, together.

Convertibles convert in the round, each at the better of its cap price and its discounted price; the pool is topped up
before the money to a part of the company after it. All of it solves for the price at once, exactly; whole shares are
floored at the end, the pool's rounded up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from longbien.capital.rules.captable.convertibles import Note, Safe, capitalisation, converted
from longbien.capital.rules.captable.rounds import POOL, priced
from longbien.capital.rules.captable.table import Table
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Round:
    """New money by investor at a valuation before it; `pool` is the part of the company that is to be its pool after
    the money. Amounts in minor units."""

    pre_money: int
    money: Mapping[str, int]
    pool: Fraction = Fraction(0)

    @property
    def growth(self) -> Fraction:
        """The valuation after the money over that before it."""
        return 1 + Fraction(sum(self.money.values()), self.pre_money)


@dataclass(frozen=True)
class Modelled:
    """The table after each step; `price` in minor units a share where there was a round."""

    converted: Table
    final: Table
    price: Fraction | None


@dataclass(frozen=True)
class _Claim:
    """What converts: `owed` for shares at `cap_price` a share (None: no cap) or at a discount off the round."""

    holder: str
    owed: Fraction
    cap_price: Fraction | None
    discount: Fraction


def modelled(
    table: Table, *, safes: Sequence[Safe] = (), notes: Sequence[Note] = (), round_: Round | None = None, on: date
) -> Modelled:
    """What becomes of the table. Without a round SAFEs convert at their caps, and notes stay what they are.

    Refusal "no-shares" for a table of nothing; "pool-takes-all" where convertibles, pool and new money leave nothing to
    those who were there.
    """
    if not table.total:
        raise Refusal("no-shares", NO_SHARES)
    if round_ is None:
        after = converted(table, safes)
        return Modelled(after, after, None)
    claims = _claims(table, safes, notes, on)
    price, pool = _solved(table, claims, round_)
    before_money = table.issued(_shares(claims, price))
    done = priced(before_money, pre_money=round_.pre_money, new_money=round_.money, pool=pool)
    return Modelled(before_money, done.table, done.price)


def _claims(table: Table, safes: Sequence[Safe], notes: Sequence[Note], on: date) -> list[_Claim]:
    whole = capitalisation(table.total, safes)
    found = [_Claim(one.holder, Fraction(one.minor), one.cap / whole, one.discount) for one in safes]
    for note in notes:
        cap_price = Fraction(note.cap, table.total) if note.cap is not None else None
        found.append(_Claim(note.holder, note.owed(on), cap_price, note.discount))
    return found


def _solved(table: Table, claims: Sequence[_Claim], round_: Round) -> tuple[Fraction, int]:
    """The price of the round and the pool's new shares. Who takes the discount lowers the price, so that others may
    then take it, too: never the other way round, so this ends after as many passes as there are claims."""
    discounted = {n for n, one in enumerate(claims) if one.cap_price is None}
    while True:
        price, pool = _price(table, claims, discounted, round_)
        more = {n for n, one in enumerate(claims) if one.cap_price is not None and _off(one, price) < one.cap_price}
        if more <= discounted:
            return price, pool
        discounted |= more


def _price(
    table: Table, claims: Sequence[_Claim], discounted: set[int], round_: Round
) -> tuple[Fraction, int]:  # fmt: skip
    """With S shares, C shares converted at caps, claims of A in money at a discount, the pool E topped up to a part q
    of all after the money, and growth g, the shares Y before the money hold Y (1 - q g - A / pre) = S + C - E."""
    capped = sum(
        (one.owed / one.cap_price for n, one in enumerate(claims) if n not in discounted and one.cap_price), ZERO
    )
    at_discount = sum((one.owed / (1 - one.discount) for n, one in enumerate(claims) if n in discounted), ZERO)
    held, part = table.shares.get(POOL, 0), round_.pool * round_.growth
    rest = 1 - at_discount / round_.pre_money
    if rest <= 0 or rest - part <= 0:
        raise Refusal("pool-takes-all", TAKES_ALL)
    before = (table.total + capped - held) / (rest - part)
    pool = ceil(before * part - held)
    if pool <= 0:
        pool, before = 0, (table.total + capped) / rest
    return round_.pre_money / before, pool


def _off(claim: _Claim, price: Fraction) -> Fraction:
    return price * (1 - claim.discount)


def _shares(claims: Sequence[_Claim], price: Fraction) -> dict[str, int]:
    issued: dict[str, int] = {}
    for one in claims:
        best = _off(one, price) if one.cap_price is None else min(one.cap_price, _off(one, price))
        issued[one.holder] = issued.get(one.holder, 0) + floor(one.owed / best)
    return issued


ZERO = Fraction(0)
NO_SHARES = Text.of(vi="Bảng vốn này chưa có cổ phần nào.", en="This cap table has no shares yet.")
TAKES_ALL = Text.of(
    vi="Vốn chuyển đổi, quỹ cổ phần thưởng và tiền mới cộng lại không để lại gì cho cổ đông hiện hữu.",
    en="Convertibles, pool and new money together leave nothing to those who hold shares now.",
)
