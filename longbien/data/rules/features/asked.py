"""What a request for items asks: OGC API Features, Part 1: Core 1.0.1 (OGC 17-069r4), 7.15.

Every parameter is read here; one that isn't known, or can't be read, is a refusal with status 400 (7.15.1, 7.7).
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from longbien.data.rules.agreement.written import value_of
from longbien.data.rules.contract.contract import Column, Contract
from longbien.data.rules.quoting import Value
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

USUAL, MOST, FURTHEST = 100, 10_000, 2**40
WHOLE = re.compile(r"[0-9]{1,15}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\d([Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d))?")
RESERVED = ("limit", "offset", "bbox", "datetime", "f")
LONGEST = 500
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Box:
    """West, south, east, north, in degrees. West of the east, or across the line where days change."""

    west: float
    south: float
    east: float
    north: float

    @property
    def parts(self) -> tuple["Box", ...]:
        """One box, or the two on both sides of the line."""
        if self.west <= self.east:
            return (self,)
        return Box(self.west, self.south, 180.0, self.north), Box(-180.0, self.south, self.east, self.north)


@dataclass(frozen=True)
class Span:
    """From the first to the last instant, both included; None: open."""

    first: datetime | None
    last: datetime | None


@dataclass(frozen=True)
class Asked:
    """Which features: `equal` are columns with the value they must have."""

    limit: int = USUAL
    offset: int = 0
    box: Box | None = None
    span: Span | None = None
    equal: tuple[tuple[str, Value], ...] = ()


def properties_of(contract: Contract) -> tuple[Column, ...]:
    """The columns that stand among a feature's properties: all but those that hold where it lies."""
    placed = contract.spatial.columns if contract.spatial else ()
    return tuple(one for one in contract.columns if one.name not in placed)


def read(given: Mapping[str, Sequence[str]], contract: Contract) -> Asked:
    """What is asked of the items of a collection."""
    said = once(given, (*RESERVED, *(one.name for one in properties_of(contract))))
    equal = tuple(
        (one.name, _value(one, said[one.name], contract)) for one in properties_of(contract) if one.name in said
    )
    return Asked(
        limit=min(_whole("limit", said.get("limit", str(USUAL)), least=1), MOST),
        offset=_whole("offset", said.get("offset", "0"), least=0),
        box=_box(said["bbox"]) if "bbox" in said else None,
        span=_span(said["datetime"]) if "datetime" in said else None,
        equal=equal,
    )


def once(given: Mapping[str, Sequence[str]], known: Sequence[str]) -> dict[str, str]:
    """Each parameter with its one value. Refusal for one that isn't known, or given twice."""
    for name, values in given.items():
        if name not in known:
            raise wrong(name, vi=f"không có tham số “{name[:60]}”", en=f"there is no parameter “{name[:60]}”")
        if len(values) != 1 or len(values[0]) > LONGEST:
            raise wrong(name, vi=f"{name}: chỉ một giá trị, đủ ngắn", en=f"{name}: one value, and a short one")
    return {name: values[0] for name, values in given.items()}


def wrong(name: str, *, vi: str, en: str) -> Refusal:
    what = Text.of(vi=f"Tham số không hợp lệ: {vi}.", en=f"Invalid parameter: {en}.")
    return Refusal("InvalidParameterValue", what, status=400, faults=(Fault(name, what),))


def _whole(name: str, said: str, *, least: int) -> int:
    number = int(said) if WHOLE.fullmatch(said) and said.isascii() else -1
    if not least <= number <= FURTHEST:
        raise wrong(name, vi=f"{name} là số nguyên từ {least}", en=f"{name} is a whole number of at least {least}")
    return number


def _box(said: str) -> Box:
    """Four numbers, or six of which the heights are not looked at: no set has any."""
    try:
        numbers = [float(one) for one in said.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) == 4 and all(map(math.isfinite, numbers)):
        west, south, east, north = numbers
        if (
            south <= north
            and all(abs(one) <= 180 for one in (west, east))
            and all(abs(one) <= 90 for one in (south, north))
        ):
            return Box(west, south, east, north)
    raise wrong("bbox", vi="bbox là tây,nam,đông,bắc tính bằng độ", en="bbox is west,south,east,north in degrees")


def _span(said: str) -> Span:
    """An instant, or two with a slash between; `..` or nothing for an open end. A day is all of it."""
    first, slash, last = said.partition("/")
    try:
        span = Span(_end(first, slash)[0], _end(last if slash else first, slash)[1])
    except ValueError:
        span = Span(None, None)
    if (span.first or span.last) is None or (span.first and span.last and span.first > span.last):
        raise wrong(
            "datetime",
            vi="datetime là một thời điểm RFC 3339, hoặc hai đầu cách nhau bằng dấu gạch chéo",
            en="datetime is an instant as in RFC 3339, or two with a slash between them",
        )
    return span


def _end(said: str, slash: str) -> tuple[datetime | None, datetime | None]:
    """The first and the last moment of what is said; none when it is open, which only an interval can be."""
    if slash and said in ("", ".."):
        return None, None
    if not INSTANT.fullmatch(said) or not said.isascii():
        raise ValueError(said)
    if len(said) == len("2026-01-01"):
        day = date.fromisoformat(said)
        return datetime.combine(day, time.min, UTC), datetime.combine(day, time.max, UTC)
    at = _in_utc(said)
    return at, at


def _in_utc(said: str) -> datetime:
    """ValueError also for what no year of UTC holds."""
    try:
        return datetime.fromisoformat(said.upper()).astimezone(UTC)
    except OverflowError:
        raise ValueError(said) from None


def _value(column: Column, said: str, contract: Contract) -> Value:
    try:
        if "\0" in said:
            raise ValueError
        if column.kind == "timestamp":
            return _moment(said)
        value = value_of(said, contract, column.name)
        if isinstance(value, int) and abs(value) > LARGEST:
            raise ValueError(said)
        return value
    except ValueError:
        raise wrong(
            column.name,
            vi=f"{column.name} cần một giá trị kiểu {column.kind}",
            en=f"{column.name} takes a value of the kind {column.kind}",
        ) from None


def _moment(said: str) -> datetime:
    if not INSTANT.fullmatch(said) or len(said) == len("2026-01-01"):
        raise ValueError(said)
    return _in_utc(said)
