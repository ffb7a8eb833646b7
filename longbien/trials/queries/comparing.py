"""Reads of a trial's comparisons."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from longbien.trials import models
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.comparing.lots import Lottery, Turn, lotteries
from longbien.trials.rules.comparing.reading import Reading, readings
from longbien.trials.rules.comparing.told import inputs, results
from longbien.trials.rules.comparing.units import Unit, added
from longbien.trials.rules.monitors.closed import closing_us
from longbien.trials.rules.suspension import AHEAD_US
from longbien.trials.rules.telemetry import instant_us

DAYS_AHEAD, DAY_US = 7, 86_400_000_000


def comparison_state(trial_id: UUID) -> tuple[Reading, ...]:
    """Every comparison of the newest licensed plan, in its order; none for a plan that asks none."""
    policy = policy_of(trial_id)
    if not policy.plan.comparisons:
        return ()
    feed = _feed(trial_id)
    over = feed.trial.closed_at is not None
    return readings(policy, units(feed), through_us=judged_us(feed, policy.timezone), over=over)


def told(trial_id: UUID) -> list[dict[str, Any]]:
    """The same in plain data, with the units that each is computed from (`rules.comparing.told`)."""
    found = comparison_state(trial_id)
    if not found:
        return []
    feed = _feed(trial_id)
    known, through_us = units(feed), judged_us(feed, policy_of(trial_id).timezone)
    return [inputs(number, known, through_us) | results(reading) for number, reading in enumerate(found)]


def _feed(trial_id: UUID) -> models.Feed:
    return models.Feed.objects.select_related("trial").get(trial_id=trial_id)


def units(feed: models.Feed) -> tuple[Unit, ...]:
    """All that is stored of units, in their order."""
    rows = models.Compared.objects.filter(feed=feed).values_list(*(field.name for field in fields(Unit)))
    return added(Unit(*row) for row in rows)  # in an order of our own: databases sort names by their own alphabets


def judged_us(feed: models.Feed, timezone: str) -> int:
    """The instant by which units are judged: of the newest event, or the closing of the last day of a trial that ended.

    A clock that runs ahead judges nothing before its time.
    """
    newest = feed.last_us or 0
    if feed.received_at:
        newest = min(newest, instant_us(feed.received_at) + AHEAD_US)
    ended = feed.trial.closed_at
    return max(newest, closing_us(ended.astimezone(ZoneInfo(timezone)).date(), timezone)) if ended else newest


@dataclass(frozen=True)
class Schedule:
    """The lots of a comparison for the coming days."""

    lottery: Lottery
    turns: tuple[Turn, ...]


def schedules(trial_id: UUID, now: datetime, days: int = DAYS_AHEAD) -> tuple[Schedule, ...]:
    """Who has the new and who the old from now on, for so many days, in order of time.

    Vehicles are those that the licence names, else those that were heard of.
    """
    policy, from_us = policy_of(trial_id), instant_us(now)
    if not policy.plan.comparisons:
        return ()
    known = tuple(models.Device.objects.filter(feed__trial_id=trial_id).order_by("name").values_list("name", flat=True))
    fleet = policy.plan.limits.fleet or known
    found = []
    for one in lotteries(policy):
        names = [site.code for site in policy.sites] if one.asked.unit == "site" else fleet
        found.append(Schedule(one, tuple(one.turns(names, from_us, from_us + days * DAY_US))))
    return tuple(found)
