"""Who is in a fund with how much, and what of the fund's common gains and costs is whose: by commitments.

Everybody who is in on a day counts as if present from the first close, so what is common is split anew by the
commitments of that day: floor first, leftover units to the largest remainder, ties to who came first.
"""

from collections.abc import Mapping, Sequence

from longbien.capital.rules.statements.lines import CALL, CAPITAL, CLOSE, POOL
from longbien.capital.rules.statements.moves import Moved, Spot, spots_of, total, total_of
from longbien.kernel.money import allocate

UNCALLED = "uncalled"


def commitments(moves: Sequence[Moved]) -> dict[str, int]:
    """What each investor committed: what is called of it, and what is not called yet. In the order of the closes."""
    held = [one for one in moves if one.kind in (CALL, CLOSE)]
    who = dict.fromkeys(spot.whose for spot in spots_of(held, UNCALLED))
    return {one: -total(held, Spot(UNCALLED, one)) - total(held, Spot(CAPITAL, one)) for one in who}


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """An amount of either sign by weights; the parts add up to it. Without a weight above zero nobody gets anything."""
    heavy = [max(one, 0) for one in weights]
    if not sum(heavy):
        return [0] * len(weights)
    parts = allocate(abs(amount), heavy)
    return parts if amount >= 0 else [-one for one in parts]


def pooled(moves: Sequence[Moved]) -> Mapping[str, int]:
    """What each common account adds to net assets: gains above zero, costs below."""
    return {name: -total_of(moves, name) for name in POOL}


def shares_of(moves: Sequence[Moved]) -> dict[str, dict[str, int]]:
    """For each investor what each common account adds to theirs."""
    held = commitments(moves)
    weights = [*held.values()]
    found: dict[str, dict[str, int]] = {one: {} for one in held}
    for name, amount in pooled(moves).items():
        for who, part in zip(held, split(amount, weights), strict=True):
            found[who][name] = part
    return found
