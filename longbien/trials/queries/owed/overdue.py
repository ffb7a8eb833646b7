"""How many reports of each trial are overdue, of whatever kind."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from longbien.trials import models


def overdue(now: datetime, trial_ids: Iterable[UUID]) -> Counter[UUID]:
    """By trial, in one query."""
    late = {"trial_id__in": list(trial_ids), "report": None, "due_at__lt": now}
    of_incidents = models.Incident.objects.filter(**late).values_list("trial_id", flat=True)
    of_periods = models.ReportPeriod.objects.filter(**late).values_list("trial_id", flat=True)
    return Counter(of_incidents.union(of_periods, all=True))
