"""Judge the new events of a batch against the licence and against what the trial did before."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from django.db.models import F, Min

from longbien.trials import models
from longbien.trials.rules.judge import (
    MINUTE_US,
    SUSPENDED,
    Flags,
    Verdicts,
    device_crossings,
    judge,
    over_devices,
    value_crossing,
)
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.suspension import Interval
from longbien.trials.rules.telemetry import Events

FAR = 2**62


@dataclass(frozen=True, order=True)
class Older:
    """A stored event that turned out to have broken a rule, when later news came in."""

    at_us: int
    event_id: str
    pk: int = field(compare=False)
    rule: str = ""


@dataclass(frozen=True)
class Judged:
    """`verdicts` on the new events, by rule; `older` breaches of events that were stored before."""

    verdicts: Verdicts
    older: tuple[Older, ...]


def judge_new(feed: models.Feed, events: Events, policy: Policy, known_devices: frozenset[str]) -> Judged:
    """Verdicts of every rule but those of suspension and of the end (`rules.fate`)."""
    verdicts = judge(events, policy)
    over, older = _devices(feed, events, policy.plan.devices, known_devices)
    spent, older_spent = _value(feed, events, policy.plan.value.minor)
    broke = {**verdicts.broke, "devices": over, "value": spent}
    return Judged(Verdicts(broke, verdicts.site), (*older, *older_spent))


def now_suspended(feed: models.Feed, known: Iterable[Interval], after: tuple[Interval, ...]) -> tuple[Older, ...]:
    """Stored events that lie inside a suspension as it is now known, and did not before."""
    before = dict(enumerate(known))
    older: list[Older] = []
    for turn, interval in enumerate(after):
        upto = before[turn].since_us + 1 if turn in before else FAR
        upto = upto if interval.lifted_us is None else min(upto, interval.lifted_us)
        if interval.since_us + 1 < upto:
            older += _stored(feed, interval.since_us + 1, upto, SUSPENDED)
    return tuple(older)


def _devices(feed: models.Feed, events: Events, cap: int, known: frozenset[str]) -> tuple[Flags, list[Older]]:
    if len(known.union(events.devices)) <= cap or not len(events):
        return np.zeros(len(events), dtype=np.bool_), []
    low = int(events.at_us.min()) // MINUTE_US * MINUTE_US
    high = (int(events.at_us.max()) // MINUTE_US + 1) * MINUTE_US
    stored = (
        models.TelemetryEvent.objects.filter(feed=feed, at_us__gte=low, at_us__lt=high)
        .annotate(minute=F("at_us") / MINUTE_US)
        .values("minute", "device")
        .annotate(first=Min("at_us"))
        .values_list("first", "device")
    )
    number = {name: index for index, name in enumerate(sorted(known.union(events.devices)))}
    firsts = [(first, number[device]) for first, device in stored]
    at_us = np.array([first for first, _ in firsts], dtype=np.int64)
    devices = np.array([device for _, device in firsts], dtype=np.int64)
    ours = np.array([number[device] for device in events.devices], dtype=np.int64)
    before = device_crossings(at_us, devices, cap)
    after = device_crossings(np.concatenate([at_us, events.at_us]), np.concatenate([devices, ours]), cap)
    older: list[Older] = []
    for minute, crossing in after.items():
        upto = before.get(minute, (minute + 1) * MINUTE_US)
        if crossing < upto:
            older += _stored(feed, crossing, upto, "devices")
    return over_devices(events.at_us, after), older


def _value(feed: models.Feed, events: Events, cap: int) -> tuple[Flags, list[Older]]:
    if feed.value_minor + sum(events.value.tolist()) <= cap:
        return np.zeros(len(events), dtype=np.bool_), []
    stored = models.TelemetryEvent.objects.filter(feed=feed, value_minor__gt=0)
    rows = stored.values_list("at_us", "value_minor")
    at_us = np.array([at for at, _ in rows], dtype=np.int64)
    value = np.array([minor for _, minor in rows], dtype=np.int64)
    before = value_crossing(at_us, value, cap)
    after = value_crossing(np.concatenate([at_us, events.at_us]), np.concatenate([value, events.value]), cap)
    if after is None:
        return np.zeros(len(events), dtype=np.bool_), []
    older = []
    if before is None or after < before:
        older = _stored(feed, after, FAR if before is None else before, "value")
    return (events.value > 0) & (events.at_us >= after), older


def _stored(feed: models.Feed, from_us: int, upto_us: int, rule: str) -> list[Older]:
    rows = models.TelemetryEvent.objects.filter(feed=feed, at_us__gte=from_us, at_us__lt=upto_us)
    # An event of a clock ahead may have been found under an earlier suspension already.
    rows = rows.exclude(breaches__rule=rule)
    if rule == "value":
        rows = rows.filter(value_minor__gt=0)
    return [Older(at_us, name, pk, rule) for pk, name, at_us in rows.values_list("pk", "event_id", "at_us")]
