"""The same flows under one set of public terms: who pays and gets what, day by day, in whole minor units."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor

from longbien.capital.rules.daycount import DayCount, anniversary, years
from longbien.capital.rules.growth import factor, fine, whole
from longbien.capital.rules.public.price import price
from longbien.capital.rules.public.terms import BuyOut, Capped, FirstLoss, PariPassu, ProfitShift, PublicTerms
from longbien.kernel.money import allocate, deficits

NOTHING = Fraction(0)


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
    """A day as it came out: what each side paid (`_in`) and got (`_out`), a price between them included."""

    on: date
    public_in: int = 0
    private_in: int = 0
    public_out: int = 0
    private_out: int = 0


@dataclass
class _Purse:
    """What has been paid and got on the way. `balance` is the public side's capital at its capped rate."""

    public: int = 0
    private: int = 0
    public_out: int = 0
    private_out: int = 0
    owed: list[Fraction] = field(default_factory=lambda: [NOTHING, NOTHING])
    balance: Fraction = NOTHING
    returned: list[int] = field(default_factory=lambda: [0, 0])

    def side_by_side(self, cash: int, weights: Sequence[int] = ()) -> tuple[int, int]:
        """By what was paid in (or by other weights), leftovers to whoever lacks most so far."""
        shares = list(weights) or [self.public, self.private]
        parts = allocate(cash, shares, self.owed)
        self.owed = [fine(one) for one in deficits(cash, shares, parts, self.owed)]
        return parts[0], parts[1]


def share_out(terms: PublicTerms, moments: Sequence[Moment], day_count: DayCount) -> tuple[Shared, ...]:
    """Every day in order. `moments` are in the order of days; the first one pays in. All amounts are minor units.

    What comes in on a day is paid before what goes out. Each day's public and private proceeds add up to its proceeds.
    """
    bought = _bought_on(terms, moments, day_count) if isinstance(terms, BuyOut) else None
    purse, last, found = _Purse(), moments[0].on, list[Shared]()
    for moment in moments:
        if bought and moment.on > bought.on:
            found.append(_alone(moment))
            continue
        if isinstance(terms, Capped):
            purse.balance = fine(purse.balance * factor(terms.rate, years(last, moment.on, day_count)))
        last = moment.on
        found.append(_together(terms, moment, purse))
    return tuple(sorted([*found, bought], key=lambda one: one.on)) if bought else tuple(found)


def _together(terms: PublicTerms, moment: Moment, purse: _Purse) -> Shared:
    purse.public += moment.public
    purse.private += moment.private
    purse.balance += moment.public
    public, private = _parts(terms, moment.proceeds, purse) if moment.proceeds else (0, 0)
    purse.public_out += public
    purse.private_out += private
    return Shared(moment.on, moment.public, moment.private, public, private)


def _alone(moment: Moment) -> Shared:
    """After a buy-out the private side pays and gets everything."""
    return Shared(moment.on, 0, moment.public + moment.private, 0, moment.proceeds)


def _parts(terms: PublicTerms, cash: int, purse: _Purse) -> tuple[int, int]:
    match terms:
        case PariPassu() | BuyOut():
            return purse.side_by_side(cash)
        case Capped():
            public, _ = purse.side_by_side(cash)
            public = min(public, max(floor(purse.balance), 0))
            purse.balance -= public
            return public, cash - public
        case FirstLoss():
            return _after_losses(terms, cash, purse)
        case ProfitShift():
            return _shifted(terms, cash, purse)


def _after_losses(terms: FirstLoss, cash: int, purse: _Purse) -> tuple[int, int]:
    """First the private capital, beside the part of the public capital that does not stand in for losses; then the
    part that does; what is left is profit."""
    guarded = purse.public - floor(purse.public * terms.share)
    got = [0, 0]
    for most in ([guarded, purse.private], [purse.public, purse.private]):
        room = [max(limit - back, 0) for limit, back in zip(most, purse.returned, strict=True)]
        paid = min(cash, sum(room))
        if paid:
            public, private = allocate(paid, room)
            purse.returned = [purse.returned[0] + public, purse.returned[1] + private]
            got = [got[0] + public, got[1] + private]
            cash -= paid
    public, private = purse.side_by_side(cash)
    return got[0] + public, got[1] + private


def _shifted(terms: ProfitShift, cash: int, purse: _Purse) -> tuple[int, int]:
    unreturned = purse.public + purse.private - sum(purse.returned)
    capital = min(cash, max(unreturned, 0))
    public, private = purse.side_by_side(capital)
    purse.returned = [purse.returned[0] + public, purse.returned[1] + private]
    profit, beside = purse.side_by_side(cash - capital)
    kept = profit - floor(profit * terms.share)
    return public + kept, private + beside + profit - kept


def _bought_on(terms: BuyOut, moments: Sequence[Moment], day_count: DayCount) -> Shared | None:
    """The day on which the private side buys, and its price; None when it isn't worth it or the fund ended before."""
    start = next(one.on for one in moments if one.public)
    until = anniversary(start, terms.after_years)
    before = [one for one in moments if one.on <= until]
    later = [one for one in moments if one.on > until]
    shared = share_out(PariPassu(), moments, day_count)
    net = [(one.on, one.public_in - one.public_out) for one in shared[: len(before)]]
    cost = whole(price(terms, net, until, day_count))
    brings = sum(one.public_out - one.public_in for one in shared[len(before) :])
    if not later or brings <= cost:
        return None
    return Shared(until, 0, cost, cost, 0)
