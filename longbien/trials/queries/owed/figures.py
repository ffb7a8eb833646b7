"""What telemetry and record know of a period of a trial, as plain data with integers only."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce

from longbien.kernel.period import Period
from longbien.kernel.plain import utc_micros
from longbien.trials import models
from longbien.trials.queries.consent.register import breaches_of_consent, numbers, texts
from longbien.trials.queries.judged import events_of_devices, events_of_term
from longbien.trials.queries.monitors import monitor_state
from longbien.trials.queries.owed.disengagements import asks_for_them, told_of
from longbien.trials.queries.permits import midnight
from longbien.trials.queries.policies import policy_of
from longbien.trials.queries.suspensions import suspensions
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.limits.running import running
from longbien.trials.rules.overview import nearness
from longbien.trials.rules.owed.disengagements import summary
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import MINUTE_US, instant_us

QUARTER_US = 15 * MINUTE_US  # every time zone is so many quarters of an hour from UTC
Span = tuple[datetime, datetime]


def period_figures(trial_id: UUID, period: Period, *, now: datetime) -> dict[str, Any]:
    """Of the local days of a period, as far as it is known at an instant: late telemetry is not in it."""
    feed, policy = models.Feed.objects.get(trial_id=trial_id), policy_of(trial_id)
    span = midnight(period.start), midnight(period.end)
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "as_of": utc_micros(now),
        **_work(feed, span, policy),
        **_site_days(feed, period),
        **_usage(feed, policy, span),
        "breaches": _breaches(feed, span),
        "suspensions": _suspensions(trial_id, span),
        **_told(trial_id, span),
        "counted": _counted(feed, period),
        "guardrails": _guardrails(trial_id, period),
        "concerns": _concerns(trial_id, span, now),
        **_consent(trial_id, policy, span),
        **({"disengagements": summary(told_of(trial_id, period))} if asks_for_them(trial_id) else {}),
    }


def _between(span: Span) -> dict[str, int]:
    return {"at_us__gte": instant_us(span[0]), "at_us__lt": instant_us(span[1])}


def _work(feed: models.Feed, span: Span, policy: Policy) -> dict[str, int]:
    """Events, devices, days of devices, participants at most at any moment, and the value of transactions."""
    events = events_of_term(feed, policy).filter(**_between(span)).order_by()
    working = events_of_devices(feed, policy).filter(**_between(span)).order_by()
    rows = list(working.annotate(quarter=F("at_us") / QUARTER_US).values_list("device", "quarter").distinct())
    begun = np.array([quarter for _, quarter in rows], dtype=np.int64) * QUARTER_US
    days = set(zip((device for device, _ in rows), local_days(begun, policy.timezone), strict=True))
    paid = sum(events.filter(value_minor__gt=0).values_list("value_minor", flat=True).iterator(chunk_size=5000))
    return {
        "events": events.count(),
        "devices": len({device for device, _ in days}),
        "device_days": len(days),
        "participants": max(0, events.aggregate(most=Max("participants"))["most"] or 0),
        "value_minor": min(paid, models.LARGEST),
    }


def _site_days(feed: models.Feed, period: Period) -> dict[str, Any]:
    days = models.Exposure.objects.filter(feed=feed, device="", day__gte=period.start, day__lt=period.end)
    found = set(days.values_list("day", "site"))
    return {"site_days": len(found), "sites": sorted({site for _, site in found})}


def _usage(feed: models.Feed, policy: Policy, span: Span) -> dict[str, int | None]:
    """Metres and minutes of work; None where the plan has no cap for which they are added up."""
    if not running(policy.plan.limits):
        return {"distance_m": None, "device_minutes": None}
    first, end = (instant_us(one) // MINUTE_US for one in span)
    used = models.Usage.objects.filter(feed=feed, minute__gte=first, minute__lt=end).aggregate(
        mm=Coalesce(Sum("distance_mm"), 0), minutes=Coalesce(Sum("device_minutes"), 0)
    )
    return {"distance_m": used["mm"] // 1000, "device_minutes": used["minutes"]}


def _breaches(feed: models.Feed, span: Span) -> dict[str, int]:
    rows = models.Breach.objects.filter(feed=feed, **_between(span)).order_by().values("rule")
    return {row["rule"]: row["count"] for row in rows.annotate(count=Count("pk")).order_by("rule")}


def _suspensions(trial_id: UUID, span: Span) -> list[dict[str, str | None]]:
    """Those that any moment of the period fell under."""
    return [
        {
            "since": utc_micros(one.since),
            "rule": one.rule,
            "lifted": utc_micros(one.lifted_at) if one.lifted_at else None,
        }
        for one in suspensions(trial_id)
        if one.since < span[1] and (one.lifted_at is None or one.lifted_at > span[0])
    ]


def _told(trial_id: UUID, span: Span) -> dict[str, dict[str, int]]:
    """Reported incidents that happened in the period, by what and by how grave they were."""
    rows = models.Incident.objects.filter(trial_id=trial_id, happened_at__gte=span[0], happened_at__lt=span[1])
    told = list(rows.values_list("measure", "severity"))
    return {
        "incidents": dict(sorted(Counter(measure for measure, _ in told).items())),
        "severities": dict(sorted(Counter(severity for _, severity in told).items())),
    }


def _counted(feed: models.Feed, period: Period) -> dict[str, int]:
    """What guardrails and kinds count, by measure: of events and of reported incidents."""
    rows = models.Tally.objects.filter(feed=feed, day__gte=period.start, day__lt=period.end).order_by()
    summed = rows.values("measure").annotate(total=Sum("count")).order_by("measure")
    return {row["measure"]: min(row["total"], models.LARGEST) for row in summed}


def _guardrails(trial_id: UUID, period: Period) -> list[dict[str, Any]]:
    """How each stands now, in per cent of the way to a stop, and what it counted in the period."""
    return [
        {
            "measure": one.measure,
            "counted": sum(step.count for step in one.steps if step.day in period),
            "percent": round(nearness(one.now, one.odds) * 100),
        }
        for one in monitor_state(trial_id)
    ]


def _consent(trial_id: UUID, policy: Policy, span: Span) -> dict[str, Any]:
    """Where participants agree to something: how many do now, and the period's breaches of what they took back."""
    if not (texts(trial_id) or policy.plan.limits.consent):
        return {}
    known = numbers(trial_id, cap=policy.plan.participants)
    broken = breaches_of_consent(trial_id, since=span[0], until=span[1])
    return {"consent": {"consented": known.consented, "withdrawn": known.withdrawn, "breaches": broken}}


def _concerns(trial_id: UUID, span: Span, now: datetime) -> dict[str, int]:
    rows = models.Concern.objects.filter(trial_id=trial_id, raised_at__gte=span[0], raised_at__lt=span[1])
    return rows.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        late=Count("pk", filter=Q(answered_at__gt=F("due_at"))),
        overdue=Count("pk", filter=Q(answered_at=None, due_at__lt=now)),
    )
