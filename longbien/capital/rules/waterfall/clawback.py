"""What the manager gives back when, seen over the whole fund, its carry was too much."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from longbien.capital.rules.waterfall.run import Course
from longbien.capital.rules.waterfall.terms import Clawback


@dataclass(frozen=True)
class GivenBack:
    """In minor units: `due`, of which `from_escrow` first and `from_manager` the rest; `kept` is the carry after."""

    due: int
    from_escrow: int
    from_manager: int
    kept: int


def clawed_back(
    clause: Clawback, carry: Fraction, *, received: int, profit: int, short: Fraction = Fraction(0)
) -> GivenBack:
    """The manager received `received` of carry while the fund earned `profit` (below zero: a loss).

    Due is what exceeds carry × profit; with `hurdle`, if more, what investors are `short` of their capital and their
    preferred return; never more than was received. Parts of a unit count against the manager, so that afterwards
    carry ≤ carry share × profit holds in whole units.

    Source: ILPA Principles 3.0 (2019), "Clawback": the greater of excess carry and shortfall, escrow of 30 % or more.
    """
    excess = received - carry * max(profit, 0)
    owed = max(excess, short) if clause.hurdle else excess
    due = min(received, max(ceil(owed), 0))
    held = received * clause.escrow
    from_escrow = min(due, held.numerator // held.denominator)
    return GivenBack(due, from_escrow, due - from_escrow, received - due)


def settled(clause: Clawback, carry: Fraction, course: Course) -> GivenBack:
    """What the manager gives back at the end of a fund's course."""
    return clawed_back(clause, carry, received=course.manager, profit=course.profit, short=course.short)
