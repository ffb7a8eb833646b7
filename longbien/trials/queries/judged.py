"""The stored events that a rule looks at."""

from django.db.models import Q, QuerySet

from longbien.trials import models
from longbien.trials.rules.judge import OF_DEVICES, SUSPENDED, TERM
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.sta.terms import SENSED


def events_under(rule: str, feed: models.Feed, policy: Policy) -> QuerySet[models.TelemetryEvent]:
    """All under suspension, those of the trial's devices under the rules of devices, those of its term otherwise."""
    if rule == SUSPENDED:
        return models.TelemetryEvent.objects.filter(feed=feed)
    return events_of_devices(feed, policy) if rule in OF_DEVICES else events_of_term(feed, policy)


def events_of_term(feed: models.Feed, policy: Policy) -> QuerySet[models.TelemetryEvent]:
    """All but those that broke the term, under a licence by which these count for nothing else."""
    rows = models.TelemetryEvent.objects.filter(feed=feed)
    return rows.exclude(breaches__rule=TERM) if policy.term_alone else rows


def events_of_devices(feed: models.Feed, policy: Policy) -> QuerySet[models.TelemetryEvent]:
    """Of these all but what sensors told that are none of the trial's devices."""
    rows, fleet = events_of_term(feed, policy), policy.plan.limits.fleet
    if policy.tests("") and not fleet:
        return rows
    sensors = Q(event_id__startswith=SENSED)
    return rows.exclude(sensors & ~Q(device__in=fleet)) if fleet else rows.exclude(sensors)
