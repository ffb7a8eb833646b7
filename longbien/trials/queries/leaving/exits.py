"""Reads of how a trial ended: what the record knows for its exit report, the report, and by when it is owed."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from longbien.kernel.plain import utc_micros
from longbien.trials import models
from longbien.trials.queries.breaches import breach_counts
from longbien.trials.queries.comparing import comparison_state
from longbien.trials.queries.policies import policy_of
from longbien.trials.queries.suspensions import suspensions
from longbien.trials.queries.trials import figures
from longbien.trials.rules.comparing.summed import summary
from longbien.trials.rules.leaving.exit import Answers, Report, read_report
from longbien.trials.rules.lifecycle import OWING
from longbien.trials.rules.residents.promises import promises

# Who may read a report: everyone; nobody beyond the trial, as its holder or its authority wants; or it is undecided.
PUBLISHED, REFUSED, KEPT, UNDECIDED = "published", "refused", "kept", "undecided"


@dataclass(frozen=True)
class ExitView:
    """A filed exit report; `decided_at` and `reason` of the authority's newest decision on publishing it, if any."""

    report: Report
    sha256: str
    filed_at: datetime
    standing: str
    decided_at: datetime | None = None
    reason: str = ""


def exit_report(trial_id: UUID) -> ExitView | None:
    """The filed report; None while it is owed, and of trials that ended before reports had a form."""
    row = models.ExitReport.objects.filter(trial_id=trial_id).first()
    if row is None:
        return None
    report, newest = read_report(json.loads(row.content)), row.releases.order_by("decided_at", "id").last()
    standing = UNDECIDED if report.answers.may_publish else REFUSED
    if newest is None:
        return ExitView(report, row.sha256, row.filed_at, standing)
    standing = PUBLISHED if newest.publish else KEPT
    return ExitView(report, row.sha256, row.filed_at, standing, newest.decided_at, newest.reason)


@dataclass(frozen=True)
class DraftView:
    """What the holder has written so far; `sha256` of it."""

    answers: Answers
    sha256: str
    saved_at: datetime


def exit_draft(trial_id: UUID) -> DraftView | None:
    row = models.ExitDraft.objects.filter(trial_id=trial_id).first()
    return DraftView(Answers(**json.loads(row.content)), row.sha256, row.saved_at) if row else None


def undecided(trials: QuerySet[models.Trial]) -> QuerySet[models.Trial]:
    """Those of these trials whose report may be published, if the authority says so; it has said nothing yet."""
    return trials.filter(exit_report__content__contains='"may_publish":true', exit_report__releases=None)


def exit_due(trial: models.Trial) -> datetime | None:
    """By when the exit report is owed, by the hub's own rule; None where none is owed or no rule says."""
    days = promises(settings.HUB.data).exit_report_days
    if trial.state not in OWING or trial.closed_at is None or days is None:
        return None
    return settings.HUB.calendar.add(trial.closed_at, days)


def exit_figures(trial_id: UUID) -> dict[str, Any]:
    """What telemetry and record know of the whole trial, as plain data with integers only."""
    trial, came = models.Trial.objects.get(pk=trial_id), figures(trial_id)
    days = models.Exposure.objects.filter(feed__trial_id=trial_id).values_list("day", "site")
    compared = comparison_state(trial_id)
    told = Counter(models.Incident.objects.filter(trial_id=trial_id).values_list("measure", flat=True))
    return {
        "first_day": _day(min((day for day, _ in days), default=None)),
        "last_day": _day(max((day for day, _ in days), default=None)),
        "site_days": len(days),
        "sites": sorted({site for _, site in days}),
        "batches": came.batches,
        "events": came.events,
        "devices": came.devices,
        "participants": came.participants,
        "value_minor": came.value_minor,
        "breaches": {one.rule: one.count for one in breach_counts(trial_id)},
        "suspensions": [
            {"since": utc_micros(one.since), "rule": one.rule, "lifted": one.lifted_at and utc_micros(one.lifted_at)}
            for one in suspensions(trial_id)
        ],
        "incidents": dict(sorted(told.items())),
        "waivers": [one.provision for one in policy_of(trial_id).plan.exemptions],
        "versions": trial.versions.count(),
        **({"comparisons": [summary(one) for one in compared]} if compared else {}),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
