"""The monitor of a guardrail: site-days in order, each measure against its limit. Valid however often one looks.

A day may be looked at before it is over: factors grow with counts, so a threshold passed on part of a day's counts is
passed on all of them. The detector begins anew when an officer resumes the trial.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from longbien.trials.rules.monitors.betting import factor
from longbien.trials.rules.monitors.units import Seen, SiteDay, counts
from longbien.trials.rules.monitors.wealth import Flags, running


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


def watch(units: Mapping[SiteDay, int], limit: float, *, by_day: bool = False) -> tuple[Step, ...]:
    """Detector and evidence after each unit, in the given order; `limit` is m, counts a unit. `by_day`: good days are
    forgotten, not good units (`wealth`)."""
    begins = first_of_days(units) if by_day else None
    detector, evidence = running(factor(list(units.values()), limit), begins=begins)
    found = zip(units, units.values(), detector.tolist(), evidence.tolist(), strict=True)
    return tuple(Step(day, site, count, high, wealth) for (day, site), count, high, wealth in found)


def first_of_days(units: Iterable[SiteDay]) -> Flags:
    """Which units are the first of their day."""
    days = [day for day, _ in units]
    return np.array([at == 0 or day != days[at - 1] for at, day in enumerate(days)], dtype=np.bool_)


def alarms(seen: Seen, limit: float, *, odds: int, from_us: int = 0, by_day: bool = False) -> tuple[int, ...]:
    """The instants from `from_us` on at which the detector reached `odds` (1/α), by the time things were known.

    Only a new count can raise an alarm, so only their instants are tried.
    """
    tries = sorted({tally.known_us for tally in seen.tallies if tally.count and tally.known_us >= from_us})
    return tuple(at for at in tries if _highest(seen, limit, at, by_day) >= odds)


def _highest(seen: Seen, limit: float, at_us: int, by_day: bool) -> float:
    resumed = max((one for one in seen.resumed if one[0] <= at_us), default=None)
    steps = watch(counts(seen, until_us=at_us, resumed=resumed), limit, by_day=by_day)
    return max((step.detector for step in steps), default=1.0)
