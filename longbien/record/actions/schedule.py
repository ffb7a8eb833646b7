"""Timers: work that an event makes due later. They are deliveries like any other."""

from datetime import datetime
from uuid import UUID

from longbien.record import models
from longbien.record.actions.act import act
from longbien.record.registry import React, may_be_set, name_of


@act
def schedule(reaction: React, *, event_id: UUID, due_at: datetime, key: str = "") -> None:
    """Have `reaction` (a `@timer`) run at `due_at` because of an event; `key` tells apart several of one event.

    Set again, the timer runs at the new time, even when it had been cancelled or had run. LookupError when `reaction`
    isn't registered.
    """
    name = name_of(reaction)
    if not may_be_set(name):
        raise LookupError(f"{name} is no @timer")
    models.Delivery.objects.update_or_create(
        event_id=event_id,
        reaction=name,
        key=key,
        defaults={"due_at": due_at, "done_at": None, "leased_until": None, "tries": 0, "stuck": False, "error": ""},
    )


@act
def cancel(reaction: React, *, event_id: UUID, at: datetime, key: str = "") -> bool:
    """Let a timer never run; False when there is none that still would."""
    waiting = models.Delivery.objects.filter(event_id=event_id, reaction=name_of(reaction), key=key, done_at=None)
    return waiting.update(done_at=at) > 0
