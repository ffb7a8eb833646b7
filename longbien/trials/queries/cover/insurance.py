"""Reads of insurance: what holds, and the days of the term that nothing covers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings

from longbien.kernel.money import Money
from longbien.kernel.period import Period
from longbien.trials import models
from longbien.trials.rules.cover.insurance import Insurance, uncovered
from longbien.trials.rules.lifecycle import OVER


@dataclass(frozen=True)
class InsuranceView:
    """A policy; one that was `replaced` holds no more."""

    id: UUID
    said: Insurance
    replaced: bool
    recorded_at: datetime
    entry: UUID

    @property
    def last_day(self) -> date:
        return self.said.end - timedelta(days=1)


def insurances(trial_id: UUID) -> tuple[InsuranceView, ...]:
    """Every policy that was recorded, what ends last first."""
    rows = models.Insurance.objects.filter(trial_id=trial_id).select_related("replaced_by").order_by("-end", "-pk")
    return tuple(
        InsuranceView(
            row.pk,
            Insurance(row.number, row.insurer, row.covers, money(row.amount_minor), row.start, row.end),
            hasattr(row, "replaced_by"),
            row.recorded_at,
            row.entry,
        )
        for row in rows
    )


def gaps(trial_id: UUID, today: date) -> tuple[Period, ...]:
    """The days from today to the end of the term that no policy covers; none where none was ever recorded, for no rule
    at hand asks for it, and none of a trial that is over."""
    trial, known = models.Trial.objects.get(pk=trial_id), insurances(trial_id)
    begins = max(trial.term_start, today)
    if not known or trial.state in OVER or begins >= trial.term_end:
        return ()
    holds = [Period(one.said.start, one.said.end) for one in known if not one.replaced]
    return uncovered(Period(begins, trial.term_end), holds)


def money(minor: int) -> Money:
    return Money(minor, settings.HUB.currency)
