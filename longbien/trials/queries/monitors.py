"""Reads of the guardrail monitors."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import numpy as np
from django.db.models import Sum

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.monitors.guardrail import Step
from longbien.trials.rules.monitors.many import bonferroni
from longbien.trials.rules.monitors.rails import FOREVER, Rail, rails_of, watch
from longbien.trials.rules.monitors.units import Exposure, Seen, SiteDay, Tally, by_unit
from longbien.trials.rules.policy import Policy

ALPHA = 0.05
NOTHING: Mapping[str, Iterable[Tally]] = {}


@dataclass(frozen=True)
class MonitorView:
    """A guardrail and how far the evidence against it has come.

    `steps` are the units of analysis so far, with `detector` and `evidence` as odds to 1; at `odds` the detector
    suspends. `name` and `against` are what the plan's kind calls the measure and what it is counted against.
    `since` is the day from which the detector counts anew after a resumption. `now` is its value now.
    `needed` is what the evidence takes to be believed beside that of the plan's other guardrails; `shown` when it has.
    """

    rail: Rail
    name: Text | None
    against: Text | None
    steps: tuple[Step, ...]
    now: float
    evidence: float
    counted: int
    since: date | None
    needed: float = 1 / ALPHA
    shown: bool = False

    @property
    def measure(self) -> str:
        return self.rail.measure

    @property
    def odds(self) -> int:
        return self.rail.odds


def monitor_state(trial_id: UUID) -> tuple[MonitorView, ...]:
    """Every guardrail of the newest licensed plan, in its order."""
    policy = policy_of(trial_id)
    feed = models.Feed.objects.get(trial_id=trial_id)
    views = [_view(feed, rail, policy) for rail in rails_of(policy)]
    beyond = bonferroni([view.evidence for view in views], ALPHA) if views else ()
    needed = len(views) / ALPHA
    return tuple(replace(view, needed=needed, shown=bool(one)) for view, one in zip(views, beyond, strict=True))


def seen(
    feed: models.Feed,
    rail: Rail,
    *,
    new: Mapping[str, Iterable[Tally]] = NOTHING,
    exposures: tuple[Exposure, ...] = (),
) -> Seen:
    """All that is stored for a guardrail, by its unit of analysis, and what is about to be."""
    days = models.Exposure.objects.filter(feed=feed).values_list("day", "site", "first_us", "device")
    every = (*(Exposure(*day) for day in days), *exposures) if rail.bet else ()
    return Seen(
        exposures=by_unit((one for one in every if bool(one.device) == (rail.unit == "vehicle-day")), rail.unit),
        tallies=by_unit((*_tallies(feed, rail.measure), *new.get(rail.measure, ())), rail.unit),
        resumed=resumptions(feed.trial_id, rail.timezone),
        against=by_unit((*_tallies(feed, rail.against), *new.get(rail.against, ())), rail.unit),
    )


def _tallies(feed: models.Feed, measure: str) -> Iterator[Tally]:
    rows = models.Tally.objects.filter(feed=feed, measure=measure).values("known_us", "day", "site", "device")
    for row in rows.annotate(total=Sum("count")) if measure else ():
        yield Tally(row["known_us"], row["day"], row["site"], row["total"], row["device"])


def resumptions(trial_id: UUID, timezone: str) -> tuple[tuple[int, date], ...]:
    """When officers let the trial go on: the instants, with their local days."""
    lifts = models.Suspension.objects.filter(trial_id=trial_id, lifted_us__isnull=False).order_by("lifted_us")
    instants = [int(lifted) for lifted in lifts.values_list("lifted_us", flat=True) if lifted is not None]
    return tuple(zip(instants, local_days(np.array(instants, dtype=np.int64), timezone), strict=True))


def _view(feed: models.Feed, rail: Rail, policy: Policy) -> MonitorView:
    known, through = seen(feed, rail), FOREVER if rail.bet else feed.last_us or 0
    steps = watch(rail, known, through_us=through)
    last = known.resumed[-1] if known.resumed else None
    anew = watch(rail, known, through_us=through, anew=True)
    measure = policy.terms.measure(rail.measure) if policy.terms else None
    amount = policy.terms.amount(rail.against) if policy.terms else None
    return MonitorView(
        rail=rail,
        name=measure.name if measure else None,
        against=amount.name if amount else None,
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
    return tuple(replace(step, detector=fresh.get((step.day, step.site), step.detector)) for step in steps)
