"""Which version of a table is asked for: by its number, as of an instant, or the newest.

Source: Delta Sharing Protocol, "Read Data from a Table", "Query Table Version" and "Timestamp Format".
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

CHANGES = ("startingVersion", "endingVersion", "startingTimestamp", "endingTimestamp")


def wanted(asked: Mapping[str, Any]) -> int | datetime | None:
    """A number, an instant, or None for the newest. ValueError for a faulty one, for both, or for what changed since.

    What only hints (`limitHint`, `predicateHints`, `jsonPredicateHints`) is left aside: a version is one file.
    """
    if any(asked.get(one) is not None for one in CHANGES):
        raise ValueError("changes between versions are not shared, only versions are")
    number, moment = asked.get("version"), asked.get("timestamp")
    if number is not None and moment is not None:
        raise ValueError("either version or timestamp")
    if moment is not None:
        return instant(moment)
    if number is None:
        return None
    if isinstance(number, str) and number.isascii() and number.isdigit():  # as an address says it
        number = int(number[:18])
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError("version is a whole number")
    return number


def instant(said: Any) -> datetime:
    """An instant in ISO 8601; without a zone it is in UTC. ValueError."""
    try:
        read = datetime.fromisoformat(said)
    except TypeError:
        raise ValueError("timestamp is an instant in ISO 8601") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def as_of(versions: Sequence[tuple[int, datetime]], asked: int | datetime | None) -> int | None:
    """The number of the version asked for, of those that there are, oldest first; None when it isn't among them."""
    if isinstance(asked, datetime):
        found = [number for number, at in versions if at <= asked]
        return found[-1] if found else None
    numbers = [number for number, _ in versions]
    if asked is None:
        return numbers[-1] if numbers else None
    return asked if asked in numbers else None


def since(versions: Sequence[tuple[int, datetime]], moment: datetime) -> int | None:
    """The earliest version at an instant or after it."""
    return next((number for number, at in versions if at >= moment), None)
