"""The time of the report on a period is nearly over, or is: the record says so."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import subject_of
from longbien.trials.events.owed import HolderReminded, PeriodicReportMissed

PERIOD = "period"


@act
def miss_periodic_report(trial_id: UUID, number: int, *, at: datetime) -> None:
    """Nothing when it was filed in the meantime."""
    period = _still_owed(trial_id, number)
    if period is not None and at >= period.due_at:
        subject = subject_of(period.trial)
        missed = PeriodicReportMissed(period.trial.number, number, period.due_at)
        emit(missed, subject=subject, by=SYSTEM, at=at, chain=subject)


@act
def remind_of_period(trial_id: UUID, number: int, *, at: datetime) -> None:
    """Have the holder reminded; nothing once the report is filed, or overdue already."""
    period = _still_owed(trial_id, number)
    if period is not None and at < period.due_at:
        subject = subject_of(period.trial)
        reminded = HolderReminded(period.trial.number, PERIOD, str(number), period.due_at)
        emit(reminded, subject=subject, by=SYSTEM, at=at, chain=subject)


def _still_owed(trial_id: UUID, number: int) -> models.ReportPeriod | None:
    models.Trial.objects.select_for_update(of=("self",)).get(pk=trial_id)
    rows = models.ReportPeriod.objects.select_related("trial").filter(trial_id=trial_id, number=number, report=None)
    return rows.first()
