"""The unit of analysis: a site-day or a vehicle-day, built out of events; the only units that a test may count.

Readings of one vehicle on one day resemble each other: a speed of 40 km/h at one second is near 40 the next. A
sequential test takes each row for news; fed with readings it wanders to any threshold, so that a safe trial is sure to
be stopped sooner or later (`longbien monitor certify` shows how often within a year). Whole days are nearly new each,
so a day of one vehicle, or of one site, is one unit. `whole_days` builds them; `check_units` refuses what wasn't built.

Integers only: the same everywhere, in whatever order events come.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.kinds.kind import Unit

SiteDay = tuple[date, str]


@dataclass(frozen=True)
class Exposure:
    """A site-day of operation: the local `day`, the `site`, and the first event there (microseconds since 1970 UTC).

    With a `device` it is a day of that device at whatever site.
    """

    day: date
    site: str
    first_us: int
    device: str = ""


@dataclass(frozen=True)
class Tally:
    """`count` more of the measure on a site-day, known from `known_us` on (microseconds since 1970 UTC).

    `device` is what it happened to, where that is known.
    """

    known_us: int
    day: date
    site: str
    count: int
    device: str = ""


@dataclass(frozen=True)
class Seen:
    """All that is known of one measure: where the trial ran, what was counted, when officers resumed it.

    `against` is what it is counted against, where it is: metres, tries.
    """

    exposures: tuple[Exposure, ...]
    tallies: tuple[Tally, ...]
    resumed: tuple[tuple[int, date], ...] = ()
    against: tuple[Tally, ...] = ()


Row = TypeVar("Row", Exposure, Tally)


def by_unit(rows: Iterable[Row], unit: Unit) -> tuple[Row, ...]:
    """The rows with the name of their unit as their `site`: that of the site, or that of the device.

    What no device is named for, such as what a resident saw, is of a vehicle of its own: the one without a name.
    """
    if unit == "site-day":
        return tuple(rows)
    return tuple(replace(row, site=row.device) for row in rows)


def counts(seen: Seen, *, until_us: int, resumed: tuple[int, date] | None = None) -> dict[SiteDay, int]:
    """Count per site-day as known at `until_us`, in order; after a resumption (instant, local day) only newer ones."""
    after, first_day = resumed or (-1, date.min)
    found = {(one.day, one.site): 0 for one in seen.exposures if one.first_us <= until_us and one.day >= first_day}
    for tally in seen.tallies:
        if after < tally.known_us <= until_us:
            found[tally.day, tally.site] = found.get((tally.day, tally.site), 0) + tally.count
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class Days:
    """One row for each local day on which a unit (a vehicle, a site) had an event: how many, and what they counted."""

    units: tuple[SiteDay, ...]
    events: NDArray[np.int64]
    counted: NDArray[np.int64]


def whole_days(at_us: NDArray[np.int64], unit: Sequence[str], count: NDArray[np.int64], timezone: str) -> Days:
    """The days of events (microseconds since 1970 UTC), ordered by day, then unit; a day without event has no row."""
    rows = list(zip(local_days(at_us, timezone), unit, strict=True))
    number = {one: row for row, one in enumerate(sorted(set(rows)))}
    at = np.array([number[row] for row in rows], dtype=np.intp)
    counted = np.zeros(len(number), dtype=np.int64)
    np.add.at(counted, at, count)
    return Days(tuple(number), np.bincount(at, minlength=len(number)), counted)


def check_units(rows: Iterable[SiteDay]) -> None:
    """Refusal unless each row is a unit of its own: (local day, vehicle or site), no pair twice."""
    found = Counter(rows)
    total = sum(found.values())
    if total > len(found):
        (day, unit), most = found.most_common(1)[0]
        raise Refusal("raw-readings", _raw(total, len(found), f"{unit}, {day.isoformat()}", most))


def _raw(rows: int, units: int, example: str, most: int) -> Text:
    return Text.of(
        vi=f"{rows} dòng dữ liệu chỉ thuộc {units} ngày hoạt động (tính theo từng phương tiện hoặc từng khu vực); "
        f"riêng “{example}” có {most} "
        "dòng. Các số đo của cùng một phương tiện trong một ngày rất giống nhau, nên nếu tính từng dòng thì sớm muộn "
        "mọi phép kiểm định liên tục đều báo động nhầm. Trước hết hãy gộp mỗi ngày của mỗi phương tiện hoặc địa điểm "
        "thành một dòng.",
        en=f"{rows} rows are of {units} vehicle-days or site-days only; “{example}” alone has {most}. Readings of one "
        "vehicle on one day resemble each other, so that a test which takes each for news alarms by mistake sooner or "
        "later, whatever the test. Add up each day of each vehicle or site to one row first.",
    )
