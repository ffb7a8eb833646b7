"""How near each guardrail of a trial is to its stop."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.monitors import seen
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.prose.rails import at_most, measure_called
from longbien.trials.rules.residents.headroom import TIMES, days_until_stop
from longbien.trials.rules.telemetry import instant_us


@dataclass(frozen=True)
class Headroom:
    """`counted` so far in all; `allowed` says how often it may happen, nothing at all if `is_none`. At `rate` a day at
    one place it stops on the `days`th day from today; None: not for a year, or it is counted against something else."""

    name: Text
    allowed: Text
    is_none: bool
    counted: int
    rate: int
    days: int | None


def headroom(trial_id: UUID, *, now: datetime) -> tuple[Headroom, ...]:
    """Every guardrail of the licence, in its order, as it stands at an instant."""
    policy, at_us = policy_of(trial_id), instant_us(now)
    feed = models.Feed.objects.get(trial_id=trial_id)
    [today] = local_days(np.array([at_us], dtype=np.int64), policy.timezone)
    found = []
    for rail in rails_of(policy):
        known, site, days = seen(feed, rail), policy.sites[0].code, None
        if rail.bet and rail.unit == "site-day" and rail.per == 1:
            days = days_until_stop(known, rail.limit, odds=rail.odds, now_us=at_us, today=today, site=site)
        found.append(
            Headroom(
                name=measure_called(rail, policy),
                allowed=at_most(rail, policy),
                is_none=rail.bet and not rail.limit,
                counted=sum(one.count for one in known.tallies),
                rate=max(TIMES * rail.limit, 1),
                days=days,
            )
        )
    return tuple(found)
