"""How near a guardrail is to its stop, in numbers that anyone understands: at so many a day, it stops after so long.

The detector bets on whole days, so no single day decides; what stops a trial is a rate that goes on. Three times the
limit is the rate at which the fewest counts suffice, to within a tenth: a bet of a half grows by log(1 + (r - 1) / 2)
a day at r times the limit, and r / log((1 + r) / 2) is least between 3 and 4.
"""

from dataclasses import replace
from datetime import date, timedelta

from longbien.trials.rules.monitors.guardrail import watch
from longbien.trials.rules.monitors.units import Seen, Tally, counts
from longbien.trials.rules.telemetry import MINUTE_US

TIMES, MOST_DAYS = 3, 400
FAR = 2**62


def days_until_stop(seen: Seen, limit: int, *, odds: int, now_us: int, today: date, site: str) -> int | None:
    """On which day from today on (1 is today) the detector reaches `odds`, were TIMES the limit counted at `site` each
    day; the first count already, for a limit of nothing. None: not within MOST_DAYS."""
    coming = tuple(
        Tally(now_us + 1 + n * MINUTE_US, today + timedelta(days=n), site, max(TIMES * limit, 1))
        for n in range(MOST_DAYS)
    )
    resumed = max(seen.resumed, default=None)
    after = counts(replace(seen, tallies=(*seen.tallies, *coming)), until_us=FAR, resumed=resumed)
    steps = (step for step in watch(after, limit) if step.day >= today and step.detector >= odds)
    first = next(steps, None)
    return (first.day - today).days + 1 if first else None
