"""Reads of incidents with the clock of their full reports."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.kinds import measure_names
from longbien.trials.queries.owed.duties import duties_of
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules import words
from longbien.trials.rules.owed.accounts import PARTS, Account
from longbien.trials.rules.owed.clock import Standing, standing
from longbien.trials.rules.owed.levels import Scale, level_of


@dataclass(frozen=True)
class Reported:
    """An incident as it was told, and its full report: `account` in words, or the `case_id` that holds them."""

    id: UUID
    trial_id: UUID
    name: Text
    where: Text
    severity: Text
    happened_at: datetime
    reported_at: datetime
    description: str
    due_at: datetime | None
    filed_at: datetime | None
    account: Account | None
    case_id: UUID | None
    entry: UUID | None

    def standing(self, now: datetime) -> Standing:
        return standing(self.due_at, self.filed_at, now)


@dataclass(frozen=True)
class Owing:
    """An incident whose full report is owed."""

    id: UUID
    trial_id: UUID
    due_at: datetime


@dataclass(frozen=True, order=True)
class Tally:
    """Full reports of a trial's incidents as numbers: `owed` of which `overdue`, `filed` of which `late`."""

    owed: int = 0
    overdue: int = 0
    filed: int = 0
    late: int = 0


def reported(trial_id: UUID) -> tuple[Reported, ...]:
    """Every incident of a trial by when it happened. Ask for `view` before."""
    rows = models.Incident.objects.filter(trial_id=trial_id).order_by("happened_at", "id")
    return _views(rows, duties_of(trial_id).incidents)


def incident(incident_id: UUID) -> Reported | None:
    rows = models.Incident.objects.filter(pk=incident_id)
    trial_id = rows.values_list("trial_id", flat=True).first()
    return _views(rows, duties_of(trial_id).incidents)[0] if trial_id else None


def unreported(trial_id: UUID) -> frozenset[UUID]:
    """The incidents of a trial that nobody reported in full, whether a time is set or not."""
    return frozenset(models.Incident.objects.filter(trial_id=trial_id, report=None).values_list("pk", flat=True))


def owing() -> tuple[Owing, ...]:
    """What is not reported in full and has a day by which it should be, of every trial, soonest due first."""
    rows = models.Incident.objects.filter(report=None, due_at__isnull=False)
    found = rows.order_by("due_at", "id").values_list("id", "trial_id", "due_at")
    return tuple(Owing(number, trial_id, due) for number, trial_id, due in found if due is not None)


def tallies(now: datetime, trial_ids: Iterable[UUID] | None = None) -> dict[UUID, Tally]:
    """The numbers by trial, in one query; trials without an incident are left out."""
    rows = models.Incident.objects.order_by()
    if trial_ids is not None:
        rows = rows.filter(trial_id__in=list(trial_ids))
    counted = rows.values("trial_id").annotate(
        owed=Count("pk", filter=Q(report=None, due_at__isnull=False)),
        overdue=Count("pk", filter=Q(report=None, due_at__lt=now)),
        filed=Count("report"),
        late=Count("pk", filter=Q(report__filed_at__gt=F("due_at"))),
    )
    return {one["trial_id"]: Tally(one["owed"], one["overdue"], one["filed"], one["late"]) for one in counted}


def _views(rows: Iterable[models.Incident], scale: Scale) -> tuple[Reported, ...]:
    """Those of one trial."""
    found, names = list(rows), measure_names()
    filed = models.IncidentReport.objects.in_bulk([row.pk for row in found])
    sites = {site.code: Text(tuple(site.name.items())) for one in found[:1] for site in policy_of(one.trial_id).sites}
    said = {row.pk: (words.measure_name(row.measure, names), sites[row.site]) for row in found}
    return tuple(_view(row, filed.get(row.pk), scale, *said[row.pk]) for row in found)


def _view(row: models.Incident, filed: models.IncidentReport | None, scale: Scale, name: Text, where: Text) -> Reported:
    return Reported(
        id=row.pk,
        trial_id=row.trial_id,
        name=name,
        where=where,
        severity=level_of(scale, row.severity).name,
        happened_at=row.happened_at,
        reported_at=row.reported_at,
        description=row.description,
        due_at=row.due_at,
        filed_at=filed.filed_at if filed else None,
        account=_account(filed.content) if filed and filed.content else None,
        case_id=filed.case_id if filed else None,
        entry=filed.entry if filed else None,
    )


def _account(content: str) -> Account:
    said = json.loads(content)
    return Account(**{part: said[part] for part in PARTS})
