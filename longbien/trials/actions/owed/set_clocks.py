"""Set the clocks of periods for trials that started before there were any, or before their rule did."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from longbien.kernel.subject import Subject
from longbien.record.actions.act import act
from longbien.record.queries import chain
from longbien.trials import models
from longbien.trials.actions.locked import TYPE
from longbien.trials.queries.owed.periods import GOES_ON, running_period
from longbien.trials.queries.permits import midnight

BEGINS = frozenset({"trials.started", "trials.period-ended"})
Set = Callable[[UUID, datetime], None]


@act
def set_clocks(watch: Set) -> int:
    """How many trials go on and have periods. `watch` sets the clock of an event for an instant; set again it is one.

    What should have ended already ends as soon as the worker comes to it, with the day on which its report is due.
    """
    found = 0
    for trial in models.Trial.objects.filter(state__in=GOES_ON).order_by("pk"):
        goes_on = running_period(trial.pk)
        began = [one for one in chain(Subject(TYPE, trial.pk)) if one.kind in BEGINS]
        if goes_on is not None and began:
            watch(began[-1].id, midnight(goes_on.days.end))
            found += 1
    return found
