"""Money paid now for shares priced later: post-money SAFEs and convertible notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from longbien.capital.rules.captable.table import Table
from longbien.capital.rules.daycount import DayCount
from longbien.capital.rules.growth import interest
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Safe:
    """`minor` paid for a share of the company of at least minor / cap, all SAFEs counted (post-money); cap in minor
    units. `discount` is a share off the price of the round: whoever holds the SAFE takes the better of the two."""

    holder: str
    minor: int
    cap: int
    discount: Fraction = Fraction(0)


@dataclass(frozen=True)
class Note:
    """A convertible note: `minor` lent on a day at simple `rate`, which converts with its interest."""

    holder: str
    minor: int
    on: date
    rate: Fraction
    day_count: DayCount
    cap: int | None = None
    discount: Fraction = Fraction(0)

    def owed(self, on: date) -> Fraction:
        """Principal and interest on a day, exactly, in minor units."""
        return self.minor + interest(Fraction(self.minor), self.rate, self.on, on, self.day_count)


def capitalisation(existing: int, safes: Sequence[Safe]) -> Fraction:
    """The company capitalisation in which every SAFE is counted, in shares (exact): existing / (1 - Σ minor / cap).

    Refusal "safes-take-all" when the SAFEs together would own all of it or more.
    Source: Y Combinator, Post-Money SAFE User Guide (2018), "Company Capitalization".
    """
    taken = sum((Fraction(one.minor, one.cap) for one in safes), Fraction(0))
    if taken >= 1:
        words = Text.of(
            vi="Các SAFE này cộng lại chiếm toàn bộ công ty hoặc hơn: hãy xem lại số tiền và mức trần định giá.",
            en="Together these SAFEs would own the whole company or more: look at their amounts and caps again.",
        )
        raise Refusal("safes-take-all", words)
    return existing / (1 - taken)


def converted(table: Table, safes: Sequence[Safe], round_price: Fraction | None = None) -> Table:
    """The table after every SAFE became shares: minor / min(cap price, discounted price), floored to whole shares.

    The cap price is cap / capitalisation, in minor units a share; `round_price` is what new money pays, if known.
    """
    whole = capitalisation(table.total, safes)
    issued: dict[str, int] = {}
    for safe in safes:
        prices = [safe.cap / whole] + ([round_price * (1 - safe.discount)] if round_price is not None else [])
        issued[safe.holder] = issued.get(safe.holder, 0) + floor(safe.minor / min(prices))
    return table.issued(issued)


def note_shares(note: Note, *, on: date, round_price: Fraction, capitalisation_before: int) -> int:
    """Whole shares for a note that converts on a day: what is owed / min(cap price, discounted price), floored.

    The cap price of a note is cap / shares before the round (pre-money).
    """
    prices = [round_price * (1 - note.discount)]
    if note.cap is not None:
        prices.append(Fraction(note.cap, capitalisation_before))
    return floor(note.owed(on) / min(prices))
