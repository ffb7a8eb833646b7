"""The unit of analysis: what was counted at one site on one local day of operation."""

from dataclasses import dataclass
from datetime import date

SiteDay = tuple[date, str]


@dataclass(frozen=True)
class Exposure:
    """A site-day of operation: the local `day`, the `site`, and the first event there (microseconds since 1970 UTC)."""

    day: date
    site: str
    first_us: int


@dataclass(frozen=True)
class Tally:
    """`count` more of the measure on a site-day, known from `known_us` on (microseconds since 1970 UTC)."""

    known_us: int
    day: date
    site: str
    count: int


@dataclass(frozen=True)
class Seen:
    """All that is known of one measure: where the trial ran, what was counted, when officers resumed it."""

    exposures: tuple[Exposure, ...]
    tallies: tuple[Tally, ...]
    resumed: tuple[tuple[int, date], ...] = ()


def counts(seen: Seen, *, until_us: int, resumed: tuple[int, date] | None = None) -> dict[SiteDay, int]:
    """Count per site-day as known at `until_us`, in order; after a resumption (instant, local day) only newer ones."""
    after, first_day = resumed or (-1, date.min)
    found = {(one.day, one.site): 0 for one in seen.exposures if one.first_us <= until_us and one.day >= first_day}
    for tally in seen.tallies:
        if after < tally.known_us <= until_us:
            found[tally.day, tally.site] = found.get((tally.day, tally.site), 0) + tally.count
    return dict(sorted(found.items()))
