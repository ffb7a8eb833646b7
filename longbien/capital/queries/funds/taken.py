"""What a buy-out of the public share did to each investor."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from longbien.capital import models
from longbien.capital.rules.funds.lives import POSTED
from longbien.kernel.money import Money


@dataclass(frozen=True)
class TakenOver:
    """What a buy-out did to one investor: minor units taken over (below zero: handed over), and paid (got) for them."""

    part_id: UUID
    buy_out_id: UUID
    number: int
    on: date
    committed: Money
    called: Money
    price: Money

    @property
    def sells(self) -> bool:
        return self.committed.minor < 0

    @property
    def stake(self) -> "TakenOver":
        """The same without signs: what was handed over, and got, or taken over, and paid."""
        return (
            self if not self.sells else replace(self, committed=-self.committed, called=-self.called, price=-self.price)
        )

    @property
    def uncalled(self) -> Money:
        """Of what may still be called."""
        return self.committed - self.called


def taken_over(commitment_ids: Iterable[UUID]) -> dict[UUID, TakenOver]:
    """By commitment, for those whom the buy-out of their vehicle concerned. One query."""
    rows = models.BuyOutPart.objects.filter(commitment__in=list(commitment_ids), buy_out__state=POSTED)
    return {row.commitment_id: taken_of(row) for row in rows.select_related("buy_out__vehicle")}


def taken_of(row: models.BuyOutPart) -> TakenOver:
    currency = row.buy_out.vehicle.currency
    return TakenOver(
        part_id=row.pk,
        buy_out_id=row.buy_out_id,
        number=row.buy_out.number or 0,
        on=row.buy_out.on,
        committed=Money(row.committed, currency),
        called=Money(row.called, currency),
        price=Money(row.price, currency),
    )
