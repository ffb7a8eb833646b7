"""A distribution shared among the investors: the path of every unit goes on, from the line to whoever got it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from longbien.capital.rules.waterfall.explained import Explained, Line
from longbien.kernel.money import allocate, deficits

Owed = tuple[Fraction, ...]  # an investor each, in the order of the commitments: exact shares so far less units got


@dataclass(frozen=True)
class Part:
    """`minor` units of a line that an investor got. `exact` is their share of it by commitments, `owed` what they
    lacked before it: leftover units go to whoever lacks most."""

    investor: str
    minor: int
    exact: Fraction
    owed: Fraction
    line: Line


@dataclass(frozen=True)
class Shared:
    """All parts of a distribution, in the order of its lines, and what each investor lacks after it."""

    explained: Explained
    parts: tuple[Part, ...]
    owed: Owed

    @property
    def residual(self) -> int:
        """What investors got in all less what their parts explain; 0 or the sharing is wrong."""
        return self.explained.to("investors") - sum(one.minor for one in self.parts)

    def to(self, investor: str) -> int:
        return sum(one.minor for one in self.parts if one.investor == investor)


def among(explained: Explained, commitments: Mapping[str, int], owed: Owed = ()) -> Shared:
    """Share the investors' lines by commitments; `owed` carries over from the distribution before.

    No investor drifts more than two units from their exact share, over any number of distributions.
    ValueError when nobody committed anything.
    """
    names, weights = list(commitments), list(commitments.values())
    lacks, total = list(owed) or [Fraction(0)] * len(names), sum(weights)
    parts: list[Part] = []
    for line in explained.lines:
        if line.to != "investors":
            continue
        units = allocate(line.minor, weights, lacks)
        shares = [Fraction(line.minor * weight, total) for weight in weights]
        parts += [Part(*one, line) for one in zip(names, units, shares, lacks, strict=True) if one[1]]
        lacks = deficits(line.minor, weights, units, lacks)
    return Shared(explained, tuple(parts), tuple(lacks))
