"""How much the data of a set or of an agreement weigh, by how many persons they are about."""

from collections.abc import Iterable
from dataclasses import dataclass

from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.duties.statute import WEIGHTS, Threshold, Weight


@dataclass(frozen=True)
class Weighed:
    """A weight and the threshold that makes it; none for `ordinary`."""

    weight: Weight
    threshold: Threshold | None


def weigh(persons: int, *, is_sensitive: bool, is_disclosed: bool, thresholds: Iterable[Threshold]) -> Weighed:
    """The heaviest threshold that the number reaches. What everyone may read is disclosed and has no weight."""
    if is_disclosed:
        return Weighed("ordinary", None)
    reached = [
        one for one in thresholds if persons >= one.persons and (one.sort == "basic" or is_sensitive)
    ]  # fmt: skip
    heaviest = max(reached, key=lambda one: (WEIGHTS.index(one.weight), -one.persons), default=None)
    return Weighed(heaviest.weight if heaviest else "ordinary", heaviest)


def next_above(persons: int, *, is_sensitive: bool, thresholds: Iterable[Threshold]) -> Threshold | None:
    """The nearest threshold that the number does not reach yet."""
    above = [one for one in thresholds if persons < one.persons and (one.sort == "basic" or is_sensitive)]
    return min(above, key=lambda one: one.persons, default=None)


def is_sensitive(contract: Contract, terms: Terms | None = None) -> bool:
    """Whether a set, or what an agreement shows of it, has sensitive data; a blank column shows nothing."""
    names = {one.column for one in terms.columns if one.mask.kind != "blank"} if terms else None
    return any(
        one.classified == "sensitive" and (names is None or one.name in names) for one in contract.columns
    )  # fmt: skip
