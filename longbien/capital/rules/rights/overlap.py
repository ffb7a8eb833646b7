"""Which rights can't stand side by side: exclusive or pre-emptive ones that overlap without a rank between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from longbien.capital.rules.rights.right import Right, Scope, Trees
from longbien.kernel.period import Period


@dataclass(frozen=True)
class Clash:
    """Two rights that shut each other out, and in what: `within` is what both cover."""

    one: Right
    other: Right
    within: Scope


def shared(one: Scope, other: Scope, trees: Trees) -> Scope | None:
    """What both cover: field of use × territory × term; None as soon as they part in one of the three."""
    fields = trees.fields.meet(one.fields, other.fields)
    territories = trees.territories.meet(one.territories, other.territories)
    if not fields or not territories or not one.term.overlaps(other.term):
        return None
    term = Period(max(one.term.start, other.term.start), min(one.term.end, other.term.end))
    return Scope(fields, territories, term)


def shut_out(one: Right, other: Right) -> bool:
    """Whether two rights of different holders in one matter can't both be had: one is exclusive, or both go first."""
    if one.holder == other.holder or one.matter != other.matter:
        return False
    return one.exclusive or other.exclusive or (one.is_pre_emptive and other.is_pre_emptive)


def are_ranked(one: Right, other: Right) -> bool:
    """Whether the two say which of them goes first."""
    return one.rank is not None and other.rank is not None and one.rank != other.rank


def clash(one: Right, other: Right, trees: Trees) -> Clash | None:
    if not shut_out(one, other) or are_ranked(one, other):
        return None
    within = shared(one.scope, other.scope, trees)
    return Clash(one, other, within) if within else None


def clashes(new: Sequence[Right], standing: Sequence[Right], trees: Trees) -> tuple[Clash, ...]:
    """Every pair that is refused: of the new rights with those that stand, and of the new ones among themselves."""
    return tuple(_clashes(new, standing, trees))


def _clashes(new: Sequence[Right], standing: Sequence[Right], trees: Trees) -> Iterator[Clash]:
    for at, one in enumerate(new):
        for other in (*standing, *new[:at]):
            if found := clash(one, other, trees):
                yield found
