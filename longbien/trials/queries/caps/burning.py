"""The caps of a trial burning down: used, allowed, and when each would run out at the present pace."""

from datetime import timedelta
from uuid import UUID

import numpy as np
from django.db.models import FloatField, Sum
from django.db.models.functions import Cast

from longbien.trials import models
from longbien.trials.queries.judged import events_of_term
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.limits.burndown import DAY_US, PACE_DAYS, Burn, runs_out
from longbien.trials.rules.limits.incidents import INCIDENT, INCIDENTS
from longbien.trials.rules.limits.running import Running, day_span, running
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import MINUTE_US

UNITS = {"distance_mm": "mm", "device_minutes": "min", "value_minor": "minor"}


def burn_down(trial_id: UUID) -> tuple[Burn, ...]:
    """Every cap of a trial that runs out, in the order of the licence. Times are those of the events."""
    feed, policy = models.Feed.objects.select_related("trial").get(trial_id=trial_id), policy_of(trial_id)
    burns = [_value(feed, policy)]
    burns += [_running(feed, policy, cap) for cap in running(policy.plan.limits)]
    if policy.plan.limits.incidents is not None:
        burns.append(_incidents(feed, policy, policy.plan.limits.incidents))
    return tuple(burns)


def _value(feed: models.Feed, policy: Policy) -> Burn:
    rows = events_of_term(feed, policy).filter(value_minor__gt=0, at_us__gt=_since(feed))
    recent = rows.aggregate(sum=Sum(Cast("value_minor", FloatField())))["sum"] or 0.0
    return _burn(feed, policy, Burn("value", "minor", feed.value_minor, policy.plan.value.minor), recent)


def _running(feed: models.Feed, policy: Policy, cap: Running) -> Burn:
    rows = models.Usage.objects.filter(feed=feed)
    unit = UNITS[cap.amount]
    if cap.daily:
        return Burn(cap.rule, unit, _of_last_day(feed, policy, cap), cap.cap, daily=True)
    recent = rows.filter(minute__gt=_since(feed) // MINUTE_US).aggregate(sum=Sum(cap.amount))["sum"] or 0
    return _burn(feed, policy, Burn(cap.rule, unit, getattr(feed, cap.amount), cap.cap), recent)


def _of_last_day(feed: models.Feed, policy: Policy, cap: Running) -> int:
    """What the last local day with events used."""
    if feed.last_us is None:
        return 0
    [day] = local_days(np.array([feed.last_us], dtype=np.int64), policy.timezone)
    start, end = (at_us // MINUTE_US for at_us in day_span(day, policy.timezone))
    rows = models.Usage.objects.filter(feed=feed, minute__gte=start, minute__lt=end)
    return sum(rows.values_list(cap.amount, flat=True))


def _incidents(feed: models.Feed, policy: Policy, cap: int) -> Burn:
    rows = models.Tally.objects.filter(feed=feed, measure=INCIDENT)
    used = rows.aggregate(sum=Sum("count"))["sum"] or 0
    recent = rows.filter(known_us__gt=_since(feed)).aggregate(sum=Sum("count"))["sum"] or 0
    return _burn(feed, policy, Burn(INCIDENTS, "incidents", used, cap), recent)


def _burn(feed: models.Feed, policy: Policy, burn: Burn, recent: float) -> Burn:
    """The burn with its forecast; none for a trial that has ended."""
    if feed.trial.closed_at is not None:
        return burn
    end_us = day_span(policy.term.end - timedelta(days=1), policy.timezone)[1]
    now_us = feed.last_us or 0
    out = runs_out(burn.cap - burn.used, recent, since_us=_since(feed), now_us=now_us, end_us=end_us)
    return Burn(burn.rule, burn.unit, burn.used, burn.cap, runs_out=out)


def _since(feed: models.Feed) -> int:
    """Since when the present pace is taken: four weeks before the last event, or the start of the trial."""
    last_us = feed.last_us or 0
    first = feed.device_set.order_by("first_us").values_list("first_us", flat=True).first()
    return max(last_us - PACE_DAYS * DAY_US, last_us if first is None else first - 1)
