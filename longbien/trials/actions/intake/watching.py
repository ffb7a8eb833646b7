"""What a batch counted, and what the guardrails that bet make of it at once, or of what a person told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely

from longbien.trials import models
from longbien.trials.queries.monitors import seen
from longbien.trials.rules.judge import QUARTER_US, Verdicts, local_days
from longbien.trials.rules.kinds.kind import Terms
from longbien.trials.rules.monitors.closed import known_us
from longbien.trials.rules.monitors.guardrail import alarms
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.monitors.units import Exposure, Tally
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import Events

GUARDRAIL = "guardrail:"


@dataclass(frozen=True)
class Counted:
    """What new events counted: `tallies` of measures by row and measure, `amounts` of many events, days of operation.

    Amounts are added up by unit and quarter of an hour, which the moment of a resumption is exact enough for.
    """

    tallies: Mapping[int, Mapping[str, Tally]]
    amounts: Mapping[str, tuple[Tally, ...]]
    exposures: tuple[Exposure, ...]

    @property
    def by_measure(self) -> dict[str, list[Tally]]:
        """Everything counted, by its measure or amount."""
        found = {measure: list(tallies) for measure, tallies in self.amounts.items()}
        for counted in self.tallies.values():
            for measure, tally in counted.items():
                found.setdefault(measure, []).append(tally)
        return found


def counted(events: Events, verdicts: Verdicts, policy: Policy, *, newest_us: int) -> Counted:
    """What these events counted; `newest_us` was the newest event before them, at which late ones count as known."""
    tallies: dict[int, dict[str, Tally]] = {}
    amounts: dict[tuple[str, int, date, str, str], int] = {}
    closed, summed = _closed(policy.terms)
    for row, day, where in _rows(events, verdicts, policy):
        at_us, device = int(events.at_us[row]), events.devices[row] if verdicts.devices[row] else ""
        known = known_us(at_us, newest_us)
        for name, count in events.measures[row].items():
            if name in summed and count:
                when = known if known != at_us else at_us // QUARTER_US * QUARTER_US
                key = (name, when, day, where, device)
                amounts[key] = amounts.get(key, 0) + count
            elif count:
                tally = Tally(known if name in closed else at_us, day, where, count, device)
                tallies.setdefault(row, {})[name] = tally
    added: dict[str, tuple[Tally, ...]] = {}
    for (name, when, day, where, device), count in sorted(amounts.items()):
        added[name] = (*added.get(name, ()), Tally(when, day, where, count, device))
    return Counted(tallies, added, exposures_of(events, verdicts, policy))


def exposures_of(events: Events, verdicts: Verdicts, policy: Policy) -> tuple[Exposure, ...]:
    """The site-days of these events, with the first event of each; events outside every site add none.

    Days of devices too, where a guardrail bets on them.
    """
    vehicles = any(rail.bet and rail.unit == "vehicle-day" for rail in rails_of(policy))
    firsts, site = dict[tuple[date, str, str], int](), verdicts.worked_at
    inside = np.flatnonzero(site >= 0)
    days = local_days(events.at_us[inside], policy.timezone)
    rows = zip(days, inside.tolist(), site[inside].tolist(), events.at_us[inside].tolist(), strict=True)
    for day, row, where, at_us in rows:
        units = [(day, policy.sites[where].code, "")]
        if vehicles and verdicts.devices[row]:
            units.append((day, "", events.devices[row]))
        for unit in units:
            firsts[unit] = min(at_us, firsts.get(unit, at_us))
    return tuple(Exposure(day, code, at_us, device) for (day, code, device), at_us in sorted(firsts.items()))


def bet_alarms(
    feed: models.Feed, policy: Policy, new: Mapping[str, Iterable[Tally]], exposures: tuple[Exposure, ...]
) -> dict[int, str]:
    """Instants at which the detector of a guardrail that bets reached its threshold by new counts, with the measure."""
    found: dict[int, str] = {}
    for rail in rails_of(policy):
        fresh = tuple(new.get(rail.measure, ()))
        if not fresh or not rail.bet:
            continue
        known = seen(feed, rail, new=new, exposures=exposures)
        first = min(tally.known_us for tally in fresh)
        for instant in alarms(known, rail.mean, odds=rail.odds, from_us=first, by_day=rail.by_day):
            found.setdefault(instant, rail.measure)
    return found


def _closed(terms: Terms | None) -> tuple[frozenset[str], frozenset[str]]:
    """The measures that are judged by whole days, and the amounts."""
    if terms is None:
        return frozenset(), frozenset()
    measures = frozenset(one.code for one in terms.measures if one.statistic != "betting")
    return measures, frozenset(one.code for one in terms.amounts)


def _rows(events: Events, verdicts: Verdicts, policy: Policy) -> Iterable[tuple[int, date, str]]:
    """The events that counted: row, local day and site; outside every site it counts for the nearest one."""
    site = verdicts.site
    rows = [row for row, found in enumerate(events.measures) if any(found.values()) and verdicts.counts[row]]
    days = local_days(events.at_us[np.array(rows, dtype=np.intp)], policy.timezone)
    for row, day in zip(rows, days, strict=True):
        where = int(site[row]) if site[row] >= 0 else _nearest(events, row, policy)
        yield row, day, policy.sites[where].code


def _nearest(events: Events, row: int, policy: Policy) -> int:
    """The index of the site nearest to an event, in degrees: enough to tell which site a count belongs to."""
    point = shapely.Point(events.lon[row], events.lat[row])
    return int(np.argmin([shapely.distance(shape, point) for shape in policy.shapes]))
