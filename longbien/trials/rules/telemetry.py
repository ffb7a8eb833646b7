"""Telemetry: NDJSON lines as columns of numbers, every line checked strictly and every bad line named.

A line: `{"id": "r1-7", "device": "r1", "at": "2026-11-09T01:30:00Z", "lon": 105.84, "lat": 21.0, "speed_kmh": 4.2}`,
and where they apply `participants` (how many people take part now), `value` (of this transaction, as money) and
`measures` (how often a guardrail's measure happened: `{"near_miss": 1}`), `altitude_m` (metres above the ground) and
`arm` (in a trial that compares, which it had: `"new"` or `"old"`, or a list of them, one for each comparison). Other
keys are kept as they come.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.trials.rules.reading import NAME
from longbien.trials.rules.translating import Untranslatable, Wording, translated

MAX_BYTES = 8_000_000
MAX_LINES = 50_000
MAX_LINE = 4_000
SHOWN_FAULTS = 100
SHOWN_UNKNOWN = 20
MOST_COUNTED = 1_000_000  # of one measure in one event: the metres of a fleet's day
ARMS = ("old", "new")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)").fullmatch
COLUMNS = frozenset({"id", "device", "at", "lon", "lat", "speed_kmh", "participants", "value"})
# Beside those columns; `sta` is what fixed sensors observed.
KNOWN = frozenset({"measures", "altitude_m", "participant", "sta", "arm"})


@dataclass(frozen=True)
class Events:
    """Events as columns, one row each, in the order of the lines.

    `at_us` microseconds since 1970 UTC; `lon`, `lat` degrees (WGS 84); `speed_kmh` km/h, NaN when not said;
    `participants` people, -1 when not said; `value` minor units of the hub's currency; `measures` the counts;
    `rest` what is not stored in a column of its own, as JSON with sorted keys, "" for nothing; `altitude_m`, metres
    above the ground, NaN when not said, is in `rest` as well.
    """

    lines: tuple[int, ...]
    ids: tuple[str, ...]
    devices: tuple[str, ...]
    at_us: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    speed_kmh: NDArray[np.float64]
    participants: NDArray[np.int64]
    value: NDArray[np.int64]
    measures: tuple[Mapping[str, int], ...]
    rest: tuple[str, ...]
    altitude_m: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)

    def pick(self, rows: NDArray[np.intp]) -> "Events":
        """The events of some rows, in that order."""
        at = rows.tolist()
        return Events(
            lines=tuple(self.lines[row] for row in at),
            ids=tuple(self.ids[row] for row in at),
            devices=tuple(self.devices[row] for row in at),
            at_us=self.at_us[rows],
            lon=self.lon[rows],
            lat=self.lat[rows],
            speed_kmh=self.speed_kmh[rows],
            participants=self.participants[rows],
            value=self.value[rows],
            measures=tuple(self.measures[row] for row in at),
            rest=tuple(self.rest[row] for row in at),
            altitude_m=self.altitude_m[rows],
        )

    def only(self, flags: NDArray[np.bool_]) -> "Events":
        """The events that are flagged, in their order; nothing is copied where all are."""
        return self if flags.all() else self.pick(np.flatnonzero(flags))


class BadLines(ValueError):
    """A batch with lines that can't be read; `faults` names the first hundred, `count` all of them."""

    def __init__(self, faults: tuple[Fault, ...], count: int) -> None:
        super().__init__(f"{count} bad lines")
        self.faults, self.count = faults, count


def instant_us(instant: datetime) -> int:
    """Microseconds since 1970 UTC of an aware instant, exactly."""
    return (instant - EPOCH) // MICROSECOND


def from_us(at_us: int) -> datetime:
    """The aware UTC instant of a number of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=at_us)


def parse(body: bytes, *, currency: str, wording: Wording | None = None) -> Events:
    """The events of an NDJSON body; empty lines are skipped. BadLines unless every other line is a proper event.

    `wording` says which keys of the sender stand for which of ours.
    """
    rows: list[tuple[Any, ...]] = []
    faults: list[Fault] = []
    bad = 0
    for number, line in enumerate(body.split(b"\n"), 1):
        if not line or line.isspace():
            continue
        try:
            rows.append((number, *_row(line, currency, wording)))
        except (ValueError, RecursionError) as error:
            bad += 1
            if bad <= SHOWN_FAULTS:
                faults.append(Fault(f"line {number}", _said(error)))
    if bad:
        raise BadLines(tuple(faults), bad)
    if len(rows) > MAX_LINES:
        raise BadLines((Fault(f"line {MAX_LINES + 1}", _said(_bad("too-many-lines"))),), len(rows) - MAX_LINES)
    return columns(rows)


def columns(rows: list[tuple[Any, ...]]) -> Events:
    """Rows as columns: line, id, device, at_us, lon, lat, speed_kmh, participants, value, measures, rest, altitude."""
    if not rows:
        rows_by_column: list[tuple[Any, ...]] = [()] * 12
    else:
        rows_by_column = list(zip(*rows, strict=True))
    line, ids, devices, at_us, lon, lat, speed, participants, value, measures, rest, altitude = rows_by_column
    return Events(
        line, ids, devices,
        np.array(at_us, dtype=np.int64), np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64),
        np.array(speed, dtype=np.float64), np.array(participants, dtype=np.int64), np.array(value, dtype=np.int64),
        measures, rest, np.array(altitude, dtype=np.float64),
    )  # fmt: skip


def _row(line: bytes, currency: str, wording: Wording | None) -> tuple[Any, ...]:
    if len(line) > MAX_LINE:
        raise _bad("too-long")
    event = _object_in(line.decode("utf-8"))
    if wording:
        event = translated(event, wording)
    name, device = event.get("id"), event.get("device")
    if type(name) is not str or not NAME(name):
        raise _bad("id")
    if type(device) is not str or not NAME(device):
        raise _bad("device")
    return (
        name, device, _at(event.get("at")),
        _number(event, "lon", -180, 180), _number(event, "lat", -90, 90), _speed(event),
        _participants(event), _value(event, currency), _measures(event), _rest(event), _altitude(event),
    )  # fmt: skip


def _object_in(line: str) -> dict[str, Any]:
    """The object of a line. A key that stands twice is refused: which of the two was meant, nobody can say."""
    event = _quick.decode(line)
    if type(event) is not dict:
        raise _bad("not-an-object")
    # Every written key has its colon. When there are no more of them than keys and texts need, no key stands twice.
    if line.count(":") != _colons(event) or "\\" in line:
        _strict.decode(line)
    return event


def _colons(event: dict[str, Any]) -> int:
    """How many colons an object is written with where no key stands twice, without those in lists: as many as are
    written, or less."""
    found = len(event)
    for key, one in event.items():
        if ":" in key:
            found += key.count(":")
        if type(one) is str:
            found += one.count(":")
        elif type(one) is dict:
            found += _colons(one)
    return found


def _at(given: object) -> int:
    if type(given) is not str:
        raise _bad("at")
    return _instant(given)


@lru_cache(maxsize=8192)
def _instant(given: str) -> int:
    if not INSTANT(given):
        raise _bad("at")
    try:
        instant = datetime.fromisoformat(given)
    except ValueError as error:
        raise _bad("at") from error
    if not EARLIEST <= instant < LATEST:
        raise _bad("at")
    return instant_us(instant)


def _number(event: Mapping[str, Any], key: str, least: float, most: float) -> float:
    given = event.get(key)
    if type(given) not in (int, float) or not least <= given <= most:  # type: ignore[operator]
        raise _bad(key)
    return float(given)  # type: ignore[arg-type]


def _speed(event: Mapping[str, Any]) -> float:
    return _number(event, "speed_kmh", 0, 2000) if "speed_kmh" in event else float("nan")


def _altitude(event: Mapping[str, Any]) -> float:
    return _number(event, "altitude_m", -1_000, 100_000) if "altitude_m" in event else float("nan")


def unknown(events: Events) -> tuple[str, ...]:
    """The first names of fields, by the alphabet, that were kept but mean nothing to us: a typing mistake, perhaps."""
    names = {name for rest in set(events.rest) if rest for name in json.loads(rest)}
    return tuple(sorted(names - KNOWN)[:SHOWN_UNKNOWN])


def altitude_in(rest: str) -> float:
    """The altitude that a stored event told, in metres; NaN when it told none."""
    return float(json.loads(rest).get("altitude_m", "nan")) if rest else float("nan")


def arms_in(rest: str) -> tuple[str, ...]:
    """Which arm a stored event says it had, of each comparison in turn: "new" or "old"; one word is of the first.

    Nothing where it doesn't say, or says anything else beside: half of a list would speak of the wrong comparison.
    """
    told = json.loads(rest).get("arm", []) if '"arm":' in rest else []
    said: list[Any] = told if type(told) is list else [told]
    return tuple(said) if all(type(one) is str and one in ARMS for one in said) else ()


def _participants(event: Mapping[str, Any]) -> int:
    given = event.get("participants", -1)
    if type(given) is not int or not (0 <= given < 2**31 or "participants" not in event):
        raise _bad("participants")
    return given


def _value(event: Mapping[str, Any], currency: str) -> int:
    if "value" not in event:
        return 0
    given = event["value"]
    minor = given.get("minor") if type(given) is dict and given.get("currency") == currency else None
    if type(minor) is not str or not (minor.isascii() and minor.isdigit()) or len(minor) > 15:
        raise _bad("value")
    return int(minor)


def _measures(event: Mapping[str, Any]) -> Mapping[str, int]:
    given = event.get("measures", {})
    if type(given) is not dict or len(given) > 20:
        raise _bad("measures")
    for name, count in given.items():
        if not NAME(name) or type(count) is not int or not 0 <= count <= MOST_COUNTED:
            raise _bad("measures")
    return given


def _rest(event: dict[str, Any]) -> str:
    if event.keys() <= COLUMNS:
        return ""
    rest = {key: event[key] for key in event.keys() - COLUMNS}
    written = _sorted.encode(rest)
    if "\\ud" in written:
        json.dumps(rest, ensure_ascii=False).encode()  # half a letter alone is no text: UnicodeEncodeError
    return written


def _object(pairs: list[tuple[str, Any]]) -> None:
    if len({key for key, _ in pairs}) != len(pairs):
        raise _bad("doubled-key")


def _constant(name: str) -> NoReturn:
    raise _bad("not-json")


_sorted = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)
_quick = json.JSONDecoder(parse_constant=_constant)
_strict = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


class _Bad(ValueError):
    """A line that is JSON but no event; `args[0]` is the code of what is wrong."""


def _bad(code: str) -> _Bad:
    return _Bad(code)


def _said(error: Exception) -> Text:
    code = error.args[0] if isinstance(error, _Bad | Untranslatable) else "not-json"
    return WRONG[code]


WRONG = {
    "not-json": Text.of(vi="Dòng này không phải JSON hợp lệ (UTF-8).", en="This line is not valid JSON (UTF-8)."),
    "not-an-object": Text.of(vi="Mỗi dòng là một đối tượng JSON.", en="Each line is one JSON object."),
    "doubled-key": Text.of(vi="Một khóa xuất hiện hai lần.", en="A key stands twice."),
    "too-long": Text.of(vi=f"Dòng dài quá {MAX_LINE} byte.", en=f"The line is longer than {MAX_LINE} bytes."),
    "too-many-lines": Text.of(
        vi=f"Một gói dữ liệu có tối đa {MAX_LINES} dòng.", en=f"A batch has at most {MAX_LINES} lines."
    ),
    "id": Text.of(
        vi="“id” cần 1–64 chữ cái không dấu, chữ số hoặc . _ : ~ -, duy nhất trong thử nghiệm.",
        en="“id” needs 1–64 plain letters, digits or . _ : ~ -, unique within the trial.",
    ),
    "device": Text.of(
        vi="“device” cần 1–64 chữ cái không dấu, chữ số hoặc . _ : ~ -.",
        en="“device” needs 1–64 plain letters, digits or . _ : ~ -.",
    ),
    "at": Text.of(
        vi="“at” cần thời điểm có múi giờ, ví dụ 2026-11-09T01:30:00Z.",
        en="“at” needs an instant with its time zone, such as 2026-11-09T01:30:00Z.",
    ),
    "lon": Text.of(vi="“lon” cần kinh độ từ -180 đến 180.", en="“lon” needs a longitude from -180 to 180."),
    "lat": Text.of(vi="“lat” cần vĩ độ từ -90 đến 90.", en="“lat” needs a latitude from -90 to 90."),
    "speed_kmh": Text.of(vi="“speed_kmh” cần số km/h từ 0 đến 2000.", en="“speed_kmh” needs km/h from 0 to 2000."),
    "altitude_m": Text.of(
        vi="“altitude_m” cần số mét trên mặt đất, từ -1000 đến 100000.",
        en="“altitude_m” needs metres above the ground, from -1000 to 100000.",
    ),
    "participants": Text.of(vi="“participants” cần số nguyên từ 0.", en="“participants” needs a whole number from 0."),
    "value": Text.of(
        vi='“value” cần {"minor": "1200", "currency": …} bằng tiền tệ của trung tâm.',
        en='“value” needs {"minor": "1200", "currency": …} in the hub\'s currency.',
    ),
    "measures": Text.of(
        vi='“measures” cần số lần nguyên theo tên, ví dụ {"near_miss": 1}.',
        en='“measures” needs whole counts by name, such as {"near_miss": 1}.',
    ),
}
