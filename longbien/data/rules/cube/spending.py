"""What answers cost in all: one after the other they add up, about different parts of the people the dearest counts.

Sources: Dwork and Roth (2014), theorem 3.14 (sequential); McSherry, Privacy Integrated Queries (SIGMOD 2009), theorem 4
(parallel).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from longbien.data.rules.agreement.terms import Cube
from longbien.data.rules.cube.asking import Question


@dataclass(frozen=True)
class Spending:
    """The ε of an answer in millionths, and about which values of the parting dimension it was; empty: about all."""

    epsilon: int
    parts: frozenset[str] = frozenset()


def spending(question: Question, cube: Cube, epsilon: int) -> Spending:
    """A question among some values of the dimension that parts people is about those people alone."""
    parting = next((one.shown.column for one in cube.dimensions if one.parts), None)
    return Spending(epsilon, frozenset(dict(question.where).get(parting, ())) if parting else frozenset())


def spent(spendings: Iterable[Spending]) -> int:
    """What anybody's privacy was spent at the most."""
    every = tuple(spendings)
    parts = {part for one in every for part in one.parts} or {""}
    return max(sum(one.epsilon for one in every if not one.parts or part in one.parts) for part in parts)


def charge(before: Sequence[Spending], asked: Spending) -> int:
    """By how much an answer adds to what is spent; 0 when others were asked more."""
    return spent((*before, asked)) - spent(before)
