"""A fund's flows from the first call to the last distribution, under its terms."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from longbien.capital.rules.waterfall.account import Account
from longbien.capital.rules.waterfall.explained import Explained, together
from longbien.capital.rules.waterfall.flows import Event, in_order
from longbien.capital.rules.waterfall.terms import Terms
from longbien.capital.rules.waterfall.tiers import Standing, distribute

FUND = ""


@dataclass(frozen=True)
class Paid:
    """A distribution that was run, with its path."""

    event: Event
    explained: Explained


@dataclass(frozen=True)
class Course:
    """What came of a fund's flows: every distribution, and how each deal (or the whole fund, "") stands at the end."""

    paid: tuple[Paid, ...]
    standings: dict[str, Standing]
    called: int
    lost: Account | None = None

    @property
    def investors(self) -> int:
        return together((one.explained for one in self.paid), "investors")

    @property
    def manager(self) -> int:
        return together((one.explained for one in self.paid), "manager")

    @property
    def profit(self) -> int:
        """Distributed less paid in; below zero for a loss."""
        return self.investors + self.manager - self.called

    @property
    def accounts(self) -> tuple[Account, ...]:
        """What is still owed to investors: of deals held, of the fund, and of deals lost."""
        held = tuple(one.account for one in self.standings.values())
        return (*held, self.lost) if self.lost else held

    @property
    def unreturned(self) -> int:
        """Capital that did not come back."""
        return sum(one.unreturned for one in self.accounts)

    @property
    def short(self) -> Fraction:
        """Capital and preferred return that investors did not get, exactly."""
        return sum((one.unreturned + one.preferred for one in self.accounts), Fraction(0))


def run(terms: Terms, events: Iterable[Event]) -> Course:
    """Run calls and proceeds through the terms, in the order of their days. Amounts are minor units.

    fund: one account for everything. deal: an account a deal, and no deal knows of another. deal-with-losses: when a
    deal closes short of its capital or its preferred return, what is missing joins the account of the next deal that
    distributes, and goes on accruing until then.
    """
    book = _Book(terms)
    for event in in_order(events):
        book.take(event)
    return Course(tuple(book.paid), book.standings, book.called, book.lost)


class _Book:
    """The accounts of a run, on its way."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.paid: list[Paid] = []
        self.standings: dict[str, Standing] = {}
        self.lost: Account | None = None
        self.called = 0

    def take(self, event: Event) -> None:
        key = FUND if self.terms.scope == "fund" else event.deal
        standing = self._at(key, event.on)
        if event.called:
            self.called += event.called
            standing = replace(standing, account=standing.account.called(event.called))
        if event.proceeds or event.closes:
            standing = self._paid_out(standing, event)
        self.standings[key] = standing

    def _at(self, key: str, day: date) -> Standing:
        standing = self.standings.get(key, Standing(Account(self.terms.hurdle, day)))
        return replace(standing, account=standing.account.at(day))

    def _paid_out(self, standing: Standing, event: Event) -> Standing:
        if self.lost is not None:
            account = standing.account.with_(self.lost.at(event.on))
            standing, self.lost = replace(standing, account=account), None
        standing, explained = distribute(standing, self.terms, event.proceeds, event.source)
        if event.proceeds:
            self.paid.append(Paid(event, explained))
        if event.closes and self.terms.scope == "deal-with-losses" and _is_short(standing.account):
            self.lost = standing.account
            return replace(standing, account=Account(self.terms.hurdle, event.on))
        return standing


def _is_short(account: Account) -> bool:
    return account.unreturned > 0 or account.preferred >= 1
