"""Reads of periods and their reports: what ended and how it stands, what runs, what was filed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from longbien.kernel.period import Period
from longbien.trials import models
from longbien.trials.queries.owed.duties import duties_of
from longbien.trials.queries.owed.incidents import Tally
from longbien.trials.rules.lifecycle import RUNNING, SUSPENDED
from longbien.trials.rules.owed.clock import Standing, standing
from longbien.trials.rules.owed.periodic import Report, read_report

GOES_ON = (RUNNING, SUSPENDED)


@dataclass(frozen=True)
class PeriodView:
    """A period of a trial. One that has not ended has no `due_at` and no `entry` in the record yet."""

    trial_id: UUID
    number: int
    days: Period
    due_at: datetime | None
    entry: UUID | None
    report: Report | None
    sha256: str
    filed_at: datetime | None
    filed_entry: UUID | None

    @property
    def last_day(self) -> date:
        return self.days.end - timedelta(days=1)

    @property
    def has_ended(self) -> bool:
        return self.entry is not None

    def standing(self, now: datetime) -> Standing:
        return standing(self.due_at, self.filed_at, now)


@dataclass(frozen=True)
class OwingPeriod:
    """A period whose report is owed."""

    trial_id: UUID
    number: int
    due_at: datetime


def periods(trial_id: UUID) -> tuple[PeriodView, ...]:
    """The periods of a trial that ended, first to last."""
    rows = models.ReportPeriod.objects.filter(trial_id=trial_id).select_related("report").order_by("number")
    return tuple(_view(row) for row in rows)


def running_period(trial_id: UUID) -> PeriodView | None:
    """The period that goes on; None where no rule sets one, and for trials that don't go on."""
    trial, schedule = models.Trial.objects.get(pk=trial_id), duties_of(trial_id).schedule
    if schedule is None or trial.started_at is None or trial.state not in GOES_ON:
        return None
    began, last = day_of(trial.started_at), trial.periods.order_by("number").last()
    days = schedule.period_from(began, last.end if last else began)
    return PeriodView(trial_id, last.number + 1 if last else 1, days, None, None, None, "", None, None)


def period_numbered(trial_id: UUID, number: int) -> PeriodView | None:
    """One that ended, or the one that goes on."""
    found = *periods(trial_id), running_period(trial_id)
    return next((one for one in found if one and one.number == number), None)


def owing_periods() -> tuple[OwingPeriod, ...]:
    """What nobody has reported on yet, of every trial, soonest due first."""
    rows = models.ReportPeriod.objects.filter(report=None).order_by("due_at", "pk")
    return tuple(OwingPeriod(*row) for row in rows.values_list("trial_id", "number", "due_at"))


def period_tallies(now: datetime, trial_ids: Iterable[UUID] | None = None) -> dict[UUID, Tally]:
    """Reports on periods as numbers, by trial; trials without a period that ended are left out."""
    rows = models.ReportPeriod.objects.order_by()
    if trial_ids is not None:
        rows = rows.filter(trial_id__in=list(trial_ids))
    counted = rows.values("trial_id").annotate(
        owed=Count("pk", filter=Q(report=None)),
        overdue=Count("pk", filter=Q(report=None, due_at__lt=now)),
        filed=Count("report"),
        late=Count("pk", filter=Q(report__filed_at__gt=F("due_at"))),
    )
    return {one["trial_id"]: Tally(one["owed"], one["overdue"], one["filed"], one["late"]) for one in counted}


def day_of(instant: datetime) -> date:
    """The local day at the hub."""
    return localdate(instant, ZoneInfo(settings.HUB.timezone))


def _view(row: models.ReportPeriod) -> PeriodView:
    filed = getattr(row, "report", None)
    return PeriodView(
        trial_id=row.trial_id,
        number=row.number,
        days=Period(row.start, row.end),
        due_at=row.due_at,
        entry=row.entry,
        report=read_report(json.loads(filed.content)) if filed else None,
        sha256=filed.sha256 if filed else "",
        filed_at=filed.filed_at if filed else None,
        filed_entry=filed.entry if filed else None,
    )
