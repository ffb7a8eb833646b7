"""The cap on incidents: the trial stops at the n-th, and at every one after it, until its plan allows more."""

from collections.abc import Iterable
from itertools import groupby

INCIDENTS = "incidents"  # the rule, as a cause of suspension
INCIDENT = "incident"  # the measure that it counts


def stops_of(counts: Iterable[tuple[int, int]], cap: int) -> tuple[int, ...]:
    """The instants at which the count of incidents, given as (instant known, how many), stands at `cap` or above.

    Those of one instant count together. A function of the set: news may add instants, never take one away.
    """
    total, stops = 0, []
    for at_us, together in groupby(sorted(counts), lambda one: one[0]):
        total += sum(count for _, count in together)
        if total >= cap:
            stops.append(at_us)
    return tuple(stops)
