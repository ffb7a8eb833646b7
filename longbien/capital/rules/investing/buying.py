"""The private side buys the public share: what it costs, who pays it to whom, and what of the stake goes where.

Every unit of the price keeps its path: the schedule that makes it, the buyer who pays it by what they take over, the
public investor who gets it by what was committed. What is explained adds up to the price, exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from longbien.capital.rules.daycount import DayCount
from longbien.capital.rules.growth import fine
from longbien.capital.rules.investing.plans import line_data
from longbien.capital.rules.public.price import Grown, price_line
from longbien.capital.rules.public.terms import BuyOut
from longbien.capital.rules.waterfall.explained import Input, Line
from longbien.kernel.money import allocate, deficits

CLAUSE = "/public_terms/buy-out"


@dataclass(frozen=True)
class Held:
    """A public commitment that is sold: how much was committed and how much of that was called, in minor units."""

    id: str
    committed: int
    called: int


@dataclass(frozen=True)
class Passed:
    """What one public investor hands over to one buyer, and the price of it; minor units."""

    seller: str
    buyer: str
    committed: int
    called: int
    price: int


@dataclass(frozen=True)
class Moved:
    """What a commitment takes over (below zero: hands over), and what it pays for that (below zero: gets)."""

    committed: int = 0
    called: int = 0
    price: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.committed + other.committed, self.called + other.called, self.price + other.price)

    def __neg__(self) -> "Moved":
        return Moved(-self.committed, -self.called, -self.price)


@dataclass(frozen=True)
class Piece:
    """`minor` units of what a buyer pays (by the buyer's place) that a public investor gets."""

    seller: str
    minor: int
    exact: Fraction
    owed: Fraction
    buyer: int


@dataclass(frozen=True)
class Purchase:
    """A buy-out as it comes out. `line` is the price, `sides` what each buyer pays of it, in their order."""

    line: Line
    sides: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    passed: tuple[Passed, ...]

    @property
    def price(self) -> int:
        return self.line.minor

    def moved(self) -> dict[str, Moved]:
        """By commitment; together they come to nothing."""
        found: dict[str, Moved] = {}
        for one in self.passed:
            part = Moved(one.committed, one.called, one.price)
            found[one.buyer] = found.get(one.buyer, Moved()) + part
            found[one.seller] = found.get(one.seller, Moved()) + -part
        return found


@dataclass(frozen=True)
class BuyOutPlan:
    """`grown` are the payments that the price is made of, `terms` the digest of the terms of the fund."""

    on: date
    terms: str
    day_count: DayCount
    grown: tuple[Grown, ...]
    purchase: Purchase

    def content(self) -> dict[str, Any]:
        """In the form in which `explaining.explained` reads a distribution too."""
        done = self.purchase
        return {
            "on": self.on.isoformat(),
            "terms": self.terms,
            "day_count": self.day_count,
            "grown": [
                [one.on.isoformat(), str(one.net), str(one.span), str(one.factor), one.source] for one in self.grown
            ],
            "cash": str(done.price),
            "payments": [[line_data(done.line)]],
            "stretches": [
                {"payment": 0, "line": 0, "minor": str(one.minor), "side": line_data(one)} for one in done.sides
            ],
            "pieces": [[one.seller, str(one.minor), str(one.exact), str(one.owed), one.buyer] for one in done.pieces],
            "passed": [
                [one.seller, one.buyer, str(one.committed), str(one.called), str(one.price)] for one in done.passed
            ],
        }


def buy(
    terms: BuyOut, parts: Sequence[Grown], on: date, sellers: Sequence[Held], takers: Mapping[str, int]
) -> Purchase:
    """`takers` says how much of what is committed each buyer takes over; together, all that the sellers committed.

    What was called of it passes in the same proportion, and so does the price: floor first, leftover units to whoever
    lacks most. ValueError when the parts don't come to the whole.
    """
    whole = sum(one.committed for one in sellers)
    if sum(takers.values()) != whole or not all(part > 0 for part in takers.values()):
        raise ValueError("buyers take over all that was committed, each of them some")
    line = price_line(terms, parts, on)
    shares = allocate(line.minor, list(takers.values()))
    sides = tuple(
        _side(line, share, who, part, whole) for share, (who, part) in zip(shares, takers.items(), strict=True)
    )
    pieces = _pieces(shares, sellers)
    paid = {(one.buyer, one.seller): one.minor for one in pieces}
    passed = tuple(
        Passed(seller.id, who, committed, called, paid.get((place, seller.id), 0))
        for seller, committed_, called_ in _handed(sellers, list(takers.values()))
        for place, (who, committed, called) in enumerate(zip(takers, committed_, called_, strict=True))
    )
    return Purchase(line, sides, pieces, passed)


def handed_on(owed: Mapping[str, Fraction], moved: Mapping[str, int]) -> dict[str, Fraction]:
    """What each investor lacks of units so far, once the buyers have what the sellers lacked, by what each took over.

    `moved` is what each commitment took over; below zero, handed over.
    """
    lacked = sum((owed.get(who, Fraction(0)) for who, part in moved.items() if part < 0), Fraction(0))
    whole = sum(part for part in moved.values() if part > 0)
    found = {who: lack for who, lack in owed.items() if moved.get(who, 0) >= 0}
    for who, part in moved.items():
        if part > 0:
            found[who] = fine(found.get(who, Fraction(0)) + lacked * part / whole)
    return found


def _side(line: Line, minor: int, buyer: str, part: int, whole: int) -> Line:
    """What a buyer pays of the price."""
    inputs = (
        Input("price", Fraction(line.minor)),
        Input("taken over", Fraction(part), f"commitment {buyer}"),
        Input("committed", Fraction(whole)),
    )
    return Line(
        "price", "private", minor, Fraction(line.minor * part, whole), CLAUSE, "price·taken over / committed", inputs
    )


def _pieces(shares: Sequence[int], sellers: Sequence[Held]) -> tuple[Piece, ...]:
    """What each buyer pays, shared among the public investors by what they committed."""
    weights, owed, found = [one.committed for one in sellers], [Fraction(0)] * len(sellers), list[Piece]()
    for place, share in enumerate(shares):
        units = allocate(share, weights, owed)
        found += [
            Piece(one.id, got, Fraction(share * one.committed, sum(weights)), lacked, place)
            for one, got, lacked in zip(sellers, units, owed, strict=True)
            if got
        ]
        owed = deficits(share, weights, units, owed)
    return tuple(found)


def _handed(sellers: Sequence[Held], takers: Sequence[int]) -> list[tuple[Held, list[int], list[int]]]:
    """What each seller hands over to each buyer: of what was committed, and of what was called of that."""
    left, found = list(takers), []
    for one in sellers:
        committed = allocate(one.committed, left)
        left = [has - part for has, part in zip(left, committed, strict=True)]
        found.append((one, committed, allocate(one.called, committed)))
    return found
