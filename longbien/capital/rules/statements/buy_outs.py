"""A buy-out of the public share as statements read it: one entry that hands stakes from investor to investor.

What is an investor's on that day goes to the buyers with it, by what they take over. What is common is split by the
commitments of before until then, and by those of after since then: nobody's past is told anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from longbien.capital.rules.statements.lines import BOUGHT, BUY_OUT, CAPITAL, SOLD, UNCALLED
from longbien.capital.rules.statements.moves import Moved, Spot, in_order

STAKE = (UNCALLED, CAPITAL)


@dataclass(frozen=True)
class Parted:
    """The entries before a buy-out, its own transfers, and the entries after; `before` is all where there was none."""

    before: tuple[Moved, ...]
    legs: tuple[Moved, ...] = ()
    after: tuple[Moved, ...] = ()


def parted(moves: Sequence[Moved]) -> Parted:
    """By the buy-out that stands; one that was reversed never was."""
    ordered = in_order(moves)
    undone = {one.reverses for one in ordered}
    stands = [one for one in ordered if one.kind == BUY_OUT and not one.reverses and one.entry not in undone]
    if not stands:
        return Parted(tuple(moves))
    entry, place = stands[0].entry, ordered.index(stands[0])
    after = tuple(one for one in ordered[place:] if one.entry != entry)
    return Parted(ordered[:place], tuple(one for one in stands if one.entry == entry), after)


def handed(legs: Sequence[Moved]) -> dict[str, dict[str, int]]:
    """Seller → buyer → how much of the commitment passes: what was called and what was not."""
    found: dict[str, dict[str, int]] = {}
    for one in legs:
        if one.debit.name in STAKE:
            parts = found.setdefault(one.debit.whose, {})
            parts[one.credit.whose] = parts.get(one.credit.whose, 0) + one.amount
    return found


def priced(moves: Sequence[Moved], whose: str) -> Mapping[Moved, int]:
    """What an investor paid for stakes (below zero), or got for theirs; a reversal takes it back."""
    spots = Spot(BOUGHT, whose), Spot(SOLD, whose)
    found = {one: -sum(map(one.debited, spots)) for one in moves}
    return {one: amount for one, amount in found.items() if amount}
