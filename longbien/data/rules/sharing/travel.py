"""Which version of a table is asked for: by its number, as of an instant, or the newest.

Also which versions a reader of changes is told of.

Source: Delta Sharing Protocol, "Read Data from a Table", "Query Table Version", "Read Change Data Feed from a
Table" and "Timestamp Format".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

CHANGES = ("startingVersion", "endingVersion", "startingTimestamp", "endingTimestamp")


def wanted(asked: Mapping[str, Any]) -> int | datetime | None:
    """A number, an instant, or None for the newest. ValueError for a faulty one, for both, or for what changed since.

    What only hints (`limitHint`, `predicateHints`, `jsonPredicateHints`) is left aside: a version is one file.
    """
    if any(asked.get(one) is not None for one in CHANGES):
        raise ValueError("changes between versions are asked for at the address changes")
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


@dataclass(frozen=True)
class Step:
    """A version that took the place of the one `before` it (None: it was the first of all), and when."""

    number: int
    before: int | None
    at: datetime


def steps(versions: Sequence[tuple[int, datetime]], asked: Mapping[str, Any]) -> tuple[Step, ...]:
    """What changed from one version to another, both of them too, oldest first; nothing where there is no version yet.

    ValueError for what can't be read, for a range that isn't there, and where the rows before its first version are
    kept no more: nobody could say then what went with it.
    """
    first = _end(versions, asked, "starting")
    if first is None:
        raise ValueError("startingVersion or startingTimestamp is needed")
    last = _end(versions, asked, "ending")
    numbers = [number for number, _ in versions]
    newest = numbers[-1] if numbers else 0
    last = newest if last is None else last
    if first > newest or last > newest:
        raise ValueError(f"the newest version is {newest}")
    if first > last:
        raise ValueError("the range ends before it starts")
    if numbers and max(first, 1) <= numbers[0] != 1:
        raise ValueError(f"versions before {numbers[0]} are kept no more: start after {numbers[0]}")
    every = [Step(n, numbers[place - 1] if place else None, at) for place, (n, at) in enumerate(versions)]
    return tuple(one for one in every if first <= one.number <= last)


def _end(versions: Sequence[tuple[int, datetime]], asked: Mapping[str, Any], which: str) -> int | None:
    number, moment = asked.get(f"{which}Version"), asked.get(f"{which}Timestamp")
    if number is not None and moment is not None:
        raise ValueError(f"either {which}Version or {which}Timestamp")
    if moment is None:
        found = wanted({"version": number})
        return found if isinstance(found, int) else None
    found = since(versions, instant(moment)) if which == "starting" else as_of(versions, instant(moment))
    if found is None:
        raise ValueError(f"there is no version for {which}Timestamp")
    return found
