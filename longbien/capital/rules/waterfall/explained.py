"""Why each minor unit went where it went: tier, clause, inputs. What is explained adds up to what was paid, exactly."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

Party = Literal["investors", "manager", "manager-capital", "public", "private"]
Tier = Literal[
    "capital", "preferred", "catch-up", "split", "hurdle", "side-by-side", "cap", "first-loss", "profit", "shift",
    "price",
]  # fmt: skip


@dataclass(frozen=True)
class Input:
    """A number that went into a line: its name, its exact value, and where it stands (a flow, a term, a document)."""

    name: str
    value: Fraction
    source: str = ""


@dataclass(frozen=True)
class Line:
    """`minor` units to a party. `exact` is what the clause gives before it was cut to whole units.

    `clause` points into the terms (`/catch_up/share`); `formula` says, with the names of the inputs, what was reckoned.
    """

    tier: Tier
    to: Party
    minor: int
    exact: Fraction
    clause: str
    formula: str
    inputs: tuple[Input, ...]
    number: int = 0  # of a hurdle among several

    @property
    def rounded(self) -> Fraction:
        """What cutting to whole units changed; it stays owed."""
        return self.minor - self.exact


@dataclass(frozen=True)
class Explained:
    """A distribution of `cash` minor units, in the order in which it ran through the tiers."""

    cash: int
    lines: tuple[Line, ...]

    @property
    def residual(self) -> int:
        """What no line explains; 0 or the distribution is wrong."""
        return self.cash - sum(line.minor for line in self.lines)

    def to(self, party: Party) -> int:
        """What a party got, in minor units."""
        return sum(line.minor for line in self.lines if line.to == party)

    def unit(self, place: int) -> Line:
        """The line that the `place`-th minor unit of the cash ran through, from 0 on. IndexError beyond the cash."""
        if not 0 <= place < self.cash:
            raise IndexError(f"there is no unit {place} in {self.cash}")
        for line in self.lines:
            if place < line.minor:
                return line
            place -= line.minor
        raise IndexError(f"{self.residual} units have no line")


def together(every: Iterable[Explained], party: Party) -> int:
    """What a party got of several distributions."""
    return sum(one.to(party) for one in every)


def as_data(explained: Explained) -> dict[str, Any]:
    """For machines: every line with its clause and inputs; amounts are strings of minor units, exact ones fractions."""
    return {
        "cash": str(explained.cash),
        "residual": str(explained.residual),
        "lines": [
            {
                "tier": line.tier,
                "to": line.to,
                "minor": str(line.minor),
                "exact": str(line.exact),
                "clause": line.clause,
                "formula": line.formula,
                "inputs": [{"name": one.name, "value": str(one.value), "source": one.source} for one in line.inputs],
            }
            for line in explained.lines
        ],
    }


def told(line: Line) -> str:
    """A line in words for machines and men: `/hurdle/rate: preferred = min(cash, due) …`."""
    inputs = ", ".join(f"{one.name}={one.value}" + (f" [{one.source}]" if one.source else "") for one in line.inputs)
    return f"{line.minor} to {line.to}: {line.tier} ({line.clause}): {line.formula}; {inputs}"
