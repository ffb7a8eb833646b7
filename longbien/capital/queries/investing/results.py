"""How vehicles did: what they invested, what that is worth, what was distributed. Every sum is the ledger's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Sum

from longbien.capital import models
from longbien.capital.queries.funds.vehicles import VehicleCard
from longbien.capital.rules.accounts import net_assets
from longbien.capital.rules.funds.lives import POSTED
from longbien.capital.rules.investing.books import COST, DISTRIBUTED, FAIR_VALUE
from longbien.kernel.money import Money
from longbien.ledger.queries import AccountState, accounts_of_each


@dataclass(frozen=True)
class Result:
    """Minor units. `invested` in all, `value` of what is held, `nav` what the vehicle owns less what it owes.

    The NAV is before any carry that was not distributed yet.
    """

    currency: str
    paid_in: int = 0
    invested: int = 0
    cost: int = 0
    value: int = 0
    distributed: int = 0
    nav: int = 0

    def __add__(self, other: "Result") -> "Result":
        pairs = ((getattr(self, name), getattr(other, name)) for name in SUMS)
        return Result(self.currency, *(one + two for one, two in pairs))

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    @property
    def shown(self) -> dict[str, Money]:
        return {name: self.money(getattr(self, name)) for name in SUMS}

    @property
    def dpi(self) -> float | None:
        """Distributed to paid-in, to read; None before anything was paid in."""
        return float(Fraction(self.distributed, self.paid_in)) if self.paid_in else None

    @property
    def tvpi(self) -> float | None:
        """Total value to paid-in."""
        return float(Fraction(self.distributed + self.nav, self.paid_in)) if self.paid_in else None


SUMS = ("paid_in", "invested", "cost", "value", "distributed", "nav")


def results(cards: Iterable[VehicleCard]) -> dict[UUID, Result]:
    """Of each vehicle; two queries for all."""
    found = list(cards)
    rows = models.Investment.objects.filter(vehicle__in=[one.id for one in found], state=POSTED).order_by()
    invested = dict(rows.values_list("vehicle").annotate(sum=Sum("cost")))
    books = accounts_of_each(one.subject for one in found)
    return {one.id: _result(one, invested.get(one.id, 0), _sums(books.get(one.subject, ()))) for one in found}


def _sums(accounts: Iterable[AccountState]) -> dict[str, int]:
    held: dict[str, int] = {}
    for one in accounts:
        name = one.code.split("/")[2]
        held[name] = held.get(name, 0) + one.balance
    return held


def _result(card: VehicleCard, invested: int, held: dict[str, int]) -> Result:
    return Result(
        card.currency,
        paid_in=card.sums.received,
        invested=invested,
        cost=held.get(COST, 0),
        value=held.get(COST, 0) + held.get(FAIR_VALUE, 0),
        distributed=held.get(DISTRIBUTED, 0),
        nav=net_assets(held),
    )
