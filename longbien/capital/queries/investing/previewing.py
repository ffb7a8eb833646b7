"""What a distribution would give to everyone, before anything is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.capital import models
from longbien.capital.queries.investing.explaining import investors_of
from longbien.capital.queries.investing.plans import distribution_plan
from longbien.capital.rules.investing.explaining import Explanation, explained
from longbien.kernel.money import Money


@dataclass(frozen=True)
class Preview:
    """`parts` are (investor, amount), in the order of the commitments."""

    explanation: Explanation
    sides: dict[str, str]
    parts: tuple[tuple[str, Money], ...]
    cash: Money
    carry: Money
    escrow: Money


def preview(vehicle_id: UUID, proceeds: Iterable[UUID], *, on: date, keep: int) -> Preview:
    """Refusals as in `distribution_plan`."""
    row = models.Vehicle.objects.get(pk=vehicle_id)
    plan = distribution_plan(row, proceeds, on=on, keep=keep)
    names, sides = investors_of(vehicle_id)
    sharing, parts = plan.sharing, plan.sharing.parts()
    return Preview(
        explanation=explained(plan.content()),
        sides=sides,
        parts=tuple((names[who], Money(minor, row.currency)) for who, minor in parts.items()),
        cash=Money(sharing.cash, row.currency),
        carry=Money(sharing.carry, row.currency),
        escrow=Money(sharing.escrow, row.currency),
    )
