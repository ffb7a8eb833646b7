"""How a fund, or one investor in it, did by a day: from what was paid in and out, and what is left at fair value.

Every rate says its day count. What can't be told (nothing paid in, no rate, no library, no index) is None: "–".
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from longbien.capital.rules.daycount import DayCount
from longbien.capital.rules.performance import market, rates
from longbien.capital.rules.performance.multiples import multiples
from longbien.capital.rules.statements.account import Piece, is_out
from longbien.capital.rules.statements.lines import OF_INVESTOR
from longbien.capital.rules.statements.moves import Moved
from longbien.kernel.refusal import Refusal

DAY_COUNT: DayCount = "act/365"
A_YEAR = 365


@dataclass(frozen=True)
class Index:
    """Levels of a public market, by day; on a day without one the last one before it counts."""

    name: str
    levels: Mapping[date, Fraction]

    def on(self, day: date) -> Fraction | None:
        days = sorted(self.levels)
        place = bisect_right(days, day)
        return self.levels[days[place - 1]] if place else None


@dataclass(frozen=True)
class Performance:
    """`paid_in`, `paid_out` and `value` in minor units: what every figure is made of, over so many `days`. `index`
    names a market."""

    paid_in: int
    paid_out: int
    value: int
    irr: float | None = None
    dpi: Fraction | None = None
    tvpi: Fraction | None = None
    pme: float | None = None
    direct_alpha: float | None = None
    index: str = ""
    days: int = 0

    @property
    def is_short(self) -> bool:
        """Whether less than a year is behind it: then a rate a year says what the time so far would come to."""
        return 0 < self.days < A_YEAR


@dataclass(frozen=True)
class Payments:
    """What investors paid in (less what was paid back), what they were paid out, and both by day with their signs."""

    paid_in: int
    paid_out: int
    days: Mapping[date, int]

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> "Payments":
        """Of payments as `account.flows` tells them; what a reversal undoes is gone from either sum."""
        out = sum(one.amount for one in pieces if is_out(one))
        days: dict[date, int] = {}
        for one in pieces:
            days[one.moved.on] = days.get(one.moved.on, 0) + one.amount
        return cls(out - sum(days.values()), out, days)


def left(moves: Sequence[Moved], net: int, whose: str = "") -> int:
    """What net asset value is worth beside payments: without what is still to be paid in for it, and with what the fund
    still owes to the investor (or to all of them)."""
    return net - sum(
        one.debited(spot) for one in moves for spot in (one.debit, one.credit) if spot.name in OF_INVESTOR
        and whose in ("", spot.whose)
    )  # fmt: skip


def performance(paid: Payments, value: int, day: date, index: Index | None = None) -> Performance:
    """`value` is what is left at the end of `day`."""
    known = Performance(paid.paid_in, paid.paid_out, value, index=index.name if index else "")
    if paid.paid_in <= 0:
        return known
    ratios = multiples([-paid.paid_in, paid.paid_out], value)
    whole = [rates.Flow(on, one) for on, one in sorted(paid.days.items()) if one] + [rates.Flow(day, value)] * bool(
        value
    )
    found = replace(
        known,
        irr=_told(lambda: rates.xirr(whole, DAY_COUNT).value),
        dpi=ratios.dpi,
        tvpi=ratios.tvpi,
        days=(day - min(paid.days)).days,
    )
    levels = [level for one in whole if index and (level := index.on(one.on))]
    if len(levels) < len(whole):
        return found
    return replace(
        found,
        pme=_told(lambda: market.ks_pme([one.amount for one in whole], levels)),
        direct_alpha=_told(lambda: _alpha(whole, levels)),
    )


def _alpha(flows: Sequence[rates.Flow], levels: Sequence[Fraction]) -> float:
    """The yearly rate of the flows carried to the end with the index (Gredil, Griffiths and Stucke 2014), by the days
    between them."""
    carried = [
        rates.Flow(one.on, Fraction(one.amount) * levels[-1] / level) for one, level in zip(flows, levels, strict=True)
    ]
    return rates.xirr(carried, DAY_COUNT).value


def _told(rate: Callable[[], float]) -> float | None:
    try:
        return rate()
    except Refusal:
        return None
