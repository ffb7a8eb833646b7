"""A stored distribution read again: the path of every minor unit, and whether it still adds up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Told:
    """A line as it was stored: `inputs` are (name, exact value, source)."""

    tier: str
    to: str
    minor: int
    exact: Fraction
    clause: str
    formula: str
    inputs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Path:
    """Units that one party got, `first` being the place of the first of them in the cash, and the way they took.

    `investor` is empty for the manager. `exact` is the share by commitments before it was cut to whole units.
    """

    first: int
    minor: int
    line: Told
    side: Told | None = None
    investor: str = ""
    exact: Fraction = Fraction(0)
    owed: Fraction = Fraction(0)
    stretch: int = 0


@dataclass(frozen=True)
class Explanation:
    """All paths of a distribution, in the order of its cash."""

    cash: int
    lines: tuple[Told, ...]
    paths: tuple[Path, ...]

    @property
    def residual(self) -> int:
        """What no path explains, in lines and in units; 0 or the distribution is wrong."""
        by_line = self.cash - sum(one.minor for one in self.lines)
        return abs(by_line) + abs(self.cash - sum(one.minor for one in self.paths))

    def at(self, number: int) -> tuple[Path, ...]:
        """The path of the `number`-th unit, from 1 on; none beyond the cash."""
        return (self.unit(number - 1),) if 1 <= number <= self.cash else ()

    def unit(self, place: int) -> Path:
        """The path of a minor unit of the cash, from 0 on. IndexError beyond the cash."""
        for one in self.paths:
            if one.first <= place < one.first + one.minor:
                return one
        raise IndexError(f"there is no unit {place} in {self.cash}")


def explained(content: Mapping[str, Any]) -> Explanation:
    """The paths of a plan that `DistributionPlan.content` wrote."""
    payments = [[_told(line) for line in payment] for payment in content["payments"]]
    lines = tuple(line for payment in payments for line in payment)
    paths, first = list[Path](), 0
    for number, payment in enumerate(payments):
        for place, line in enumerate(payment):
            for one in _ways(content, (number, place), line):
                paths.append(replace(one, first=first))
                first += one.minor
    return Explanation(int(content["cash"]), lines, tuple(paths))


def _ways(content: Mapping[str, Any], where: tuple[int, int], line: Told) -> Iterator[Path]:
    if line.to == "manager":
        yield Path(0, line.minor, line)
        return
    for number, stretch in enumerate(content["stretches"]):
        if (stretch["payment"], stretch["line"]) == where:
            side = _told(stretch["side"]) if stretch["side"] else None
            for who, minor, exact, owed, of in content["pieces"]:
                if of == number:
                    yield Path(
                        0, int(minor), line, side, who, Fraction(exact), Fraction(owed), int(stretch["minor"])
                    )  # fmt: skip


def _told(data: Mapping[str, Any]) -> Told:
    return Told(
        tier=data["tier"],
        to=data["to"],
        minor=int(data["minor"]),
        exact=Fraction(data["exact"]),
        clause=data["clause"],
        formula=data["formula"],
        inputs=tuple((one["name"], one["value"], one["source"]) for one in data["inputs"]),
    )
