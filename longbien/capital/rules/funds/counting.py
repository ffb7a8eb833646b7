"""From which day what an investor was called counts as theirs: the day it was due, or the later one it was paid on.

What is not paid does not count. Whoever joined at a close, and paid in time for it, counts from the days on which the
calls before it were due: they paid interest for that (`calling`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

Counted = tuple[date, int]  # from a day on, minor units


@dataclass(frozen=True)
class Paid:
    """Capital that came in for a notice on a day, without interest; and the day by which it was asked for."""

    minor: int
    on: date
    due_on: date

    def counts_from(self, due_on: date) -> date:
        """For a call that was due by `due_on`."""
        return due_on if self.on <= self.due_on else max(self.on, due_on)


@dataclass(frozen=True)
class Asked:
    """A call to one investor: by when, how much of it stands after the last close, and what came in for its notice."""

    due_on: date
    minor: int
    paid: tuple[Paid, ...] = ()


def counted(calls: Sequence[Asked], joined: Sequence[Paid] = ()) -> list[list[Counted]]:
    """For each call of one investor, from which day how much of it counts; days in order.

    `joined` came in because of closes: with what was paid for a call beyond what still stands of it, it fills what the
    calls lack, the earliest first.
    """
    found, spare = list[list[Counted]](), list[Paid]()
    for one in calls:
        taken, over = _filled(one.minor, one.paid)
        found.append([(each.counts_from(one.due_on), each.minor) for each in taken])
        spare += over
    spare = sorted([*spare, *joined], key=lambda each: each.on)
    for one, parts in zip(calls, found, strict=True):
        taken, spare = _filled(one.minor - sum(minor for _, minor in parts), spare)
        parts += [(each.counts_from(one.due_on), each.minor) for each in taken]
    return [list(_by_day(parts)) for parts in found]


def _filled(minor: int, paid: Sequence[Paid]) -> tuple[list[Paid], list[Paid]]:
    """What of these payments makes up so much, the earliest first; and what is over."""
    taken, over = list[Paid](), list[Paid]()
    for one in sorted(paid, key=lambda each: each.on):
        part = min(minor, one.minor)
        minor -= part
        if part:
            taken.append(Paid(part, one.on, one.due_on))
        if one.minor > part:
            over.append(Paid(one.minor - part, one.on, one.due_on))
    return taken, over


def _by_day(parts: Sequence[Counted]) -> Iterator[Counted]:
    for day in sorted({one for one, _ in parts}):
        yield day, sum(minor for one, minor in parts if one == day)
