"""A cap table: holdings of whole shares, and what a step does to everybody's part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Table:
    """Whole shares by holder, fully diluted: options granted and the pool not yet granted count as holders."""

    shares: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if any(count < 0 for count in self.shares.values()):
            raise ValueError("nobody holds fewer than no shares")

    @property
    def total(self) -> int:
        return sum(self.shares.values())

    def part(self, holder: str) -> Fraction:
        """A holder's part of all shares; 0 for a stranger. ZeroDivisionError while there are none."""
        return Fraction(self.shares.get(holder, 0), self.total)

    def issued(self, more: Mapping[str, int]) -> "Table":
        """After new shares were issued."""
        every = dict(self.shares)
        for holder, count in more.items():
            every[holder] = every.get(holder, 0) + count
        return Table(every)


@dataclass(frozen=True)
class Diluted:
    """What a step did to a holder: shares and part before and after."""

    holder: str
    before: int
    after: int
    part_before: Fraction
    part_after: Fraction

    @property
    def lost(self) -> Fraction:
        """By how much of itself the part shrank; below zero when it grew, 0 for who held nothing."""
        return 1 - self.part_after / self.part_before if self.part_before else Fraction(0)


def dilution(before: Table, after: Table) -> list[Diluted]:
    """Every holder of either table, in the order of the later one's entries."""
    holders = dict.fromkeys([*after.shares, *before.shares])
    return [
        Diluted(one, before.shares.get(one, 0), after.shares.get(one, 0), _part(before, one), _part(after, one))
        for one in holders
    ]


def _part(table: Table, holder: str) -> Fraction:
    return table.part(holder) if table.total else Fraction(0)
