"""Judge the new events of a batch against the licence and against what the trial did before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from django.db.models import F, Min

from longbien.trials import models
from longbien.trials.actions.intake.beyond import FAR, Older, first_beyond, stored_beyond
from longbien.trials.actions.intake.consenting import lacking_consent
from longbien.trials.actions.intake.using import use
from longbien.trials.queries.judged import events_of_devices, events_of_term
from longbien.trials.rules.judge import (
    SUSPENDED,
    Flags,
    Verdicts,
    device_crossings,
    judge,
    over_devices,
    value_crossing,
)
from longbien.trials.rules.limits.usage import ByMinute
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.suspension import Interval
from longbien.trials.rules.telemetry import MINUTE_US, Events

APART = 60  # minutes; what lies further apart is looked up one by one


@dataclass(frozen=True)
class Judged:
    """`verdicts` on the new events, by rule; `older` breaches of events that were stored before; what was `used`."""

    verdicts: Verdicts
    older: tuple[Older, ...]
    used: ByMinute


def judge_new(feed: models.Feed, events: Events, policy: Policy, known_devices: frozenset[str]) -> Judged:
    """Verdicts of every rule but those of suspension and of the end (`rules.fate`)."""
    verdicts = judge(events, policy)
    told = events.only(verdicts.counts)
    over, older = _devices(feed, events.only(verdicts.devices), policy, known_devices)
    spent, older_spent = _value(feed, told, policy)
    using = use(feed, told, verdicts.devices[verdicts.counts], policy)
    of_many = {"value": spent, **using.broke, **lacking_consent(feed, told, policy)}
    spread = {rule: _spread(flags, verdicts.counts) for rule, flags in of_many.items()}
    broke = {**verdicts.broke, "devices": _spread(over, verdicts.devices), **spread}
    return Judged(replace(verdicts, broke=broke), (*older, *older_spent, *using.older), using.grown)


def _spread(flags: Flags, among: Flags) -> Flags:
    """Flags of some events as flags of all."""
    every = np.zeros(len(among), dtype=np.bool_)
    every[among] = flags
    return every


def now_suspended(
    feed: models.Feed, policy: Policy, known: Iterable[Interval], after: tuple[Interval, ...]
) -> tuple[Older, ...]:
    """Stored events that lie inside a suspension as it is now known, and did not before."""
    before = dict(enumerate(known))
    older: list[Older] = []
    for turn, interval in enumerate(after):
        upto = before[turn].since_us + 1 if turn in before else FAR
        upto = upto if interval.lifted_us is None else min(upto, interval.lifted_us)
        if interval.since_us + 1 < upto:
            older += stored_beyond(feed, policy, SUSPENDED, interval.since_us + 1, upto)
    return tuple(older)


def _devices(feed: models.Feed, events: Events, policy: Policy, known: frozenset[str]) -> tuple[Flags, list[Older]]:
    cap = policy.plan.devices
    if len(known.union(events.devices)) <= cap or not len(events):
        return np.zeros(len(events), dtype=np.bool_), []
    stored = _began(feed, events, policy)
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
            older += stored_beyond(feed, policy, "devices", crossing, upto)
    return over_devices(events.at_us, after), older


def _began(feed: models.Feed, events: Events, policy: Policy) -> list[tuple[int, str]]:
    """When each device first reported in each minute near the events: (instant, device)."""
    began: list[tuple[int, str]] = []
    minutes = np.unique(events.at_us // MINUTE_US)
    for run in np.split(minutes, np.flatnonzero(np.diff(minutes) > APART) + 1):
        low, high = int(run[0]) * MINUTE_US, (int(run[-1]) + 1) * MINUTE_US
        rows = events_of_devices(feed, policy).filter(at_us__gte=low, at_us__lt=high)
        firsts = rows.annotate(minute=F("at_us") / MINUTE_US).values("minute", "device").annotate(first=Min("at_us"))
        began += firsts.values_list("first", "device")
    return began


def _value(feed: models.Feed, events: Events, policy: Policy) -> tuple[Flags, tuple[Older, ...]]:
    cap = policy.plan.value.minor
    spending, nobody = events.value > 0, np.zeros(len(events), dtype=np.bool_)
    if not spending.any() or feed.value_minor + sum(events.value.tolist()) <= cap:
        return nobody, ()
    before = first_beyond(feed, "value")
    if before is not None and events.at_us[spending].min() >= before:
        return spending, ()
    rows = events_of_term(feed, policy).filter(value_minor__gt=0)
    paid = rows.filter(at_us__lte=FAR if before is None else before).values_list("at_us", "value_minor")
    told = [*paid, *zip(events.at_us[spending].tolist(), events.value[spending].tolist(), strict=True)]
    at_us, value = np.array(told, dtype=np.int64).T
    after = value_crossing(at_us, value, cap)
    if after is None:
        return nobody, ()
    upto = FAR if before is None else before
    older = stored_beyond(feed, policy, "value", after, upto) if after < upto else ()
    return spending & (events.at_us >= after), older
