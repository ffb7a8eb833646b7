"""The stored events that count."""

from django.db.models import QuerySet

from longbien.trials import models
from longbien.trials.rules.judge import TERM
from longbien.trials.rules.policy import Policy


def events_of_term(feed: models.Feed, policy: Policy) -> QuerySet[models.TelemetryEvent]:
    """All but those that broke the term, under a licence by which these count for nothing else."""
    rows = models.TelemetryEvent.objects.filter(feed=feed)
    return rows.exclude(breaches__rule=TERM) if policy.term_alone else rows
