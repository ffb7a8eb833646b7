"""Let the guardrails that judge whole days look at the days that a batch shows to be over.

A day is over for good at its closing, some hours after its midnight; the first event at or after it shows that the
trial went on, and is the moment from which an alarm suspends. All is a function of the events' own times, so batches
may be cut and come in whatever order within the lateness allowed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from longbien.trials import models
from longbien.trials.queries.judged import events_of_term
from longbien.trials.queries.monitors import seen
from longbien.trials.rules.monitors.closed import alarmed, any_closing, closings
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.monitors.units import Tally
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.suspension import AHEAD_US

NEVER = 2**62


@dataclass(frozen=True)
class News:
    """What a batch brings that was received at an instant: the times of its events, in order, and what they counted."""

    at_us: NDArray[np.int64]
    counted: Mapping[str, Iterable[Tally]]
    received_us: int


def closed_alarms(feed: models.Feed, policy: Policy, news: News) -> dict[int, str]:
    """Instants of the events that came first after the closing of a day that alarms, with the measure."""
    found: dict[int, str] = {}
    rails = [rail for rail in rails_of(policy) if not rail.bet]
    if not rails or not len(news.at_us):
        return found
    last = min(int(news.at_us[-1]), news.received_us + AHEAD_US)
    before = _latest_before(feed, policy, int(news.at_us[0]))
    if not any_closing(before, last, policy.timezone):
        return found
    for rail in rails:
        known = seen(feed, rail, new=news.counted)
        for closing, day in closings(known, rail.timezone):
            if not before < closing <= last:
                continue
            first = int(news.at_us[np.searchsorted(news.at_us, closing)])
            if _earliest_from(feed, policy, closing) > first and alarmed(
                known, rail.closed, day, closing, odds=rail.odds, as_of_us=first
            ):
                found.setdefault(first, rail.measure)
    return found


def newest_us(feed: models.Feed, policy: Policy, received_us: int) -> int:
    """The newest event so far, not counting clocks that run ahead of the moment at which a batch was received."""
    return _latest_before(feed, policy, received_us + AHEAD_US + 1)


def _latest_before(feed: models.Feed, policy: Policy, at_us: int) -> int:
    rows = events_of_term(feed, policy).filter(at_us__lt=at_us).order_by("-at_us")
    return rows.values_list("at_us", flat=True).first() or -1


def _earliest_from(feed: models.Feed, policy: Policy, at_us: int) -> int:
    rows = events_of_term(feed, policy).filter(at_us__gte=at_us).order_by("at_us")
    return rows.values_list("at_us", flat=True).first() or NEVER
