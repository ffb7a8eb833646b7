"""Who is in a fund with how much, and what of the fund's common gains and costs is whose: by commitments.

Everybody who is in on a day counts as if present from the first close, so what is common is split anew by the
commitments of that day: floor first, leftover units to the largest remainder, ties to who came first. A buy-out of the
public share (`buy_outs`) parts the time in two.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from longbien.capital.rules.statements.buy_outs import handed, parted
from longbien.capital.rules.statements.lines import BUY_OUT, CALL, CAPITAL, CLOSE, DISTRIBUTED, POOL, UNCALLED
from longbien.capital.rules.statements.moves import Moved, Spot, balances, in_order, spots_of, total, total_of
from longbien.kernel.money import allocate


def commitments(moves: Sequence[Moved]) -> dict[str, int]:
    """What each investor is committed to: what is called of it, and what is not called yet. In the order of the closes.

    What was bought of others counts with it, and nothing is left of what was sold.
    """
    held = balances(one for one in moves if one.kind in (CALL, CLOSE, BUY_OUT))
    who = [spot.whose for spot in held if spot.name == UNCALLED]
    return {one: -held[Spot(UNCALLED, one)] - held.get(Spot(CAPITAL, one), 0) for one in who}


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
    at = parted(moves)
    found = _shares(at.before, commitments(at.before))
    for who, parts in _shares(at.after, commitments(moves)).items() if at.legs else ():
        for name, part in parts.items():
            found[who][name] += part
    return found


def _shares(moves: Sequence[Moved], held: Mapping[str, int]) -> dict[str, dict[str, int]]:
    weights = [*held.values()]
    found: dict[str, dict[str, int]] = {one: {} for one in held}
    for name, amount in pooled(moves).items():
        for who, part in zip(held, split(amount, weights), strict=True):
            found[who][name] = part
    return found


def values_of(moves: Sequence[Moved]) -> dict[str, int]:
    """The net asset value of each investor: called, less what counts as distributed, with their part of the common.

    A buyer has taken over what was the seller's on the day of a buy-out.
    """
    at = parted(moves)
    called, had = balances(one for one in moves if one.kind != BUY_OUT), deemed(moves)
    found = {
        who: sum(parts.values()) - called.get(Spot(CAPITAL, who), 0) - had.get(who, 0)
        for who, parts in shares_of(moves).items()
    }
    for who, part in passed(moves).items() if at.legs else ():
        found[who] += part
    return found


def passed(moves: Sequence[Moved]) -> dict[str, int]:
    """What of the net asset value a buy-out has handed to each buyer, and taken from each seller (below zero)."""
    at = parted(moves)
    found: dict[str, int] = {}
    values = values_of(at.before) if at.legs else {}
    for seller, parts in handed(at.legs).items():
        found[seller] = found.get(seller, 0) - values[seller]
        for buyer, part in zip(parts, split(values[seller], [*parts.values()]), strict=True):
            found[buyer] = found.get(buyer, 0) + part
    return found


def deemed(moves: Sequence[Moved]) -> dict[str, int]:
    """What of all distributions so far counts as each investor's.

    What is left of the fund is shared by commitments, by those too who joined after a distribution. So whoever joins
    counts as having had their part of what went out before, and those who had it as having had so much less, by what
    they had. A close that moves distributions itself has done so already; one that was reversed never was.
    """
    had: dict[str, int] = {}
    committed: dict[str, int] = {}
    undone = {one.reverses for one in moves}
    for legs in _entries(moves):
        first = legs[0]
        if first.kind == CLOSE and not (first.reverses or first.entry in undone):
            joining = _joining(legs, committed)
            committed |= joining
            if joining and not spots_of(legs, DISTRIBUTED):
                _share_anew(had, committed, [*joining])
        for one in legs:
            for spot in (one.debit, one.credit):
                if spot.name == DISTRIBUTED:
                    had[spot.whose] = had.get(spot.whose, 0) + one.debited(spot)
    return had


def _entries(moves: Sequence[Moved]) -> list[list[Moved]]:
    """The transfers of each entry together, as they count."""
    return [list(legs) for _, legs in groupby(in_order(moves), key=lambda one: one.entry)]


def _joining(legs: Sequence[Moved], committed: Mapping[str, int]) -> dict[str, int]:
    """Who is committed here for the first time, and to how much."""
    new = (spot for spot in spots_of(legs, UNCALLED) if spot.whose not in committed)
    return {spot.whose: -total(legs, spot) - total(legs, Spot(CAPITAL, spot.whose)) for spot in new}


def _share_anew(had: dict[str, int], committed: Mapping[str, int], joining: Sequence[str]) -> None:
    before = {who: max(amount, 0) for who, amount in had.items()}
    parts = dict(zip(committed, split(sum(before.values()), [*committed.values()]), strict=True))
    theirs = {who: parts[who] for who in joining}
    for who, less in zip(before, split(sum(theirs.values()), [*before.values()]), strict=True):
        had[who] -= less
    had |= theirs
