"""A day passed by which something was to be paid in."""

from datetime import datetime
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.funds.locked import subject_of
from longbien.capital.events.funds import PaymentMissed
from longbien.capital.queries.funds.notices import notices_of
from longbien.kernel.actor import SYSTEM
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def miss_payments(run_id: UUID, *, at: datetime) -> int:
    """Record which notices of a call or a close are not paid in full; the answer is how many. Each is told once."""
    unpaid = [card.id for card in notices_of(run_id, today=at.date()) if card.is_open]
    rows = models.Notice.objects.select_for_update(of=("self",)).filter(pk__in=unpaid, missed_at=None)
    found = list(rows.select_related("commitment__vehicle"))
    for row in found:
        row.missed_at = at
        row.save(update_fields=["missed_at"])
        vehicle = row.commitment.vehicle
        event = PaymentMissed(row.pk, row.due_on)
        emit(event, subject=subject_of(vehicle), by=SYSTEM, at=at, chain=subject_of(vehicle))
    return len(found)
