"""Let the guardrail monitors look at what a batch, or a person, counted."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from longbien.trials import models
from longbien.trials.queries.monitors import seen
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.monitors.guardrail import alarms
from longbien.trials.rules.monitors.units import Exposure, Tally
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import Events

GUARDRAIL = "guardrail:"


def exposures_of(events: Events, site: NDArray[np.intp], policy: Policy) -> tuple[Exposure, ...]:
    """The site-days of these events, with the first event of each; events outside every site add none."""
    firsts: dict[tuple[date, str], int] = {}
    inside = np.flatnonzero(site >= 0)
    days = local_days(events.at_us[inside], policy.timezone)
    for day, where, at_us in zip(days, site[inside].tolist(), events.at_us[inside].tolist(), strict=True):
        unit = day, policy.sites[where].code
        firsts[unit] = min(at_us, firsts.get(unit, at_us))
    return tuple(Exposure(day, code, at_us) for (day, code), at_us in sorted(firsts.items()))


def tallies_of(events: Events, site: NDArray[np.intp], policy: Policy) -> dict[int, dict[str, Tally]]:
    """What these events counted, by row and measure; outside every site it counts for the nearest one."""
    rows = [row for row, counted in enumerate(events.measures) if any(counted.values())]
    at = np.array(rows, dtype=np.intp)
    days = local_days(events.at_us[at], policy.timezone)
    found: dict[int, dict[str, Tally]] = {}
    for row, day in zip(rows, days, strict=True):
        where = int(site[row]) if site[row] >= 0 else _nearest(events, row, policy)
        known = int(events.at_us[row])
        found[row] = {
            name: Tally(known, day, policy.sites[where].code, count)
            for name, count in events.measures[row].items()
            if count
        }
    return found


def guardrail_alarms(
    feed: models.Feed, policy: Policy, new: Mapping[str, Iterable[Tally]], exposures: Iterable[Exposure]
) -> dict[int, str]:
    """Instants at which a guardrail's detector reached its threshold because of new counts, with the measure."""
    found: dict[int, str] = {}
    for guardrail in policy.plan.guardrails:
        fresh = tuple(new.get(guardrail.measure, ()))
        if not fresh:
            continue
        known = seen(feed, guardrail.measure, policy.timezone, tallies=fresh, exposures=tuple(exposures))
        first = min(tally.known_us for tally in fresh)
        for instant in alarms(known, guardrail.limit, odds=policy.alarm_odds, from_us=first):
            found.setdefault(instant, guardrail.measure)
    return found


def _nearest(events: Events, row: int, policy: Policy) -> int:
    """The index of the site nearest to an event, in degrees: enough to tell which site a count belongs to."""
    point = shapely.Point(events.lon[row], events.lat[row])
    return int(np.argmin([shapely.distance(shape, point) for shape in policy.shapes]))
