"""What is owed to those who paid in: the capital not yet returned, and the preferred return on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from longbien.capital.rules.daycount import years
from longbien.capital.rules.growth import factor, fine
from longbien.capital.rules.waterfall.terms import NOTHING, Hurdle


@dataclass(frozen=True)
class Account:
    """A capital account. `unreturned` is whole minor units; what has accrued on it is exact.

    `current` is the return that bears none itself yet, `capitalised` that which does.
    """

    hurdle: Hurdle
    on: date
    unreturned: int = 0
    capitalised: Fraction = NOTHING
    current: Fraction = NOTHING

    @property
    def preferred(self) -> Fraction:
        """The preferred return that is due and not paid."""
        return self.capitalised + self.current

    def at(self, day: date) -> "Account":
        """The account as it stands on a later day. ValueError for an earlier one.

        simple: capital × rate × years. compound: (capital + due) × ((1 + rate)^years - 1). year-end: simple within a
        calendar year, on capital and what was due when the year began; added on 31 December.
        """
        if day < self.on:
            raise ValueError(f"an account does not go back from {self.on} to {day}")
        account = self
        for stop in _stops(self, day):
            account = account._accrued(stop)
        return account

    def called(self, minor: int) -> "Account":
        """After a payment into the fund; a flat preferred return is earned with it."""
        earned = minor * self.hurdle.rate if self.hurdle.flat else NOTHING
        return replace(self, unreturned=self.unreturned + minor, current=self.current + earned)

    def returned(self, minor: int) -> "Account":
        """After `minor` of the capital came back."""
        return replace(self, unreturned=self.unreturned - minor)

    def paid(self, minor: int) -> "Account":
        """After `minor` of the preferred return was paid, the older part first."""
        older = min(self.capitalised, Fraction(minor))
        return replace(self, capitalised=self.capitalised - older, current=self.current - (minor - older))

    def with_(self, other: "Account") -> "Account":
        """Both together, as they stand on the same day."""
        capitalised, current = self.capitalised + other.capitalised, self.current + other.current
        return replace(self, unreturned=self.unreturned + other.unreturned, capitalised=capitalised, current=current)

    def _accrued(self, day: date) -> "Account":
        hurdle = self.hurdle
        span = years(self.on, day, hurdle.day_count)
        if hurdle.flat:
            return replace(self, on=day)
        if hurdle.compounding == "compound":
            base = self.unreturned + self.capitalised
            grown = self.capitalised + base * (factor(hurdle.rate, span) - 1)
            return replace(self, on=day, capitalised=fine(grown))
        base = self.unreturned + (self.capitalised if hurdle.compounding == "year-end" else NOTHING)
        current = self.current + base * hurdle.rate * span
        if hurdle.compounding == "year-end" and (day.month, day.day) == (12, 31):
            return replace(self, on=day, capitalised=self.capitalised + current, current=NOTHING)
        return replace(self, on=day, current=current)


def _stops(account: Account, day: date) -> Iterator[date]:
    """The days at which the account must stop on its way: ends of years where return is capitalised then."""
    if account.hurdle.compounding == "year-end" and not account.hurdle.flat:
        for year in range(account.on.year, day.year):
            if (end := date(year, 12, 31)) > account.on:
                yield end
        if (day.month, day.day) == (12, 31):
            yield day
            return
    yield day
