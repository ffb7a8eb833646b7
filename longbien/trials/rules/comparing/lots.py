"""Who has the new, and when: lots that anybody draws again from the licence.

A unit is numbered by its local day (`arms`; the day's number in the calendar) or by its block (`switchback`; from 0 at
the local midnight that begins the term). The lot of unit `u` at number `i` in comparison `c` (from 0) is

    arms          last bit of SHA-256("seed/u/c/i") is 1: the new
    switchback    blocks 2 k and 2 k + 1 are a pair: last bit of SHA-256("seed/u/c/k") is 1: the first has the new

with the seed of the licence, the SHA-256 of its first plan (`blocks.drawn`). Whole numbers: the same everywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from longbien.trials.rules.comparison import Comparison
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.monitors.blocks import drawn
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import MINUTE_US, instant_us

HOUR_US = 60 * MINUTE_US


@dataclass(frozen=True)
class Turn:
    """One unit on one day or in one block: from when until when, in microseconds since 1970 UTC, and its lot."""

    unit: str
    index: int
    begin_us: int
    end_us: int
    is_new: bool


@dataclass(frozen=True)
class Lottery:
    """The lots of comparison `number` of a licence, counted from 0."""

    asked: Comparison
    number: int
    policy: Policy

    def is_new(self, unit: str, index: int) -> bool:
        """Whether the lot gives the new to a unit at this number. ValueError for a licence that compares nothing."""
        if self.policy.lots is None:
            raise ValueError("this licence draws no lots")
        seed = f"{self.policy.lots.seed}/{unit}"
        if self.asked.design == "arms":
            return drawn(seed, self.number, index)
        return drawn(seed, self.number, index // 2) == (index % 2 == 0)

    def indices(self, at_us: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The number of each instant's day or block, and whether it counts: it isn't in a wash-out."""
        if self.asked.design == "arms":
            days = [day.toordinal() for day in local_days(at_us, self.policy.timezone)]
            return np.array(days, dtype=np.int64), np.ones(len(at_us), dtype=np.bool_)
        since = at_us - self._origin_us
        return since // self._length_us, since % self._length_us >= self.asked.washout_minutes * MINUTE_US

    def span(self, index: int) -> tuple[int, int]:
        """When a day or block begins and when it is over."""
        if self.asked.design == "arms":
            day = date.fromordinal(index)
            return midnight_us(day, self.policy.timezone), midnight_us(day + timedelta(days=1), self.policy.timezone)
        begin = self._origin_us + index * self._length_us
        return begin, begin + self._length_us

    def in_term(self, index: int) -> bool:
        """Whether all of a day or block, and of the pair that it is of, is in the term of the licence."""
        first, last = (index, index) if self.asked.design == "arms" else (index // 2 * 2, index // 2 * 2 + 1)
        return self._origin_us <= self.span(first)[0] and self.span(last)[1] <= self._end_us

    def turns(self, units: Iterable[str], from_us: int, until_us: int) -> Iterator[Turn]:
        """The days or blocks that an interval touches, within the term, of each of these units."""
        names = tuple(units)
        index = int(self.indices(np.array([from_us], dtype=np.int64))[0][0])
        while (span := self.span(index))[0] < until_us:
            if self.in_term(index):
                yield from (Turn(name, index, *span, self.is_new(name, index)) for name in names)
            index += 1

    @cached_property
    def _origin_us(self) -> int:
        return midnight_us(self.policy.term.start, self.policy.timezone)

    @cached_property
    def _end_us(self) -> int:
        return midnight_us(self.policy.term.end, self.policy.timezone)

    @property
    def _length_us(self) -> int:
        return self.asked.block_hours * HOUR_US


def lotteries(policy: Policy) -> tuple[Lottery, ...]:
    """The lots of every comparison of a licence, in its order."""
    return tuple(Lottery(asked, number, policy) for number, asked in enumerate(policy.plan.comparisons))


def midnight_us(day: date, timezone: str) -> int:
    """When a local day begins, in microseconds since 1970 UTC."""
    return instant_us(datetime.combine(day, datetime.min.time(), ZoneInfo(timezone)))
