"""How near each guardrail of a trial is to its stop."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.monitors import seen
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules import words
from longbien.trials.rules.headroom import TIMES, days_until_stop
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.telemetry import instant_us


@dataclass(frozen=True)
class Headroom:
    """`counted` so far in all; at most `limit` a place and day on average. At `rate` a day at one place it stops on the
    `days`th day from today; None: not for a year."""

    measure: str
    limit: int
    counted: int
    days: int | None

    @property
    def rate(self) -> int:
        return max(TIMES * self.limit, 1)

    @property
    def name(self) -> Text:
        return words.measure_name(self.measure)


def headroom(trial_id: UUID, *, now: datetime) -> tuple[Headroom, ...]:
    """Every guardrail of the licence, in its order, as it stands at an instant."""
    policy, at_us = policy_of(trial_id), instant_us(now)
    feed = models.Feed.objects.get(trial_id=trial_id)
    [today] = local_days(np.array([at_us], dtype=np.int64), policy.timezone)
    found = []
    for rail in policy.plan.guardrails:
        known, site = seen(feed, rail.measure, policy.timezone), policy.sites[0].code
        days = days_until_stop(known, rail.limit, odds=policy.alarm_odds, now_us=at_us, today=today, site=site)
        found.append(Headroom(rail.measure, rail.limit, sum(one.count for one in known.tallies), days))
    return tuple(found)
