"""Terms by rates of return: until investors have earned this much a year they get this part, then that.

One account a step: what investors paid in, grown at the step's rate, less what this step and those below it paid them.
An account that is paid off stays at nothing: what is earned above a step is not set off against later calls.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from longbien.capital.rules.daycount import years
from longbien.capital.rules.growth import factor, fine
from longbien.capital.rules.shares import weights_of
from longbien.capital.rules.waterfall.explained import Explained, Input, Line, Party
from longbien.capital.rules.waterfall.flows import Event, in_order
from longbien.capital.rules.waterfall.run import Paid
from longbien.capital.rules.waterfall.terms import NOTHING, Ladder
from longbien.kernel.money import allocate, deficits

FORMULAS: tuple[tuple[Party, str], ...] = (
    ("investors", "investors·(1 - promote)·cash"),
    ("manager-capital", "(1 - investors)·(1 - promote)·cash"),
    ("manager", "promote·cash"),
)


@dataclass(frozen=True)
class Climbed:
    """What came of the flows: every distribution with its path, and what each side paid in."""

    paid: tuple[Paid, ...]
    investors_called: int
    manager_called: int

    @property
    def investors(self) -> int:
        return sum(one.explained.to("investors") for one in self.paid)

    @property
    def manager(self) -> int:
        """On its own capital and as promote."""
        return sum(one.explained.to("manager") + one.explained.to("manager-capital") for one in self.paid)


def climb(terms: Ladder, events: Iterable[Event]) -> Climbed:
    """Run calls and proceeds up the steps, in the order of their days. Amounts are minor units.

    In a step with promote p investors get their part of the capital times 1 - p. Source: A.CRE, Real Estate Equity
    Waterfall Model (IRR hurdles): balances grow by (1 + rate)^(days / 365).
    """
    book = _Ladder(terms)
    for event in in_order(events):
        book.take(event)
    return Climbed(tuple(book.paid), book.called[0], book.called[1])


class _Pair:
    """Two who share, and what each lacks."""

    def __init__(self) -> None:
        self.owed = [NOTHING, NOTHING]

    def split(self, cash: int, parts: list[Fraction]) -> list[int]:
        if not cash:
            return [0, 0]
        weights = weights_of(parts)
        units = allocate(cash, weights, self.owed)
        self.owed = [fine(one) for one in deficits(cash, weights, units, self.owed)]
        return units


class _Ladder:
    """The accounts of a climb, on its way."""

    def __init__(self, terms: Ladder) -> None:
        self.terms = terms
        self.balances = [NOTHING] * len(terms.steps)
        self.on: date | None = None
        self.called = [0, 0]
        self.paid: list[Paid] = []
        self.first, self.second = _Pair(), _Pair()

    def take(self, event: Event) -> None:
        self._grow(event.on)
        if event.called:
            theirs = floor(event.called * self.terms.investors)
            self.called[0] += theirs
            self.called[1] += event.called - theirs
            self.balances = [balance + theirs for balance in self.balances]
        if event.proceeds:
            self.paid.append(Paid(event, self._distributed(event)))

    def _grow(self, day: date) -> None:
        span = years(self.on or day, day, self.terms.day_count)
        self.on = day
        steps = zip(self.balances, self.terms.steps, strict=True)
        self.balances = [fine(balance * factor(step.rate, span)) for balance, step in steps]

    def _distributed(self, event: Event) -> Explained:
        left, lines = event.proceeds, list[Line]()
        for number, step in enumerate(self.terms.steps):
            part = self.terms.investors * (1 - step.promote)
            cash = min(left, floor(self.balances[number] / part)) if part else 0
            made = self._shared(cash, step.promote, number, event.source)
            theirs = made[0].minor
            for later in range(number, len(self.balances)):
                self.balances[later] = max(self.balances[later] - theirs, NOTHING)
            lines += made
            left -= cash
        lines += self._shared(left, self.terms.beyond, len(self.terms.steps), event.source)
        return Explained(event.proceeds, tuple(line for line in lines if line.minor))

    def _shared(self, cash: int, promote: Fraction, number: int, source: str) -> list[Line]:
        """By parts of the cash: first investors and the manager, then the manager's capital and its promote.

        A leftover unit goes to whoever of the two lacks more so far. Among three at once it could take a unit from
        investors when there is more to share (the Alabama paradox); between two it can't.
        """
        investors = self.terms.investors
        parts = [investors * (1 - promote), (1 - investors) * (1 - promote), promote]
        theirs, rest = self.first.split(cash, [parts[0], parts[1] + parts[2]])
        units = [theirs, *self.second.split(rest, parts[1:])]
        clause = f"/steps/{number}" if number < len(self.terms.steps) else "/beyond"
        inputs = (
            Input("cash", Fraction(cash), source),
            Input("promote", promote, clause),
            Input("investors", investors, "/investors"),
        )
        return [
            Line("hurdle", party, minor, cash * part, clause, formula, inputs, number + 1)
            for (party, formula), minor, part in zip(FORMULAS, units, parts, strict=True)
        ]
