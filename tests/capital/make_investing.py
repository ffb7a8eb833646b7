"""A fund that invests: capital is called and paid, a company to invest in, terms to distribute by."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from longbien.capital.actions.investing.agree_distribution import agree_distribution
from longbien.capital.actions.investing.deciding import Paper
from longbien.capital.actions.investing.distribute import (
    Wanted,
    confirm_distribution,
    pay_out,
    prepare_distribution,
)
from longbien.capital.actions.investing.invest import Investing, confirm_investment, prepare_investment
from longbien.capital.actions.investing.rating import Rated
from longbien.capital.actions.investing.take_proceeds import Taking, confirm_proceeds, prepare_proceeds
from longbien.capital.actions.investing.value import Valuing, confirm_valuation, prepare_valuation
from longbien.capital.models import Distribution, Vehicle
from longbien.capital.queries.funds.books import accounts
from longbien.capital.rules.investing.valuing import ValueInput
from tests.capital.make_funds import NOW, Fund, closed, dong, later
from tests.people.make import organisation

TERMS: dict[str, Any] = {
    "waterfall": {
        "carry": "20%",
        "hurdle": {"rate": "8%", "compounding": "simple"},
        "catch_up": {"share": "100%"},
        "clawback": {"escrow": "30%"},
    },
    "recycling": "20%",
    "concentration": "60%",
}


def paper(said: str = "Minh chứng.") -> Paper:
    return Paper("minh-chung.txt", (said.encode(),))


@dataclass
class Portfolio:
    """The fund of `make_funds`, all of it called and paid in, and what its officers do with the money."""

    fund: Fund
    company: UUID

    @property
    def id(self) -> UUID:
        return self.fund.id

    @property
    def row(self) -> Vehicle:
        return Vehicle.objects.get(pk=self.id)

    def prepares(self, amount: Rated | int, at: datetime = NOW, **more: Any) -> UUID:
        rated = amount if isinstance(amount, Rated) else Rated(dong(amount))
        more = {"share": Fraction(1, 5), "instrument": "equity", "on": at.date(), "about": "Vòng hạt giống", **more}
        asked = Investing(more.pop("company", self.company), rated=rated, **more)
        return prepare_investment(self.id, asked, paper=paper(), by=self.fund.one, at=at)

    def invests(self, amount: Rated | int, at: datetime = NOW, **more: Any) -> UUID:
        key = self.prepares(amount, at, **more)
        confirm_investment(key, by=self.fund.two, at=at)
        return key

    def values(self, key: UUID, value: int, as_of: date, at: datetime) -> UUID:
        inputs = (ValueInput("giá vòng gần nhất", "12 VND", "hợp đồng"),)
        asked = Valuing("recent-price", Rated(dong(value)), as_of, "Khớp với giá vòng trước.", inputs)
        made = prepare_valuation(key, asked, paper=paper(), by=self.fund.one, at=at)
        confirm_valuation(made, by=self.fund.two, at=at)
        return made

    def takes(
        self, key: UUID, amount: int | Rated, at: datetime, kind: str = "exit", part: Fraction = Fraction(0)
    ) -> UUID:
        rated = amount if isinstance(amount, Rated) else Rated(dong(amount))
        asked = Taking(kind, rated, at.date(), part)
        made = prepare_proceeds(key, asked, paper=paper(), by=self.fund.one, at=at)
        confirm_proceeds(made, by=self.fund.two, at=at)
        return made

    def prepares_to_distribute(self, *proceeds: UUID, at: datetime, keep: int = 0) -> Distribution:
        key = prepare_distribution(self.id, Wanted(proceeds, at.date(), keep), by=self.fund.one, at=at)
        return Distribution.objects.get(pk=key)

    def distributes(self, *proceeds: UUID, at: datetime, keep: int = 0) -> Distribution:
        row = self.prepares_to_distribute(*proceeds, at=at, keep=keep)
        confirm_distribution(row.pk, by=self.fund.two, at=at)
        return Distribution.objects.get(pk=row.pk)

    def pays(self, row: Distribution, at: datetime) -> UUID:
        return pay_out(row.pk, paid_on=at.date(), by=self.fund.one, at=at)

    def got(self, row: Distribution) -> dict[str, int]:
        names = {key: name for name, key in self.fund.commitments.items()}
        return {names[one.commitment_id]: one.amount for one in row.payouts.all()}

    def sums(self) -> dict[str, int]:
        """What stands on the accounts, by name; accounts at nothing are left out."""
        found: dict[str, int] = {}
        for code, one in accounts(self.id).items():
            name = code.split("/")[2]
            found[name] = found.get(name, 0) + one.balance
        return {name: sum_ for name, sum_ in found.items() if sum_}


def portfolio(terms: dict[str, Any] | None = TERMS, *, called: int = 500) -> Portfolio:
    """City 600, first 300, second 101 committed; `called` of it paid in on the first day."""
    made = closed()
    call = made.calls(called)
    for who in ("city", "first", "second"):
        made.pays(who, call, at=NOW)
    if terms:
        agree_distribution(made.id, terms, by=made.one, at=NOW)
    return Portfolio(made, organisation("Robot Hồ Tây", "company").pk)


__all__ = ["NOW", "TERMS", "Portfolio", "later", "paper", "portfolio"]
