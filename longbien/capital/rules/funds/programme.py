"""The programme in sums: what all vehicles committed, called and received, by whose money it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Sums:
    """Minor units of one currency."""

    public: int = 0
    private: int = 0
    called: int = 0
    received: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.public + other.public,
            self.private + other.private,
            self.called + other.called,
            self.received + other.received,
        )

    @property
    def committed(self) -> int:
        return self.public + self.private

    @property
    def lever(self) -> Fraction | None:
        """Private units for each public one; None without public money."""
        return Fraction(self.private, self.public) if self.public else None


def total(sums: Iterable[Sums]) -> Sums:
    return sum(sums, Sums())


def share_of(amount: int, goal: int) -> Fraction:
    """How much of a goal is reached, as a fraction of one."""
    return Fraction(amount, goal) if goal else Fraction(0)
