"""What stood on an account day by day, whenever it was written."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import accumulate


def lowest_since(day: date, moved: Iterable[tuple[date, int]]) -> int:
    """The lowest balance at the end of this day or of a later one."""
    sums = Counter({day: 0})
    for on, amount in moved:
        sums[max(on, day)] += amount
    return min(accumulate(sums[on] for on in sorted(sums)))
