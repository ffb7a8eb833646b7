"""The cap on incidents: at the n-th the trial stops, and at every one after it."""

from collections.abc import Iterable

from longbien.trials import models
from longbien.trials.rules.limits.incidents import INCIDENT, stops_of
from longbien.trials.rules.monitors.units import Tally
from longbien.trials.rules.policy import Policy


def incident_stops(feed: models.Feed, policy: Policy, fresh: Iterable[Tally]) -> tuple[int, ...]:
    """The instants at which incidents stop the trial, from the first new one on; none where the plan has no cap."""
    new = [(tally.known_us, tally.count) for tally in fresh]
    cap = policy.plan.limits.incidents
    if cap is None or not new:
        return ()
    rows = models.Tally.objects.filter(feed=feed, measure=INCIDENT).values_list("known_us", "count")
    first = min(known_us for known_us, _ in new)
    return tuple(at_us for at_us in stops_of([*rows, *new], cap) if at_us >= first)
