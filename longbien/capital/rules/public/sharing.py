"""The same flows under one set of public terms: who pays and gets what, day by day, in whole minor units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.capital.rules.daycount import DayCount, years
from longbien.capital.rules.growth import factor, fine
from longbien.capital.rules.public.parts import Purse, parts
from longbien.capital.rules.public.price import grown, price_line, window
from longbien.capital.rules.public.terms import BuyOut, Capped, PariPassu, PublicTerms
from longbien.capital.rules.waterfall.explained import Input, Line, Party


@dataclass(frozen=True)
class Moment:
    """A day of a fund: what each side pays in, and what there is to share out. `source` says where it was read."""

    on: date
    public: int = 0
    private: int = 0
    proceeds: int = 0
    source: str = ""


@dataclass(frozen=True)
class Shared:
    """A day as it came out: what each side paid in (a price to the other side too), and what it got by lines."""

    on: date
    public_in: int = 0
    private_in: int = 0
    lines: tuple[Line, ...] = ()

    @property
    def public_out(self) -> int:
        return self._to("public")

    @property
    def private_out(self) -> int:
        return self._to("private")

    def _to(self, side: Party) -> int:
        return sum(line.minor for line in self.lines if line.to == side)


def share_out(terms: PublicTerms, moments: Sequence[Moment], day_count: DayCount) -> tuple[Shared, ...]:
    """Every day in order. `moments` are in the order of days; the first one pays in. All amounts are minor units.

    What comes in on a day is paid before what goes out. Each day's lines add up to its proceeds (or to the price).
    """
    bought = _bought_on(terms, moments, day_count) if isinstance(terms, BuyOut) else None
    purse, last, found = Purse(), moments[0].on, list[Shared]()
    for moment in moments:
        if bought and moment.on > bought.on:
            found.append(_alone(moment))
            continue
        if isinstance(terms, Capped):
            purse.balance = fine(purse.balance * factor(terms.rate, years(last, moment.on, day_count)))
        last = moment.on
        purse.public += moment.public
        purse.private += moment.private
        purse.balance += moment.public
        lines = parts(terms, moment.proceeds, purse, moment.source) if moment.proceeds else ()
        found.append(Shared(moment.on, moment.public, moment.private, lines))
    return tuple(sorted([*found, bought], key=lambda one: one.on)) if bought else tuple(found)


def _alone(moment: Moment) -> Shared:
    """After a buy-out the private side pays and gets everything."""
    cash = Fraction(moment.proceeds)
    inputs = (Input("cash", cash, moment.source),)
    line = Line("side-by-side", "private", moment.proceeds, cash, "/public_terms/buy-out", "cash", inputs)
    return Shared(moment.on, 0, moment.public + moment.private, (line,) if moment.proceeds else ())


def _bought_on(terms: BuyOut, moments: Sequence[Moment], day_count: DayCount) -> Shared | None:
    """The day on which the private side buys, and its price; None when it isn't worth it or the fund ended before."""
    until = window(terms, next(one.on for one in moments if one.public)).first
    before = [one for one in moments if one.on <= until]
    later = [one for one in moments if one.on > until]
    shared = share_out(PariPassu(), moments, day_count)
    net = [(one.on, one.public_in - one.public_out) for one in shared[: len(before)]]
    parts = grown(terms, net, until, day_count, [one.source for one in before])
    line = price_line(terms, parts, until)
    brings = sum(one.public_out - one.public_in for one in shared[len(before) :])
    if not later or brings <= line.minor:
        return None
    return Shared(until, 0, line.minor, (line,) if line.minor else ())
