"""Telemetry in a fleet's own words: keys of its lines that stand for columns and measures, as its kind says."""

from dataclasses import dataclass
from typing import Any

Line = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """A key of incoming telemetry that stands for a column or for a measure (or amount), `times` so much."""

    key: str
    column: str = ""
    measure: str = ""
    times: float = 1


@dataclass(frozen=True)
class Wording:
    """How the lines of a trial read: which keys stand for which of ours, and where a line comes from that doesn't say.

    `place` is longitude and latitude in degrees (WGS 84), None where every line must say it.
    """

    readings: tuple[Reading, ...] = ()
    place: tuple[float, float] | None = None


class Untranslatable(ValueError):
    """What a key stands for is there already, or is no count; `args[0]` is the code of what is wrong."""


def translated(line: Line, wording: Wording) -> Line:
    """The line in the words of the house. Untranslatable with `doubled-key` where both stand, `measures` for no count.

    A count is rounded to the nearest whole number after it was multiplied; a half goes to the even one.
    """
    found = dict(line)
    for one in wording.readings:
        if one.key not in found:
            continue
        value = _times(found.pop(one.key), one.times)
        if one.column:
            _put(found, one.column, value)
        else:
            counts = found.setdefault("measures", {})
            if type(counts) is not dict or type(value) not in (int, float) or value != value or abs(value) > 2**53:  # noqa: PLR0124
                raise Untranslatable("measures")
            _put(counts, one.measure, round(value))
    if wording.place and not {"lon", "lat"} & found.keys():
        found["lon"], found["lat"] = wording.place
    return found


def _times(value: object, times: float) -> Any:
    return value * times if times != 1 and type(value) in (int, float) else value  # type: ignore[operator]


def _put(into: Line, key: str, value: object) -> None:
    if key in into:
        raise Untranslatable("doubled-key")
    into[key] = value
