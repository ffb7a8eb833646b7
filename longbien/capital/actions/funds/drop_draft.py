"""Drop a close or a call that was prepared and not confirmed."""

from datetime import datetime
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.funds.locked import hold_vehicle, move, must_say_why, subject_of
from longbien.capital.events.funds import Dropped
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def drop_close(close_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Refusal 409 for a close that was confirmed, or dropped already."""
    _drop(models.Close.objects.filter(pk=close_id).first(), "close", reason, by=by, at=at)


@act
def drop_call(call_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Refusal 409 for a call that was confirmed, or dropped already."""
    _drop(models.Call.objects.filter(pk=call_id).first(), "call", reason, by=by, at=at)


def _drop(row: models.Close | models.Call | None, kind: str, reason: str, *, by: Actor, at: datetime) -> None:
    if row is None:
        raise not_found()
    check(by, "drop", row)
    vehicle = hold_vehicle(row.vehicle_id)
    row.refresh_from_db()
    said = must_say_why(reason)
    move(row, "drop")
    row.save(update_fields=["state"])
    event = Dropped(kind, row.pk, reason=said)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
