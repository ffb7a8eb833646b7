"""The monitor of a rate or of failures: whole days, each judged once it is over and what was late has come.

A count alone can only grow, so betting may look at a day before it is over (`guardrail`). A rate falls with every metre
that becomes known, failures with every try; judged too early they would alarm for want of news. So a day of the unit
(a site's, a vehicle's) takes part from LATENESS_HOURS after its local midnight on, its **closing**, with all that was
known before. Events come in any order until then and change nothing. What comes later than LATENESS_HOURS behind the
newest event counts as known when it came (`known_us`): it has its weight at later closings and takes no alarm back.

From units in order (n_t counted, v_t of what it is counted against; limit λ_0 = limit / per):

    rate       factors θ^n e^{-(θ-1) λ_0 v}, evidence of the gamma mixture            (`rate`)
    failure    likelihood ratios of odds θ times those of p_0 = λ_0, beta mixture      (`failure`)

into the e-CUSUM of `wealth`; after a resumption the detector begins anew with what became known since. More failures
than tries are as many tries. Uses log, exp and incomplete functions: reproducible to 1e-9, not to the bit.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np

from longbien.trials.rules.monitors import failure, rate
from longbien.trials.rules.monitors.guardrail import Step, first_of_days
from longbien.trials.rules.monitors.units import Seen, SiteDay, Tally
from longbien.trials.rules.monitors.wealth import Flags, Floats, running
from longbien.trials.rules.telemetry import from_us, instant_us

LATENESS_HOURS = 6
LATENESS_US = LATENESS_HOURS * 3_600_000_000
DAY_US = 86_400_000_000
FOREVER = 2**62
Kind = Literal["rate", "failure"]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Limit:
    """At most `limit` in `per` of what is counted against, as a rate or as a share of tries; days of `timezone`.

    `by_day`: good days are forgotten, not good units (`wealth`).
    """

    statistic: Kind
    limit: int
    per: int
    timezone: str
    by_day: bool = False

    @property
    def value(self) -> float:
        return self.limit / self.per


def closing_us(day: date, timezone: str) -> int:
    """When a local day is judged, in microseconds since 1970 UTC: LATENESS_HOURS after the midnight that ends it."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo(timezone))
    return instant_us(midnight.astimezone(UTC)) + LATENESS_US


def any_closing(after_us: int, until_us: int, timezone: str) -> bool:
    """Whether some day closes after an instant and by another: most batches come between two closings."""
    if until_us - after_us > DAY_US:
        return True
    day = from_us(until_us).astimezone(ZoneInfo(timezone)).date()
    return any(after_us < closing_us(day - timedelta(days=ago), timezone) <= until_us for ago in (1, 2))


def known_us(at_us: int, newest_us: int) -> int:
    """When an event of `at_us` counts as known, if `newest_us` was the newest event by the time it came."""
    return at_us if at_us >= newest_us - LATENESS_US else newest_us


def pairs(
    seen: Seen, *, through: date = date.max, before_us: int = FOREVER, as_of_us: int = FOREVER
) -> dict[SiteDay, Pair]:
    """Counted and counted against by unit, in order: of days up to `through`, as known before an instant.

    After a resumption at or before `as_of_us` only what is of its day or later and became known after it.
    """
    after, first_day = max((one for one in seen.resumed if one[0] <= as_of_us), default=(-1, date.min))

    def added(tallies: Iterable[Tally]) -> dict[SiteDay, int]:
        found: dict[SiteDay, int] = {}
        for one in tallies:
            if after < one.known_us < before_us and first_day <= one.day <= through:
                found[one.day, one.site] = found.get((one.day, one.site), 0) + one.count
        return found

    counted, against = added(seen.tallies), added(seen.against)
    return {unit: (counted.get(unit, 0), against.get(unit, 0)) for unit in sorted({*counted, *against})}


def watch(units: Mapping[SiteDay, Pair], limit: Limit) -> tuple[Step, ...]:
    """Detector and evidence after each unit, in the given order."""
    if not units:
        return ()
    n, v = np.array(list(units.values()), dtype=np.float64).T
    begins = first_of_days(units) if limit.by_day else None
    detector, evidence = (_rates if limit.statistic == "rate" else _shares)(n, v, limit.value, begins)
    found = zip(units, units.values(), detector.tolist(), evidence.tolist(), strict=True)
    return tuple(Step(day, site, count, high, odds, against) for (day, site), (count, against), high, odds in found)


def alarms(seen: Seen, limit: Limit, *, odds: int) -> tuple[int, ...]:
    """The closings at which the detector had reached `odds` (1/α), by all that was known before each.

    Between two late rows, and two resumptions, closings see the same days, each some more of them: one pass does.
    """
    found: list[int] = []
    dues = closings(seen, limit.timezone)
    turns = _turns(seen, {day: at for at, day in dues})
    for _, together in groupby(dues, key=lambda due: bisect_left(turns, due[0])):
        group = list(together)
        last_at, last_day = group[-1]
        steps = watch(pairs(seen, through=last_day, before_us=last_at, as_of_us=last_at), limit)
        first = next((step.day for step in steps if step.detector >= odds), date.max)
        found += [at for at, day in group if day >= first]
    return tuple(found)


def _turns(seen: Seen, due: Mapping[date, int]) -> list[int]:
    """The instants from which closings see something else than more days: what came late, and resumptions."""
    late = {one.known_us for one in (*seen.tallies, *seen.against) if one.known_us >= due[one.day]}
    return sorted({*late, *(instant - 1 for instant, _ in seen.resumed)})


def closings(seen: Seen, timezone: str) -> tuple[tuple[int, date], ...]:
    """The instant and the day of every closing that has something to judge, in order."""
    days = {one.day for one in (*seen.tallies, *seen.against)}
    return tuple((closing_us(day, timezone), day) for day in sorted(days))


def alarmed(seen: Seen, limit: Limit, day: date, at_us: int, *, odds: int, as_of_us: int | None = None) -> bool:
    """Whether the detector had reached `odds` at the closing `at_us` of a day; resumptions count up to `as_of_us`."""
    as_of = at_us if as_of_us is None else as_of_us
    steps = watch(pairs(seen, through=day, before_us=at_us, as_of_us=as_of), limit)
    return max((step.detector for step in steps), default=1.0) >= odds


def _rates(n: Floats, v: Floats, limit: float, begins: Flags | None) -> tuple[Floats, Floats]:
    detector, _ = running(rate.factor(n, v, limit), begins=begins)
    return detector, _odds(rate.Rate(np.cumsum(n), np.cumsum(v)).above(limit))


def _shares(n: Floats, v: Floats, limit: float, begins: Flags | None) -> tuple[Floats, Floats]:
    tried = np.maximum(n, v)
    detector, _ = running(failure.factor(n, tried, limit), begins=begins)
    return detector, _odds(failure.Failures(np.cumsum(n), np.cumsum(tried)).above(limit))


def _odds(logarithm: Floats) -> Floats:
    with np.errstate(over="ignore"):
        odds: Floats = np.exp(logarithm)
    return odds
