"""What each side gets of one payment under each set of public terms, as lines with their clauses and inputs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from longbien.capital.rules.growth import fine
from longbien.capital.rules.public.terms import BuyOut, Capped, FirstLoss, PariPassu, ProfitShift, PublicTerms
from longbien.capital.rules.waterfall.explained import Input, Line, Tier
from longbien.kernel.money import allocate, deficits

NOTHING = Fraction(0)
BESIDE = "cash·public / (public + private)", "cash·private / (public + private)"


@dataclass(frozen=True)
class Why:
    """Which tier a line belongs to, the clause behind it, and where its cash was read."""

    tier: Tier
    clause: str
    source: str


@dataclass
class Purse:
    """What each side has paid in and got back of its capital, on the way; minor units.

    `balance` is the public side's capital grown at its capped rate, less what it got. `owed` is what each lacks of the
    exact shares so far.
    """

    public: int = 0
    private: int = 0
    returned: list[int] = field(default_factory=lambda: [0, 0])
    balance: Fraction = NOTHING
    owed: list[Fraction] = field(default_factory=lambda: [NOTHING, NOTHING])

    def beside(self, cash: int) -> tuple[int, int]:
        """By what was paid in, leftovers to whoever lacks most so far."""
        weights = [self.public, self.private]
        parts = allocate(cash, weights, self.owed)
        self.owed = [fine(one) for one in deficits(cash, weights, parts, self.owed)]
        return parts[0], parts[1]

    def exact(self, cash: int) -> tuple[Fraction, Fraction]:
        both = self.public + self.private
        return Fraction(cash * self.public, both), Fraction(cash * self.private, both)

    def inputs(self, cash: int, source: str) -> tuple[Input, ...]:
        paid = Input("public", Fraction(self.public)), Input("private", Fraction(self.private))
        return (Input("cash", Fraction(cash), source), *paid)


def parts(terms: PublicTerms, cash: int, purse: Purse, source: str) -> tuple[Line, ...]:
    """Lines that add up to the cash; what was returned and is left of the cap is noted in the purse."""
    match terms:
        case PariPassu() | BuyOut():
            lines = _beside(purse, cash, source, "side-by-side", "/public_terms")
        case Capped():
            lines = _capped(terms, cash, purse, source)
        case FirstLoss():
            lines = _after_losses(terms, cash, purse, source)
        case _:
            lines = _shifted(terms, cash, purse, source)
    return tuple(line for line in lines if line.minor)


def _beside(purse: Purse, cash: int, source: str, tier: Tier, clause: str) -> list[Line]:
    """Side by side by what was paid in."""
    exact, inputs = purse.exact(cash), purse.inputs(cash, source)
    public, private = purse.beside(cash)
    return [
        Line(tier, "public", public, exact[0], clause, BESIDE[0], inputs),
        Line(tier, "private", private, exact[1], clause, BESIDE[1], inputs),
    ]


def _capped(terms: Capped, cash: int, purse: Purse, source: str) -> list[Line]:
    clause = "/public_terms/capped/rate"
    inputs = (*purse.inputs(cash, source), Input("balance", purse.balance), Input("rate", terms.rate, clause))
    exact = min(purse.exact(cash)[0], max(purse.balance, NOTHING))
    public = min(purse.beside(cash)[0], max(floor(purse.balance), 0))
    purse.balance -= public
    return [
        Line("cap", "public", public, exact, clause, f"min({BESIDE[0]}, balance)", inputs),
        Line("cap", "private", cash - public, cash - exact, clause, f"cash - min({BESIDE[0]}, balance)", inputs),
    ]


def _after_losses(terms: FirstLoss, cash: int, purse: Purse, source: str) -> list[Line]:
    """First the private capital, beside the part of the public capital that does not stand in for losses; then the
    part that does; what is left is profit."""
    clause = "/public_terms/first-loss/share"
    guarded = purse.public - floor(purse.public * terms.share)
    lines: list[Line] = []
    ranks: tuple[tuple[Tier, int], ...] = (("capital", guarded), ("first-loss", purse.public))
    for tier, most in ranks:
        room = [max(most - purse.returned[0], 0), max(purse.private - purse.returned[1], 0)]
        paid = min(cash, sum(room))
        if paid:
            lines += _returned(paid, room, purse, Why(tier, clause, source))
            cash -= paid
    return lines + _beside(purse, cash, source, "profit", clause)


def _returned(cash: int, room: Sequence[int], purse: Purse, why: Why) -> list[Line]:
    """Capital given back by what is still out."""
    units = allocate(cash, room)
    purse.returned = [back + more for back, more in zip(purse.returned, units, strict=True)]
    out = Input("public out", Fraction(room[0])), Input("private out", Fraction(room[1]))
    inputs = (Input("cash", Fraction(cash), why.source), *out)
    exact = [Fraction(cash * one, sum(room)) for one in room]
    formula = "cash·{0} out / (public out + private out)"
    return [
        Line(why.tier, "public", units[0], exact[0], why.clause, formula.format("public"), inputs),
        Line(why.tier, "private", units[1], exact[1], why.clause, formula.format("private"), inputs),
    ]


def _shifted(terms: ProfitShift, cash: int, purse: Purse, source: str) -> list[Line]:
    clause = "/public_terms/profit-shift/share"
    unreturned = purse.public + purse.private - sum(purse.returned)
    capital = min(cash, max(unreturned, 0))
    lines = _beside(purse, capital, source, "capital", clause)
    purse.returned = [back + line.minor for back, line in zip(purse.returned, lines, strict=True)]
    public, private = _beside(purse, cash - capital, source, "profit", clause)
    inputs = (*public.inputs, Input("share", terms.share, clause))
    moved = floor(public.minor * terms.share)
    exact, kept = public.exact * terms.share, public.exact * (1 - terms.share)
    return [
        *lines,
        Line("profit", "public", public.minor - moved, kept, clause, f"(1 - share)·{BESIDE[0]}", inputs),
        private,
        Line("shift", "private", moved, exact, clause, f"share·{BESIDE[0]}", inputs),
    ]
