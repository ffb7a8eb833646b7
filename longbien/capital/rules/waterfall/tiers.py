"""The tiers of a distribution: capital, preferred return, catch-up, split. Whole units in, whole units out.

Each tier takes at most the floor of what is exactly due, so it never overpays; what is cut off stays owed. The
manager's part is cut down too, cumulated over all distributions: its carry never exceeds its share of the profit, and
lacks less than a unit of it.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from longbien.capital.rules.waterfall.account import Account
from longbien.capital.rules.waterfall.explained import Explained, Input, Line
from longbien.capital.rules.waterfall.terms import Terms


@dataclass(frozen=True)
class Standing:
    """How far a fund (or a deal) has come: its account and what each tier has paid, in minor units."""

    account: Account
    capital: int = 0
    preferred: int = 0
    caught_up: int = 0
    caught_up_beside: int = 0
    split: int = 0
    split_beside: int = 0

    @property
    def manager(self) -> int:
        """The carry so far."""
        return self.caught_up + self.split

    @property
    def profit(self) -> int:
        """All that was distributed beyond capital."""
        return self.preferred + self.caught_up + self.caught_up_beside + self.split + self.split_beside


def distribute(standing: Standing, terms: Terms, cash: int, source: str = "") -> tuple[Standing, Explained]:
    """Run `cash` minor units through the tiers; the account must stand at the day of the distribution.

    Source: the order of the tiers as in ILPA, Model Limited Partnership Agreement (whole of fund), art. 14.
    ValueError for cash below zero.
    """
    if cash < 0:
        raise ValueError("a distribution is not below zero")
    money = Input("cash", Fraction(cash), source)
    lines: list[Line] = []
    left = cash
    for tier in (_capital, _preferred, _catch_up, _split):
        standing, paid = tier(standing, terms, left, money)
        lines += [line for line in paid if line.minor]
        left -= sum(line.minor for line in paid)
        money = Input("cash left", Fraction(left), source)
    return standing, Explained(cash, tuple(lines))


Paid = tuple[Standing, tuple[Line, ...]]


def _capital(standing: Standing, terms: Terms, cash: int, money: Input) -> Paid:
    due = standing.account.unreturned
    paid = min(cash, due)
    after = replace(standing, account=standing.account.returned(paid), capital=standing.capital + paid)
    inputs = (money, Input("unreturned capital", Fraction(due)))
    return after, (Line("capital", "investors", paid, Fraction(paid), "/", "min(cash, unreturned capital)", inputs),)


def _preferred(standing: Standing, terms: Terms, cash: int, money: Input) -> Paid:
    due = standing.account.preferred
    exact = min(Fraction(cash), due)
    paid = floor(exact)
    after = replace(standing, account=standing.account.paid(paid), preferred=standing.preferred + paid)
    inputs = (money, Input("preferred return due", due), Input("rate", terms.hurdle.rate, "/hurdle/rate"))
    formula = "min(cash, preferred return due)"
    return after, (Line("preferred", "investors", paid, exact, "/hurdle", formula, inputs),)


def _catch_up(standing: Standing, terms: Terms, cash: int, money: Input) -> Paid:
    """Cash T of which the manager takes the share s until its carry G is the share c of profit D.

    G + s T = c (D + T), so T = (c D - G) / (s - c); of the preferred return P alone, T = (c / (1 - c) P - G) / s.
    Nothing where s is not above c: it would never be caught up.
    """
    share, carry = terms.catch_up.share, terms.carry
    if share <= carry:
        return standing, ()
    caught = share * (standing.caught_up + standing.caught_up_beside)
    if terms.catch_up.target == "profit":
        room, formula = (carry * standing.profit - caught - standing.split) / (share - carry), "(c·D - G) / (s - c)"
        base = (Input("D", Fraction(standing.profit)), Input("G", caught + standing.split))
    else:
        room, formula = (_of_preferred(standing, carry) - caught) / share, "(c / (1 - c)·P - G) / s"
        base = (Input("P", Fraction(standing.preferred)), Input("G", caught))
    whole = min(cash, max(floor(room), 0))
    exact = caught + share * whole - standing.caught_up
    paid = floor(exact)
    inputs = (money, *base, Input("s", share, "/catch_up/share"), Input("c", carry, "/carry"))
    after = replace(
        standing,
        caught_up=standing.caught_up + paid,
        caught_up_beside=standing.caught_up_beside + whole - paid,
    )
    taken = f"min(cash, {formula})"
    return after, (
        Line("catch-up", "manager", paid, exact, "/catch_up", f"s·{taken}", inputs),
        Line("catch-up", "investors", whole - paid, whole - exact, "/catch_up", f"(1 - s)·{taken}", inputs),
    )


def _split(standing: Standing, terms: Terms, cash: int, money: Input) -> Paid:
    """The manager's carry so far comes to what the terms give it in all, cut to whole units once, not in every tier.

    Caught up on profit, that is c D; on the preferred return, c / (1 - c) P + c S with S all that was split; else c S.
    """
    carry, caught_up = terms.carry, terms.catch_up.share > terms.carry
    split = standing.split + standing.split_beside + cash
    said = [money, Input("c", carry, "/carry"), Input("G", Fraction(standing.manager))]
    if caught_up and terms.catch_up.target == "profit":
        entitled, formula = carry * (standing.profit + cash), "c·(D + cash) - G"
        said.append(Input("D", Fraction(standing.profit)))
    elif caught_up:
        entitled, formula = _of_preferred(standing, carry) + carry * split, "c / (1 - c)·P + c·(S + cash) - G"
        said += [Input("P", Fraction(standing.preferred)), Input("S", Fraction(split - cash))]
    else:
        entitled, formula = carry * split, "c·(S + cash) - G"
        said.append(Input("S", Fraction(split - cash)))
    exact = entitled - standing.manager
    paid = min(cash, floor(exact))
    after = replace(standing, split=standing.split + paid, split_beside=standing.split_beside + cash - paid)
    return after, (
        Line("split", "manager", paid, exact, "/carry", formula, tuple(said)),
        Line("split", "investors", cash - paid, cash - exact, "/carry", f"cash - ({formula})", tuple(said)),
    )


def _of_preferred(standing: Standing, carry: Fraction) -> Fraction:
    """The carry on the preferred return alone: of what it and the carry are together, the share c."""
    return carry / (1 - carry) * standing.preferred
