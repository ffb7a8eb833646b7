"""How often a holder reports while the trial runs, and over which time: whole periods from the day it started."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from longbien.kernel.citation import Citation
from longbien.kernel.period import Period, add_months
from longbien.kernel.shape import Line, Record, Shape, Whole
from longbien.trials.rules.owed.levels import NAME, Cite
from longbien.trials.rules.owed.within import WRITTEN, Within, read_within

EVERY: dict[str, Shape] = {"every_months": Whole(1, 60), "within": Line(WRITTEN)}
SHAPE = Record(EVERY)
SHAPE_OF_LAW = Record(EVERY, {"article": NAME, "source": NAME})


@dataclass(frozen=True)
class Schedule:
    """A report every so many months, filed within a time after each period. The exit report tells of the last, broken
    one."""

    every_months: int
    within: Within
    citation: Citation

    def period_from(self, began: date, since: date) -> Period:
        """The period of a trial that `began` on a day, from the day `since` on which the one before it ended.

        Ends are whole numbers of periods from the first day, so that a schedule that is changed leaves no gap.
        """
        ends = (add_months(began, number * self.every_months) for number in count(1))
        return Period(since, next(end for end in ends if end > since))


def read_schedule(given: Mapping[str, Any] | None, cite: Cite) -> Schedule | None:
    """The schedule of a file's data that was examined (`SHAPE`, `SHAPE_OF_LAW`); None where it has none."""
    if given is None:
        return None
    return Schedule(given["every_months"], read_within(given["within"]), cite(given))
