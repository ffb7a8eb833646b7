"""Priced rounds: a valuation before the money, a pool, new money, and who owns what afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from longbien.capital.rules.captable.table import Table


@dataclass(frozen=True)
class Priced:
    """A round that was priced: `price` in minor units a share (exact), and the table after it."""

    price: Fraction
    table: Table


POOL = "pool"


def priced(table: Table, *, pre_money: int, new_money: Mapping[str, int], pool: int = 0) -> Priced:
    """`pool` shares are added before the money and count into its price: price = pre-money / (shares + pool).

    Each investor gets the floor of their money over the price. Amounts in minor units; convertibles are converted
    before. ValueError when there are no shares or the valuation isn't above zero.
    Source: Y Combinator, Post-Money SAFE User Guide (2018), example of a Series A.
    """
    with_pool = table.issued({POOL: pool}) if pool else table
    if not with_pool.total or pre_money <= 0:
        raise ValueError("a price needs shares and a valuation above zero")
    price = Fraction(pre_money, with_pool.total)
    return Priced(price, with_pool.issued({holder: floor(money / price) for holder, money in new_money.items()}))
