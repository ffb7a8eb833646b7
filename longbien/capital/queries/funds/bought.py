"""Whether the public share of a vehicle was bought out, and who holds which stake since."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from longbien.capital import models
from longbien.capital.queries.funds.commitments import called_of
from longbien.capital.rules.funds.lives import CLOSED, POSTED


@dataclass(frozen=True)
class Stake:
    """A binding commitment as it stands now: whose money it was, how much it is for, and what of that was called.

    What was bought of others counts with it; of what was sold nothing is left.
    """

    id: UUID
    source: str
    committed: int
    called: int


def bought_out(vehicle_id: UUID) -> models.BuyOut | None:
    """The buy-out that stands, if there was one."""
    return models.BuyOut.objects.filter(vehicle=vehicle_id, state=POSTED).first()


def stakes(row: models.Vehicle) -> tuple[Stake, ...]:
    """Everybody who holds one, in the order in which calls are split. Three queries."""
    moved = {key: (whole, called) for key, whole, called in _moved(row.pk)}
    asked = called_of(row.pk)
    found = row.commitments.filter(state=CLOSED).order_by("place").values_list("id", "source", "amount")
    every = (
        Stake(key, source, amount + moved.get(key, (0, 0))[0], asked.get(key, 0) + moved.get(key, (0, 0))[1])
        for key, source, amount in found
    )
    return tuple(one for one in every if one.committed)


def _moved(vehicle_id: UUID) -> Iterable[tuple[UUID, int, int]]:
    rows = models.BuyOutPart.objects.filter(buy_out__vehicle=vehicle_id, buy_out__state=POSTED).order_by()
    return rows.values_list("commitment").annotate(whole=Sum("committed"), called_=Sum("called"))
