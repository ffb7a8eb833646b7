"""The tiers of a distribution: capital, preferred return, catch-up, split. Whole units in, whole units out.

Each tier takes at most the floor of what is exactly due, so it never overpays; what is cut off stays owed. The
manager's part of a tier is cut down too, so its carry never exceeds its share of the profit.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from longbien.capital.rules.waterfall.account import Account
from longbien.capital.rules.waterfall.explained import Explained, Input, Line
from longbien.capital.rules.waterfall.terms import NOTHING, Terms


@dataclass(frozen=True)
class Standing:
    """How far a fund (or a deal) has come: its account and what each tier has paid, in minor units.

    `owed` is the part of a unit that the manager's shares were cut by so far.
    """

    account: Account
    capital: int = 0
    preferred: int = 0
    caught_up: int = 0
    caught_up_beside: int = 0
    split: int = 0
    split_beside: int = 0
    owed: Fraction = NOTHING

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
    if terms.catch_up.target == "profit":
        room, formula = (carry * standing.profit - standing.manager) / (share - carry), "(c·D - G) / (s - c)"
        base = (Input("D", Fraction(standing.profit)), Input("G", Fraction(standing.manager)))
    else:
        base_of = carry / (1 - carry) * standing.preferred
        room, formula = (base_of - standing.caught_up) / share, "(c / (1 - c)·P - G) / s"
        base = (Input("P", Fraction(standing.preferred)), Input("G", Fraction(standing.caught_up)))
    whole = min(cash, max(floor(room), 0))
    terms_said = (Input("s", share, "/catch_up/share"), Input("c", carry, "/carry"))
    paid, beside, owed = _shared(whole, share, standing.owed)
    inputs = (money, *base, *terms_said)
    after = replace(
        standing,
        caught_up=standing.caught_up + paid,
        caught_up_beside=standing.caught_up_beside + beside,
        owed=owed,
    )
    formula = f"s·min(cash, {formula})"
    return after, (
        Line("catch-up", "manager", paid, whole * share, "/catch_up", formula, inputs),
        Line("catch-up", "investors", beside, whole * (1 - share), "/catch_up", f"(1 - s)/s of {formula}", inputs),
    )


def _split(standing: Standing, terms: Terms, cash: int, money: Input) -> Paid:
    paid, beside, owed = _shared(cash, terms.carry, standing.owed)
    after = replace(standing, split=standing.split + paid, split_beside=standing.split_beside + beside, owed=owed)
    inputs = (money, Input("c", terms.carry, "/carry"), Input("owed before", standing.owed))
    return after, (
        Line("split", "manager", paid, cash * terms.carry, "/carry", "c·cash", inputs),
        Line("split", "investors", beside, cash * (1 - terms.carry), "/carry", "(1 - c)·cash", inputs),
    )


def _shared(cash: int, share: Fraction, owed: Fraction) -> tuple[int, int, Fraction]:
    """The manager's whole units of `cash`, the others' units, and what the manager's were cut by, cumulated."""
    exact = share * cash + owed
    paid = floor(exact)
    return paid, cash - paid, exact - paid
