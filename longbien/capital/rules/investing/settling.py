"""The manager's carry looked at from the end: what it gives back, and what is left of the escrow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from longbien.capital.rules.growth import fine
from longbien.capital.rules.investing.flows import Flow
from longbien.capital.rules.investing.sharing import Investor
from longbien.capital.rules.investing.terms import DistributionTerms
from longbien.capital.rules.waterfall.account import Account
from longbien.capital.rules.waterfall.clawback import GivenBack, clawed_back
from longbien.capital.rules.waterfall.run import Course, run
from longbien.capital.rules.waterfall.terms import Clawback
from longbien.kernel.money import allocate, deficits

NONE = Clawback()


@dataclass(frozen=True)
class Settlement:
    """`given` back of the carry `received` on a profit; `released` from escrow to the manager; `parts` to investors."""

    received: int
    profit: int
    short: Fraction
    given: GivenBack
    escrow: int
    parts: Mapping[str, int]
    owed: Mapping[str, Fraction]

    @property
    def released(self) -> int:
        return self.escrow - self.given.from_escrow


def settle(
    terms: DistributionTerms, flows: Sequence[Flow], investors: Sequence[Investor], owed: Mapping[str, Fraction]
) -> Settlement:
    """Over the whole fund, whatever the scope: all that was called, all that was paid out. There is a flow at least.

    Source: ILPA Principles 3.0 (2019), "Clawback".
    """
    waterfall = terms.waterfall
    course = run(waterfall, [one.event(waterfall.scope) for one in flows])
    clause, received = waterfall.clawback or NONE, course.manager
    profit = course.investors + received - sum(one.called for one in flows)
    short = _short(terms, flows, course)
    given = clawed_back(clause, waterfall.carry, received=received, profit=profit, short=short)
    parts, lacks = _among(given.due, investors, owed)
    return Settlement(received, profit, short, given, int(received * clause.escrow), parts, lacks)


def _short(terms: DistributionTerms, flows: Sequence[Flow], course: Course) -> Fraction:
    """What investors lack of their capital and their preferred return, over the whole fund."""
    paid, account = iter(course.paid), Account(terms.waterfall.hurdle, flows[0].on)
    for flow in flows:
        account = account.at(flow.on).called(flow.called)
        if flow.proceeds:
            account = _with(account, next(paid).explained.to("investors"))
    return account.unreturned + account.preferred


def _with(account: Account, got: int) -> Account:
    capital = min(got, account.unreturned)
    return account.returned(capital).paid(min(got - capital, floor(account.preferred)))


def _among(
    due: int, investors: Sequence[Investor], owed: Mapping[str, Fraction]
) -> tuple[dict[str, int], dict[str, Fraction]]:
    if not due:
        return {}, dict(owed)
    weights, before = [one.committed for one in investors], [owed.get(one.id, Fraction(0)) for one in investors]
    units = allocate(due, weights, before)
    after = deficits(due, weights, units, before)
    parts = {one.id: got for one, got in zip(investors, units, strict=True) if got}
    return parts, {**owed, **{one.id: fine(lack) for one, lack in zip(investors, after, strict=True)}}
