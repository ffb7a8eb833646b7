"""Keep the newest event and telemetry of each vehicle at hand. What is kept here can be made anew from telemetry."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.trials import models
from longbien.trials.actions.locked import locked


@act
def note_status(
    trial_id: UUID, items: Iterable[Mapping[str, Any]], *, kind: Literal["event", "telemetry"], by: Actor, at: datetime
) -> None:
    """By the time of the items, not of their arrival; what is older than known changes nothing. Idempotent."""
    locked(trial_id, by=by, action="send-telemetry")
    newest: dict[str, Mapping[str, Any]] = {}
    for item in sorted(items, key=lambda one: (one["timestamp"], one[f"{kind}_id"])):
        newest[item["device_id"]] = item
    known = {str(row.device): row for row in models.VehicleStatus.objects.filter(trial_id=trial_id, device__in=newest)}
    rows = [
        _noted(known.get(device) or models.VehicleStatus(trial_id=trial_id, device=device), kind, item)
        for device, item in newest.items()
    ]
    models.VehicleStatus.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["trial", "device"], update_fields=[kind, f"{kind}_ms"]
    )


def _noted(row: models.VehicleStatus, kind: str, item: Mapping[str, Any]) -> models.VehicleStatus:
    if item["timestamp"] >= getattr(row, f"{kind}_ms"):
        setattr(row, kind, json.dumps(item, sort_keys=True, separators=(",", ":")))
        setattr(row, f"{kind}_ms", int(item["timestamp"]))
    return row
