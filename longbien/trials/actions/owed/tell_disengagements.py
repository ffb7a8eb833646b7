"""Tell of each time that somebody took over from a vehicle: one by one, or a table of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events.owed import DisengagementsTold
from longbien.trials.queries.owed.disengagements import asks_for_them, told_of
from longbien.trials.queries.owed.periods import day_of
from longbien.trials.rules.owed.disengagements import Disengagement, check_told, digest


@act
def tell_disengagements(
    trial_id: UUID, told: Sequence[Disengagement], *, by: Actor, at: datetime, alone: bool = False
) -> int:
    """How many were new: what was told before, alike in every field, is not told twice by sending a table again.

    All or none. Refusal 409 for a kind of trial that has none, 422 with every fault.
    """
    trial = locked(trial_id, by=by, action="file-report")
    if not asks_for_them(trial_id):
        what = Text.of(vi="Loại thử nghiệm này không kể các lần đó.", en="Trials of this kind don't tell of these.")
        raise conflict("no-disengagements", what)
    check_told(told, today=day_of(at), alone=alone)
    new = Counter(told) - Counter(told_of(trial_id))
    fresh = sorted(new.elements(), key=lambda one: (one.day, one.vehicle, one.facts))
    if fresh:
        days = [one.day for one in fresh]
        happened = DisengagementsTold(trial.number, len(fresh), min(days), max(days), digest(fresh))
        entry = emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
        models.Disengagement.objects.bulk_create(_row(trial, one, entry) for one in fresh)
    return len(fresh)


def _row(trial: models.Trial, one: Disengagement, entry: UUID) -> models.Disengagement:
    return models.Disengagement(
        trial=trial,
        day=one.day,
        vehicle=one.vehicle,
        driverless=one.driverless,
        driver_present=one.driver_present,
        initiated_by=one.initiated_by,
        place=one.place,
        facts=one.facts,
        entry=entry,
    )
