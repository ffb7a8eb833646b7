"""The monitor of a guardrail: site-days in order, each measure against its limit. Valid however often one looks.

A day may be looked at before it is over: factors grow with counts, so a threshold passed on part of a day's counts is
passed on all of them. The detector begins anew when an officer resumes the trial.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from longbien.trials.rules.monitors.betting import factor
from longbien.trials.rules.monitors.units import Seen, SiteDay, counts
from longbien.trials.rules.monitors.wealth import running


@dataclass(frozen=True)
class Step:
    """The monitor after one more site-day: detector and evidence as odds to 1 against "safe".

    `against` is how much of what it is counted against the day had, where a guardrail has that (`closed`).
    """

    day: date
    site: str
    count: int
    detector: float
    evidence: float
    against: int = 0


def watch(units: Mapping[SiteDay, int], limit: float) -> tuple[Step, ...]:
    """Detector and evidence after each site-day, in the given order; `limit` is m, counts a site-day."""
    detector, evidence = running(factor(list(units.values()), limit))
    found = zip(units, units.values(), detector.tolist(), evidence.tolist(), strict=True)
    return tuple(Step(day, site, count, high, wealth) for (day, site), count, high, wealth in found)


def alarms(seen: Seen, limit: float, *, odds: int, from_us: int = 0) -> tuple[int, ...]:
    """The instants from `from_us` on at which the detector reached `odds` (1/α), by the time things were known.

    Only a new count can raise an alarm, so only their instants are tried.
    """
    tries = sorted({tally.known_us for tally in seen.tallies if tally.count and tally.known_us >= from_us})
    return tuple(at for at in tries if _highest(seen, limit, at) >= odds)


def _highest(seen: Seen, limit: float, at_us: int) -> float:
    resumed = max((one for one in seen.resumed if one[0] <= at_us), default=None)
    steps = watch(counts(seen, until_us=at_us, resumed=resumed), limit)
    return max((step.detector for step in steps), default=1.0)
