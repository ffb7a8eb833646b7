"""What the fields of MDS objects may hold, as tables; and which fields of an object are missing or wrong.

MDS Data Types and General Information. Fields that MDS doesn't name are kept as they come.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from longbien.trials.rules.mds.terms import EARLIEST, LONGEST_WORDS, STATES

Check = Callable[[Any], bool]
LATEST = 7_258_118_400_000  # 2200, as in telemetry
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
LINE = re.compile(r".*").fullmatch
DATE = re.compile(r"(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])").search
CURRENCY = re.compile(r"[A-Z]{3}").fullmatch


@dataclass(frozen=True)
class Faults:
    """Names of the fields that an object lacks, and of those that hold something else than they may."""

    missing: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """What a field may hold, and whether an object needs it."""

    holds: Check
    needed: bool = False


Table = Mapping[str, Field]


def faults_of(item: Any, table: Table) -> Faults | None:
    """What is wrong with an object; None when nothing is."""
    if not isinstance(item, dict):
        return Faults((), ("item",))
    missing = tuple(name for name, field in table.items() if field.needed and name not in item)
    wrong = tuple(name for name, field in table.items() if name in item and not field.holds(item[name]))
    return Faults(missing, wrong) if missing or wrong else None


def needed(holds: Check) -> Field:
    return Field(holds, needed=True)


def is_uuid(given: Any) -> bool:
    return isinstance(given, str) and bool(UUID(given))


def is_line(given: Any) -> bool:
    return isinstance(given, str) and len(given) <= LONGEST_WORDS and bool(LINE(given))


def is_words(given: Any) -> bool:
    return isinstance(given, str)


def is_flag(given: Any) -> bool:
    return isinstance(given, bool)


def is_number(given: Any) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


def is_whole(given: Any) -> bool:
    """A whole number from 0; 7.0 is one, as in JSON Schema."""
    return is_number(given) and given >= 0 and not given % 1


def is_percent(given: Any) -> bool:
    return is_whole(given) and given <= 100


def is_year(given: Any) -> bool:
    return is_whole(given) and given >= 1970


def is_date(given: Any) -> bool:
    return isinstance(given, str) and bool(DATE(given))


def is_timestamp(given: Any) -> bool:
    return is_whole(given) and given >= EARLIEST


def is_instant(given: Any) -> bool:
    """A time at which something can have happened, so one that telemetry can be of."""
    return is_timestamp(given) and given < LATEST


def is_currency(given: Any) -> bool:
    return isinstance(given, str) and bool(CURRENCY(given))


def is_map(given: Any) -> bool:
    return isinstance(given, dict)


def is_list_or_map(given: Any) -> bool:
    return isinstance(given, list | dict)


def one_of(choices: Collection[str]) -> Check:
    return lambda given: isinstance(given, str) and given in choices


def or_nothing(holds: Check) -> Check:
    return lambda given: given is None or holds(given)


def each(holds: Check, least: int = 0) -> Check:
    """A list without repetition, of at least so many."""

    def check(given: Any) -> bool:
        if not isinstance(given, list) or len(given) < least or not all(holds(one) for one in given):
            return False
        return len({repr(one) for one in given}) == len(given)

    return check


def counted(kinds: Collection[str]) -> Check:
    """A map of whole numbers by one of the kinds."""
    return lambda given: isinstance(given, dict) and all(key in kinds and is_whole(n) for key, n in given.items())


def made_of(table: Table, *, closed: bool = False) -> Check:
    """An object of its own; a `closed` one has no other fields."""
    return lambda given: faults_of(given, table) is None and not (closed and given.keys() - table.keys())


def between(least: float, most: float) -> Check:
    return lambda given: is_number(given) and least <= given <= most


ids = each(is_uuid)
is_state = one_of(STATES)
