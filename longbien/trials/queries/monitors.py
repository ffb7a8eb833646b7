"""Reads of the guardrail monitors."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np

from longbien.trials import models
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.monitors.guardrail import Step, watch
from longbien.trials.rules.monitors.units import Exposure, Seen, SiteDay, Tally, counts

FOREVER = 2**62


@dataclass(frozen=True)
class MonitorView:
    """A guardrail and how far the evidence against it has come.

    `steps` are the site-days so far, with `detector` and `evidence` as odds to 1; at `odds` the detector suspends.
    `since` is the day from which the detector counts anew after a resumption. `now` is its value now.
    """

    measure: str
    limit: int
    odds: int
    steps: tuple[Step, ...]
    now: float
    evidence: float
    counted: int
    since: date | None


def monitor_state(trial_id: UUID) -> tuple[MonitorView, ...]:
    """Every guardrail of the newest licensed plan, in its order."""
    policy = policy_of(trial_id)
    feed = models.Feed.objects.get(trial_id=trial_id)
    return tuple(
        _view(seen(feed, rail.measure, policy.timezone), rail.measure, rail.limit, policy.alarm_odds)
        for rail in policy.plan.guardrails
    )


def seen(
    feed: models.Feed,
    measure: str,
    timezone: str,
    *,
    tallies: tuple[Tally, ...] = (),
    exposures: tuple[Exposure, ...] = (),
) -> Seen:
    """All that is stored of a measure, and what is about to be."""
    stored = models.Tally.objects.filter(feed=feed, measure=measure).values_list("known_us", "day", "site", "count")
    units = models.Exposure.objects.filter(feed=feed).values_list("day", "site", "first_us")
    return Seen(
        exposures=(*(Exposure(*unit) for unit in units), *exposures),
        tallies=(*(Tally(*row) for row in stored), *tallies),
        resumed=resumptions(feed.trial_id, timezone),
    )


def resumptions(trial_id: UUID, timezone: str) -> tuple[tuple[int, date], ...]:
    """When officers let the trial go on: the instants, with their local days."""
    lifts = models.Suspension.objects.filter(trial_id=trial_id, lifted_us__isnull=False).order_by("lifted_us")
    instants = [int(lifted) for lifted in lifts.values_list("lifted_us", flat=True) if lifted is not None]
    return tuple(zip(instants, local_days(np.array(instants, dtype=np.int64), timezone), strict=True))


def _view(known: Seen, measure: str, limit: int, odds: int) -> MonitorView:
    steps = watch(counts(known, until_us=FOREVER), limit)
    last = known.resumed[-1] if known.resumed else None
    anew = watch(counts(known, until_us=FOREVER, resumed=last), limit)
    return MonitorView(
        measure=measure,
        limit=limit,
        odds=odds,
        steps=_joined(steps, anew, last[1] if last else None),
        now=anew[-1].detector if anew else 1.0,
        evidence=steps[-1].evidence if steps else 1.0,
        counted=sum(step.count for step in steps),
        since=last[1] if last else None,
    )


def _joined(steps: tuple[Step, ...], anew: tuple[Step, ...], since: date | None) -> tuple[Step, ...]:
    """Every site-day with its evidence; from the resumption on with the detector as it was begun anew."""
    if since is None:
        return steps
    fresh: dict[SiteDay, float] = {(step.day, step.site): step.detector for step in anew}
    return tuple(
        Step(step.day, step.site, step.count, fresh.get((step.day, step.site), step.detector), step.evidence)
        for step in steps
    )
