"""Small readers of a form's data. ValueError or TypeError for what isn't what it should be."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.places.rules.written import Unreadable

LARGEST_VALUE = 10**15 - 1  # in minor units, as large as one transaction in telemetry
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,63}").fullmatch  # of an event, a device, a measure
WRONG_KINDS = (ValueError, TypeError, KeyError, AttributeError)
T = TypeVar("T")
Below = tuple[str, Text | None]


class Faulty(ValueError):
    """Several things that can't be read, each by its path below (`/1/outline`), with the reason where it is known."""

    def __init__(self, faults: Iterable[Below]) -> None:
        super().__init__("several parts can't be read")
        self.faults = tuple(faults)


def chosen(given: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    """What was chosen of a list: one answer, so that a choice that isn't there is a fault of all of it."""
    if not isinstance(given, list):
        raise TypeError("a list is needed")
    return tuple(read(item) for item in given)


def each(given: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    """Every item of a list, read. Faulty with what is wrong in any of them."""
    if not isinstance(given, list):
        raise TypeError("a list is needed")
    faults = list[Below]()
    found = [value for number, item in enumerate(given) for value in _tried(f"/{number}", read, item, faults)]
    if faults:
        raise Faulty(faults)
    return tuple(found)


def parts(given: Any, **readers: Callable[[Any], Any]) -> dict[str, Any]:
    """The named parts of one item, read. Faulty with every part that is missing or wrong."""
    if not isinstance(given, Mapping):
        raise TypeError("named parts are needed")
    faults = list[Below]()
    tried = ((name, _tried(f"/{name}", read, given.get(name), faults)) for name, read in readers.items())
    found = {name: value for name, values in tried for value in values}
    if faults:
        raise Faulty(faults)
    return found


def _tried(path: str, read: Callable[[Any], T], given: Any, faults: list[Below]) -> tuple[T, ...]:
    """What was read, or nothing and one fault more."""
    try:
        return (read(given),)
    except Faulty as several:
        faults += [(path + below, what) for below, what in several.faults]
    except Unreadable as one:
        faults.append((path, one.what))
    except WRONG_KINDS:
        faults.append((path, None))
    return ()


def words(given: Any) -> str:
    """Words that say something."""
    if not isinstance(given, str) or not given.strip():
        raise ValueError("words are needed")
    return given


def whole(given: Any, least: int = 0, most: int = 2**31) -> int:
    """A whole number from `least` to `most`."""
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        raise ValueError("a whole number is needed")
    return given


def money(given: Any) -> Money:
    """An amount of at least nothing."""
    amount = Money.from_data(given)
    if not 0 <= amount.minor <= LARGEST_VALUE:
        raise ValueError("an amount of at least 0 is needed, of 15 digits")
    return amount
