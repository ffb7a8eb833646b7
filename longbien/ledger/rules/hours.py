"""Hours of a machine as a unit: each hour on offer is an account with one in it, so nobody can book it twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

HOUR = timedelta(hours=1)


def unit_of(machine: str) -> str:
    """The ledger of a machine's hours."""
    return f"HOUR:{machine}"


def code_of(hour: datetime) -> str:
    """The account of one hour: `hour/2026-03-02T08Z`."""
    return f"hour/{hour.astimezone(UTC):%Y-%m-%dT%HZ}"


def hours(start: datetime, end: datetime) -> Iterator[datetime]:
    """The hours of [start, end). ValueError unless both are full hours of UTC, and the end comes later."""
    first, last = start.astimezone(UTC), end.astimezone(UTC)
    if first >= last or any(one.replace(minute=0, second=0, microsecond=0) != one for one in (first, last)):
        raise ValueError("hours are booked in full, from a full hour to a later one")
    while first < last:
        yield first
        first += HOUR
