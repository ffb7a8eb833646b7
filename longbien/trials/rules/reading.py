"""Small readers of a form's data. ValueError or TypeError for what isn't what it should be."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from longbien.kernel.money import Money

LARGEST_VALUE = 10**15 - 1  # in minor units, as large as one transaction in telemetry
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,63}").fullmatch  # of an event, a device, a measure
T = TypeVar("T")


def each(given: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    """Every item of a list, read."""
    if not isinstance(given, list):
        raise TypeError("a list is needed")
    return tuple(read(item) for item in given)


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
