"""Times of SensorThings: an ISO 8601 instant with its zone, or an interval of two."""

from datetime import datetime
from functools import lru_cache

from longbien.kernel.plain import utc_micros
from longbien.trials.rules.sta.terms import unfit
from longbien.trials.rules.telemetry import EARLIEST, EPOCH, LATEST, MICROSECOND, from_us


@lru_cache(maxsize=8192)
def instant_us(written: str) -> int:
    """Microseconds since 1970 UTC of `2026-11-09T01:30:00Z` or of the last moment of an interval `from/to`.

    What is counted over an interval happened before its end, so an interval ends a microsecond earlier: a quarter of
    an hour up to noon is not noon. ValueError for anything else, or beyond the years that telemetry takes.
    """
    if not isinstance(written, str):
        raise TypeError("a time is a text")
    first, _, last = written.partition("/")
    begins = _read(first)
    if not last:
        return begins
    ends = _read(last)
    if ends < begins:
        raise ValueError("an interval ends after it begins")
    return max(begins, ends - 1)


def spoken(at_us: int) -> str:
    """An instant as it is told: without the fraction where there is none."""
    return utc_micros(from_us(at_us)).replace(".000000Z", "Z")


def check_time(name: str, written: object) -> str:
    """A time that a property may hold. Refusal 400 for anything else."""
    try:
        instant_us(written)
    except (ValueError, TypeError):
        unfit(
            f"{name} cần thời điểm ISO 8601 có múi giờ, hoặc một khoảng “từ/đến”, ví dụ 2026-11-09T01:30:00Z.",
            f"{name} needs an ISO 8601 time with its zone, or an interval “from/to”, such as 2026-11-09T01:30:00Z.",
        )
    return str(written)


def _read(written: str) -> int:
    instant = datetime.fromisoformat(written)
    if instant.tzinfo is None or len(written) < len("2026-11-09T01:30Z"):
        raise ValueError("a time needs its zone")
    if not EARLIEST <= instant < LATEST:
        raise ValueError("a time beyond those that telemetry takes")
    return (instant - EPOCH) // MICROSECOND
