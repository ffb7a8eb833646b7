"""What fleets declared over MDS, and where their vehicles stand."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from longbien.trials import models

VEHICLE, STOP, EVENT = "vehicle", "stop", "event"


@dataclass(frozen=True)
class Declared:
    """The newest version of what was declared, `content` as JSON."""

    ref: UUID
    number: int
    content: str

    @property
    def data(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.content)
        return said


def declared(trial_id: UUID, kind: str, refs: Iterable[UUID] | None = None) -> dict[UUID, Declared]:
    """By id, in the order of the ids; all of a kind, or some."""
    rows = models.Declaration.objects.filter(trial_id=trial_id, kind=kind).order_by("ref", "number")
    if refs is not None:
        rows = rows.filter(ref__in=set(refs))
    return {
        ref: Declared(ref, number, content) for ref, number, content in rows.values_list("ref", "number", "content")
    }


def statuses(trial_id: UUID, device: UUID | None = None) -> tuple[dict[str, Any], ...]:
    """MDS vehicle status records of vehicles that sent both an event and telemetry, which the record needs."""
    rows = models.VehicleStatus.objects.filter(trial_id=trial_id, event_ms__gt=0, telemetry_ms__gt=0).order_by("device")
    if device is not None:
        rows = rows.filter(device=device)
    return tuple(
        {
            "device_id": str(row.device),
            "provider_id": str(trial_id),
            "last_event": json.loads(row.event),
            "last_telemetry": json.loads(row.telemetry),
        }
        for row in rows
    )
