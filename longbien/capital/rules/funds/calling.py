"""What each investor is called, and what a later close sets right: who comes late ends as if present at the first.

All calls are split again among everyone, in their order, deficits carried; what that leaves different from what was
called before is paid in by the late and paid out to the earlier ones. For the time that the earlier ones had the
money in their place, the late pay interest: actual days over 365, simple, at the rate of the terms.

Where the terms equalise distributions too, those that were paid are split again in the same way: the late are credited
what they would have had, with interest since, and the earlier ones give up as much of what they had.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.capital.rules.daycount import DAYS_A_YEAR, DayCount
from longbien.capital.rules.growth import fine
from longbien.kernel.money import allocate, deficits

DAY_COUNT: DayCount = "act/365"


@dataclass(frozen=True)
class Drawn:
    """A call that was made: how much of all commitments together, in minor units, and when it was due."""

    amount: int
    due_on: date


@dataclass(frozen=True)
class Given:
    """A distribution that was paid: on which day, and the investors' minor units of each of its lines."""

    on: date
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Share:
    """What a close does to one investor, in minor units: above zero is paid in, below zero is paid out.

    `given` is what they would have had of earlier distributions, less what they had; it counts against the rest.
    """

    principal: int
    interest: int
    given: int = 0

    @property
    def net(self) -> int:
        return self.principal + self.interest - self.given


def split(calls: Sequence[int], commitments: Sequence[int]) -> list[list[int]]:
    """Call × investor: every call by the commitments, floor first, leftovers to the largest cumulative deficit.

    No investor is ever called more than was committed. ValueError when all calls together are more than that.
    """
    if sum(calls) > sum(commitments):
        raise ValueError("more is called than was committed")
    owed: list[Fraction] | None = None
    room, found = list(commitments), []
    for amount in calls:
        parts = allocate(amount, commitments, owed)
        owed = deficits(amount, commitments, parts, owed)
        keep_within(parts, room, owed)
        room = [left - part for left, part in zip(room, parts, strict=True)]
        found.append(parts)
    return found


def keep_within(parts: list[int], room: Sequence[int], owed: list[Fraction]) -> None:
    """Move each unit that someone has no room for to whoever is owed most and has some; `owed` follows.

    Where several were owed more than a unit, left-over units may reach someone who was owed none.
    """
    for at, part in enumerate(parts):
        for _ in range(part - room[at]):
            to = max((n for n in range(len(parts)) if parts[n] < room[n]), key=lambda n: owed[n])
            parts[at], parts[to] = parts[at] - 1, parts[to] + 1
            owed[at], owed[to] = owed[at] + 1, owed[to] - 1


def next_call(amount: int, calls: Sequence[int], commitments: Sequence[int]) -> list[int]:
    """The parts of a further call, in the order of the commitments. ValueError as in `split`."""
    return split([*calls, amount], commitments)[-1]


def further_call(amount: int, called: Sequence[int], commitments: Sequence[int]) -> list[int]:
    """The parts of a further call among stakes that changed hands: by what is committed now, leftovers to whoever was
    called too little of it so far. ValueError when it asks for more than is left."""
    everything, so_far = sum(commitments), sum(called)
    if so_far + amount > everything:
        raise ValueError("more is called than was committed")
    owed = [Fraction(so_far * one, everything) - had for one, had in zip(commitments, called, strict=True)]
    parts = allocate(amount, commitments, owed)
    owed = deficits(amount, commitments, parts, owed)
    keep_within(parts, [one - had for one, had in zip(commitments, called, strict=True)], owed)
    return parts


def handed(given: Sequence[Given], commitments: Sequence[int]) -> tuple[list[list[int]], list[Fraction]]:
    """Distribution × investor, as if these had been everybody from the first one on; and what each lacks since."""
    owed, found = [Fraction(0)] * len(commitments), []
    for one in given:
        parts = [0] * len(commitments)
        for units in one.lines:
            got = allocate(units, commitments, owed)
            owed = [fine(lack) for lack in deficits(units, commitments, got, owed)]
            parts = [had + more for had, more in zip(parts, got, strict=True)]
        found.append(parts)
    return found, owed


def equalise(
    calls: Sequence[Drawn],
    earlier: Sequence[int],
    joining: Sequence[int],
    *,
    on: date,
    rate: Fraction,
    given: Sequence[Given] = (),
) -> list[Share]:
    """What a close on a day asks of everyone: first the `earlier` commitments in their order, then the `joining` ones.

    Principal adds up to zero, and so do interest and what was `given`: nothing stays with the vehicle. A first close
    finds no calls.
    """
    amounts, count = [one.amount for one in calls], len(earlier)
    before = split(amounts, earlier) if calls else []
    after = split(amounts, [*earlier, *joining])
    moved = [
        [part - (was[n] if n < count else 0) for n, part in enumerate(parts)]
        for was, parts in zip(before, after, strict=True)
    ]
    days = [max((on - one.due_on).days, 0) for one in calls]
    principal = [sum(column) for column in zip(*moved, strict=True)] or [0] * (count + len(joining))
    weighted = [
        sum(part * held for part, held in zip(column, days, strict=True)) for column in zip(*moved, strict=True)
    ]
    interest = _interest(weighted or [0] * len(principal), count, rate)
    credit, back = _given(given, earlier, joining, on, rate)
    return [
        Share(own, pays - gets, had) for own, pays, had, gets in zip(principal, interest, credit, back, strict=True)
    ]


def _given(
    given: Sequence[Given], earlier: Sequence[int], joining: Sequence[int], on: date, rate: Fraction
) -> tuple[list[int], list[int]]:
    """What each is credited of what was distributed, and the interest on it: the late get it, the earlier pay it."""
    none, count = [0] * (len(earlier) + len(joining)), len(earlier)
    if not given or not earlier or not joining:
        return none, none
    was, anew = handed(given, earlier)[0], handed(given, [*earlier, *joining])[0]
    moved = [
        [part - (had[n] if n < count else 0) for n, part in enumerate(parts)]
        for had, parts in zip(was, anew, strict=True)
    ]
    credit = [sum(column) for column in zip(*moved, strict=True)]
    days = [max((on - one.on).days, 0) for one in given]
    weighted = [
        sum(part * held for part, held in zip(column, days, strict=True)) for column in zip(*moved, strict=True)
    ]
    return credit, _interest(weighted, count, rate)


def _interest(weighted: Sequence[int], count: int, rate: Fraction) -> list[int]:
    """Unit-days at a yearly rate, floored in all; split among the late, and again among those they come to."""
    pays = [max(one, 0) for one in weighted[count:]]
    gets = [max(-one, 0) for one in weighted[:count]]
    total = int(rate * sum(pays) / DAYS_A_YEAR[DAY_COUNT])
    if not total:
        return [0] * len(weighted)
    return [*(-part for part in allocate(total, gets)), *allocate(total, pays)]
