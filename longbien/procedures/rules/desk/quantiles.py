"""How long things take, kept as counts in buckets that grow by the eighth root of two.

A quantile read from them is the middle of its bucket: never more than 4.5 % off. Buckets of several months add up, so a
year is twelve small rows (`rules.desk.packed`), however many cases there were.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

STEPS = 8
LEAST = 60  # seconds: whatever took less than a minute stands in bucket 0
FEWEST = 5


@dataclass(frozen=True)
class Taken:
    """How long something took: how often it was counted, the median and the 90 % quantile in seconds of working time.

    `late` is how many of them ended after their deadline.
    """

    n: int
    median: int
    most: int
    late: int = 0

    @property
    def is_few(self) -> bool:
        """Too few to be told: a single case would show."""
        return self.n < FEWEST

    @property
    def late_percent(self) -> int:
        return round(100 * self.late / self.n) if self.n else 0


def bucket_of(seconds: int) -> int:
    """The bucket of a length of time."""
    return 0 if seconds < LEAST else 1 + math.floor(STEPS * math.log2(seconds / LEAST))


def middle_of(bucket: int) -> int:
    """The seconds that stand for a bucket: its geometric middle."""
    return 0 if bucket == 0 else round(LEAST * 2 ** ((bucket - 0.5) / STEPS))


def quantile(counts: Mapping[int, int], part: float) -> int:
    """The value that `part` of what was counted does not exceed. ValueError for no counts."""
    buckets = sorted(counts)
    passed = list(accumulate(counts[bucket] for bucket in buckets))
    if not passed or not passed[-1]:
        raise ValueError("nothing was counted")
    return middle_of(buckets[bisect_left(passed, math.ceil(part * passed[-1]))])


def taken(counts: Mapping[int, int], late: int = 0) -> Taken | None:
    """Median and 90 % of what was counted; None for nothing."""
    total = sum(counts.values())
    return Taken(total, quantile(counts, 0.5), quantile(counts, 0.9), late) if total else None
