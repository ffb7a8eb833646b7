"""The money that a vehicle may invest or distribute: what was paid in, and what investments brought."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from longbien.capital import models
from longbien.capital.queries.funds.books import accounts, code_of
from longbien.capital.rules.funds.books import CASH, REFUND, Place
from longbien.capital.rules.funds.lives import POSTED
from longbien.capital.rules.investing.days import lowest_since
from longbien.ledger.queries import statement

STANDS_ITSELF = Q(distribution__state=POSTED) | Q(investment__state=POSTED)
STANDS = Q(spent__distribution__state=POSTED) | Q(spent__investment__state=POSTED)


@dataclass(frozen=True)
class Left:
    """Proceeds of which something is left, in minor units of the vehicle."""

    row: models.Proceeds
    amount: int


def paid_in_and_left(vehicle_id: UUID) -> int:
    """What is in the vehicle's account and was paid in, less what is to be paid back to investors after a close."""
    states, cash = accounts(vehicle_id), code_of(vehicle_id, Place(CASH))
    back = sum(one.balance for code, one in states.items() if code.split("/")[2] == REFUND)
    return max((states[cash].available if cash in states else 0) - back, 0)


def least_paid_in_since(vehicle_id: UUID, day: date) -> int:
    """The least that stood in the vehicle's account at the end of this day, or of any later one."""
    cash = accounts(vehicle_id).get(code_of(vehicle_id, Place(CASH)))
    lines = statement(cash.id) if cash else ()
    return max(lowest_since(day, [(one.effective_on, one.amount) for one in lines]), 0)


def left(vehicle_id: UUID) -> tuple[Left, ...]:
    """Proceeds that were neither paid out nor recycled, the earliest first."""
    rows = _proceeds(vehicle_id).annotate(gone=Sum("spent__amount", filter=STANDS))
    return tuple(Left(row, row.received - (row.gone or 0)) for row in rows if row.received > (row.gone or 0))


def kept(vehicle_id: UUID) -> int:
    """What of the money from investments is left."""
    return sum(one.amount for one in left(vehicle_id) if one.row.kind != "in-kind")


def recycled(vehicle_id: UUID) -> int:
    """What was invested again so far."""
    rows = models.Investment.objects.filter(vehicle=vehicle_id, state=POSTED)
    return rows.aggregate(sum=Sum("recycled"))["sum"] or 0


def written_off(vehicle_id: UUID) -> QuerySet[models.Proceeds]:
    """Write-offs that no distribution has taken account of yet."""
    return _proceeds(vehicle_id).filter(kind="write-off").exclude(spent__distribution__state=POSTED)


def _proceeds(vehicle_id: UUID) -> QuerySet[models.Proceeds]:
    rows = models.Proceeds.objects.select_related("investment__organisation", "vehicle")
    return rows.filter(vehicle=vehicle_id, state=POSTED).order_by("on", "number")
