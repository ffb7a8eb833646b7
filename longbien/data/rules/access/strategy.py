"""How far the data that the city's problems need is there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from longbien.kernel.subject import Subject
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Need:
    """What one problem needs: `sets` are codes of the catalogue, `gaps` codes of the register of what is missing."""

    problem: Subject
    title: Text
    sets: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """A need, with what of it is there."""

    need: Need
    there: int
    wanted: int

    @property
    def is_met(self) -> bool:
        return self.wanted > 0 and self.there == self.wanted


@dataclass(frozen=True)
class Coverage:
    """Of all problems: how many say what they need, how many of those have all of it."""

    problems: int
    stated: int
    met: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means every one; None while no problem says what it needs."""
        return self.met * 100 // self.stated if self.stated else None


def standing_of(need: Need, *, delivered: Collection[str], closed: Collection[str]) -> Standing:
    """`delivered` are the data sets that have an edition, `closed` the gaps that a data set has closed."""
    there = sum(code in delivered for code in need.sets) + sum(code in closed for code in need.gaps)
    return Standing(need, there, len(need.sets) + len(need.gaps))


def coverage(standings: Iterable[Standing]) -> Coverage:
    every = list(standings)
    stated = [one for one in every if one.wanted]
    return Coverage(len(every), len(stated), sum(one.is_met for one in stated))
