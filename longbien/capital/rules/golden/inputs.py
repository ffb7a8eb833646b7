"""The inputs of a case, read exactly; what is missing or no number is said by its name."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import PurePath
from typing import Any, TypeVar

from longbien.capital.rules.growth import whole
from longbien.capital.rules.waterfall.flows import Event
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

SCALE = 10**6  # amounts of cases carry decimals; ours are whole minor units: a unit of a case is a million of them
EPOCH = 2000  # cases count years; ours have dates

Open = Callable[[str], bytes]
T = TypeVar("T")


def exact(value: Any) -> Fraction:
    """A number of a case as it is written: 0.08 is 2/25. ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"no number: {value!r}")
    return Fraction(str(value))


def minor(value: Any) -> int:
    """An amount of a case in our minor units."""
    return whole(exact(value) * SCALE)


def amount(units: int | Fraction) -> Fraction:
    """Our minor units in those of the case."""
    return Fraction(units) / SCALE


def year(number: Any) -> date:
    """The first of January of a case's year `number`."""
    return date(EPOCH + int(exact(number)), 1, 1)


@dataclass(frozen=True)
class Inputs:
    """`data` as it stands in the file; `wanted` are the names of the expected values; `open` reads a file beside it."""

    data: Mapping[str, Any]
    wanted: tuple[str, ...] = ()
    open: Open | None = None

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def get(self, key: str) -> Any:
        if key not in self.data:
            raise faulty(key, vi="không có", en="is missing")
        return self.data[key]

    def exact(self, key: str, default: Any = None) -> Fraction:
        return self._read(key, exact, default)

    def minor(self, key: str, default: Any = None) -> int:
        return self._read(key, minor, default)

    def day(self, key: str) -> date:
        return self._read(key, date.fromisoformat, None)

    def every(self, key: str) -> list[Any]:
        found = self.get(key)
        if not isinstance(found, list):
            raise faulty(key, vi="không phải là một danh sách", en="is no list")
        return found

    def exacts(self, key: str) -> list[Fraction]:
        return [self._as(key, exact, one) for one in self.every(key)]

    def pairs(self, key: str, first: Callable[[Any], Any], second: Callable[[Any], Any]) -> list[tuple[Any, Any]]:
        return [self._as(key, lambda pair: (first(pair[0]), second(pair[1])), one) for one in self.every(key)]

    def word(self, key: str, default: str, known: tuple[str, ...]) -> Any:
        """One of the `known` words; hyphens, underscores and spaces are alike."""
        said = str(self.data.get(key, default))
        plain = said.replace("_", "-").replace(" ", "-")
        if plain not in known:
            among = ", ".join(known)
            raise faulty(key, vi=f"“{said}” không phải là một trong: {among}", en=f"“{said}” is none of: {among}")
        return plain

    def beside(self, key: str) -> list[Any]:
        """The JSON list in a file named by `key`, as the file of cases has it beside itself."""
        name = PurePath(str(self.get(key))).name
        try:
            found = json.loads(self.open(name)) if self.open else None
        except OSError as error:
            words = f"{name}: {error.strerror}"
            raise faulty(key, vi=f"không đọc được {words}", en=f"can't be read, {words}") from error
        except ValueError as error:
            raise faulty(key, vi=f"{name} không phải là JSON", en=f"{name} is no JSON") from error
        if not isinstance(found, list):
            raise faulty(key, vi=f"{name} không phải là một danh sách", en=f"{name} is no list")
        return found

    def _read(self, key: str, read: Callable[[Any], T], default: Any) -> T:
        value = self.data.get(key, default)
        return self._as(key, read, self.get(key) if value is None else value)

    def _as(self, key: str, read: Callable[[Any], T], value: Any) -> T:
        try:
            return read(value)
        except (ValueError, TypeError, IndexError, KeyError, ZeroDivisionError, OverflowError) as error:
            raise faulty(key, vi=f"“{value}” không đọc được", en=f"“{value}” can't be read") from error


def faulty(key: str, *, vi: str, en: str) -> Refusal:
    """The refusal of a case whose inputs can't be read."""
    return Refusal("bad-case", Text.of(vi=f"dữ liệu vào “{key}” {vi}", en=f"input “{key}” {en}"))


def flow_events(pairs: list[tuple[date, Fraction]]) -> list[Event]:
    """Dated amounts of a case (below zero paid in) as events of a fund."""
    return [
        Event(on, called=whole(-one * SCALE)) if one < 0 else Event(on, proceeds=whole(one * SCALE))
        for on, one in pairs
    ]
