"""What proves the breaches of running caps in a dossier: totals by the instant of each, and accounts by local day."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from longbien.trials import models
from longbien.trials.queries.judged import events_of_devices, events_of_term
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.limits.incidents import INCIDENT, stops_of
from longbien.trials.rules.limits.running import Running, running
from longbien.trials.rules.limits.usage import Place, Used, from_nothing, steps
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import MINUTE_US

Witnesses = dict[str, dict[int, int]]


def witnesses(feed: models.Feed, policy: Policy) -> Witnesses:
    """By rule and instant of its breaches, the running total by then; read anew from the events, one after another."""
    rows = models.Breach.objects.filter(feed=feed)
    caps = {cap: set(rows.filter(rule=cap.rule).values_list("at_us", flat=True)) for cap in running(policy.plan.limits)}
    found: Witnesses = {}
    for cap, instants in caps.items():
        if instants:
            used = _paid(feed, policy) if cap.is_money else _worn(feed, policy)
            found[cap.rule] = dict(_totals(cap, used, instants, policy.timezone))
    return found


def accounts(feed: models.Feed, policy: Policy) -> dict[str, Any]:
    """The parts of the statistics on caps that run out: nothing for a plan without them."""
    found: dict[str, Any] = {}
    if caps := running(policy.plan.limits):
        found["used"] = [{"rule": cap.rule, "cap": cap.cap, "days": _days(feed, cap, policy.timezone)} for cap in caps]
    if (cap := policy.plan.limits.incidents) is not None:
        rows = models.Tally.objects.filter(feed=feed, measure=INCIDENT).order_by("known_us", "count")
        counts = list(rows.values_list("known_us", "count"))
        found["incidents"] = {"cap": cap, "counts": [list(one) for one in counts], "stops": list(stops_of(counts, cap))}
    return found


def _days(feed: models.Feed, cap: Running, timezone: str) -> list[list[Any]]:
    """What each local day used."""
    rows = list(models.Usage.objects.filter(feed=feed).order_by("minute").values_list("minute", cap.amount))
    days = local_days(np.array([minute * MINUTE_US for minute, _ in rows], dtype=np.int64), timezone)
    found: dict[str, int] = {}
    for day, (_, amount) in zip(days, rows, strict=True):
        found[day.isoformat()] = found.get(day.isoformat(), 0) + amount
    return [[day, min(amount, models.LARGEST)] for day, amount in found.items() if amount]


def _paid(feed: models.Feed, policy: Policy) -> Iterator[tuple[int, Used]]:
    rows = events_of_term(feed, policy).filter(value_minor__gt=0).order_by("at_us")
    for at_us, minor in rows.values_list("at_us", "value_minor").iterator(chunk_size=2000):
        yield at_us, Used(value_minor=minor)


def _worn(feed: models.Feed, policy: Policy) -> Iterator[tuple[int, Used]]:
    """What each event used, in order of time; of every device only its last place is kept."""
    last: dict[str, Place] = {}
    rows = events_of_devices(feed, policy).order_by("at_us", "lon", "lat")
    for name, at_us, lon, lat in rows.values_list("device", "at_us", "lon", "lat").iterator(chunk_size=2000):
        here = (at_us, lon, lat)
        yield from steps([last[name], here]) if name in last else from_nothing([here])
        last[name] = here


def _totals(
    cap: Running, used: Iterator[tuple[int, Used]], instants: set[int], timezone: str
) -> Iterator[tuple[int, int]]:
    """The running total by the end of each instant asked for."""
    total, today, before = 0, None, None
    for at_us, amount in used:
        if before is not None and before != at_us and before in instants:
            yield before, min(total, models.LARGEST)
        if cap.daily and (day := local_days(np.array([at_us], dtype=np.int64), timezone)[0]) != today:
            total, today = 0, day
        total, before = total + cap.of(amount), at_us
    if before in instants and before is not None:
        yield before, min(total, models.LARGEST)
