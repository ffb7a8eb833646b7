"""The programme as a whole: sums by currency, and the goal that the hub follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings

from longbien.capital.queries.funds.vehicles import VehicleCard
from longbien.capital.rules.funds.programme import Sums, share_of, total
from longbien.kernel.citation import Citation
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.ui.language import reader_language


@dataclass(frozen=True)
class CurrencySums:
    """What all vehicles of one currency come to; a demonstration is never added to what is real."""

    currency: str
    is_demo: bool
    vehicles: int
    sums: Sums

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    @property
    def committed(self) -> Money:
        return self.money(self.sums.committed)

    @property
    def public(self) -> Money:
        return self.money(self.sums.public)

    @property
    def private(self) -> Money:
        return self.money(self.sums.private)

    @property
    def called(self) -> Money:
        return self.money(self.sums.called)

    @property
    def received(self) -> Money:
        return self.money(self.sums.received)

    @property
    def lever(self) -> float | None:
        """Private money for each unit of public money, to read."""
        return float(self.sums.lever) if self.sums.lever is not None else None


@dataclass(frozen=True)
class Goal:
    """How much by which year. `reached` is None where nothing is in its currency: no rate is guessed."""

    amount: Money
    by: int
    note: Text | None
    sources: tuple[Citation, ...]
    reached: Fraction | None

    @property
    def percent(self) -> float | None:
        return float(self.reached * 100) if self.reached is not None else None


def sums(cards: Iterable[VehicleCard]) -> tuple[CurrencySums, ...]:
    """By currency; the real ones first."""
    groups: dict[tuple[bool, str], list[VehicleCard]] = {}
    for card in cards:
        groups.setdefault((card.is_demo, card.currency), []).append(card)
    return tuple(
        CurrencySums(currency, is_demo, len(found), total(one.sums for one in found))
        for (is_demo, currency), found in sorted(groups.items())
    )


def goal(every: Iterable[CurrencySums]) -> Goal | None:
    """The goal of hub.yaml, if it states one."""
    told = settings.HUB.data.get("capital", {}).get("goal")
    if told is None:
        return None
    amount = Money.from_data(told["amount"])
    real = [one for one in every if one.currency == amount.currency and not one.is_demo]
    return Goal(
        amount=amount,
        by=told["by"],
        note=settings.HUB.text(told["note"]) if "note" in told else None,
        sources=settings.HUB.cite(told["source"], reader_language()),
        reached=share_of(real[0].sums.committed, amount.minor) if real else None,
    )
