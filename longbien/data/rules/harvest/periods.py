"""How often a source is read, and how long one that couldn't be read is left alone."""

from collections.abc import Mapping
from datetime import timedelta

from longbien.kernel.text import Text

PERIODS: Mapping[str, timedelta] = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
NEVER, DAILY = "never", "day"
EVERY = (*PERIODS, NEVER)
WORDS: Mapping[str, Text] = {
    "hour": Text.of(vi="đọc mỗi giờ", en="read every hour"),
    "day": Text.of(vi="đọc mỗi ngày", en="read every day"),
    "week": Text.of(vi="đọc mỗi tuần", en="read every week"),
}
FIRST = timedelta(minutes=15)


def pause(failures: int, every: str) -> timedelta:
    """A quarter of an hour after the first failure, twice as long after each further one, never longer than its period:
    `failures` counts those in a row, from 1."""
    period, wait = PERIODS[every], FIRST
    for _ in range(failures - 1):
        if wait >= period:
            break
        wait *= 2
    return min(wait, period)
