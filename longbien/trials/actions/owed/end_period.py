"""A period of a trial is over: its report is owed from now on."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import SYSTEM
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import subject_of
from longbien.trials.events.owed import PeriodEnded
from longbien.trials.queries.owed.duties import duties_of
from longbien.trials.queries.owed.periods import running_period
from longbien.trials.queries.permits import midnight


@act
def end_period(trial_id: UUID, *, at: datetime) -> None:
    """Nothing where the trial has ended, for the exit report tells of the broken period, and before the period has.

    Its report is due so long after the period, however late this is called.
    """
    trial = models.Trial.objects.select_for_update(of=("self",)).get(pk=trial_id)
    schedule, goes_on = duties_of(trial_id).schedule, running_period(trial_id)
    if schedule is None or goes_on is None or at < midnight(goes_on.days.end):
        return
    number, days = goes_on.number, goes_on.days
    due = schedule.within.after(midnight(days.end), settings.HUB.calendar)
    ended = PeriodEnded(trial.number, number, days.start, days.end, due)
    entry = emit(ended, subject=subject_of(trial), by=SYSTEM, at=at, chain=subject_of(trial))
    models.ReportPeriod.objects.create(
        trial=trial, number=number, start=days.start, end=days.end, due_at=due, entry=entry
    )
