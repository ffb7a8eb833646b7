"""What is observed as the lines of telemetry that this house judges.

An observation is known by its Datastream and its time: `sta:<datastream>:<microseconds>` is its id here and there. Said
again it is the same one; said again with another result it is a conflict, as of all telemetry.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from longbien.kernel.plain import utc_micros
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.sta.terms import MARK, Said
from longbien.trials.rules.sta.times import check_time, instant_us
from longbien.trials.rules.telemetry import INSTANT, from_us

Point = tuple[float, float]
Means = Literal["", "column", "key", "measure"]
COLUMNS = frozenset({"speed_kmh", "altitude_m", "participants", "value"})
TIMES = ("resultTime", "validTime")
_sorted = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
LARGEST = 2**53
PARTICIPANT = "participant"  # whose code an observation names: as its result, or among its parameters
KEPT = ("resultTime", "resultQuality", "validTime", "parameters")


@dataclass(frozen=True)
class Stream:
    """A Datastream as telemetry sees it: its device, what its results are written under and what that means.

    `place`: longitude and latitude where nothing else is said; `feature`: the FeatureOfInterest that stands there.
    """

    number: int
    device: str
    key: str
    means: Means
    place: Point | None = None
    feature: int | None = None


def meaning(key: str, policy: Policy) -> Means:
    """What results under a key are to a trial: a column, a key of its kind, a measure or amount; "": kept, no more."""
    if key in COLUMNS or key == PARTICIPANT:
        return "column"
    terms = policy.terms
    if terms and any(one.key == key and (one.measure or one.column in COLUMNS) for one in terms.telemetry):
        return "key"
    counted = {rail.measure for rail in policy.plan.guardrails}
    if terms:
        counted |= {one.code for one in terms.measures} | {one.code for one in terms.amounts}
    return "measure" if key in counted else ""


def point_of(geometry: Any) -> Point | None:
    """Longitude and latitude of a GeoJSON point, alone or as a feature; None for anything else."""
    if isinstance(geometry, dict) and geometry.get("type") == "Feature":
        geometry = geometry.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    at = geometry.get("coordinates")
    if not isinstance(at, list) or len(at) not in (2, 3) or any(type(one) not in (int, float) for one in at):
        return None
    lon, lat = at[:2]
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def line_of(stream: Stream, said: Mapping[str, Any], now_us: int) -> Said:
    """The line of an observation; `now_us` is its time where it says none. Refusal 400 for what can't be read."""
    written = said.get("phenomenonTime")
    at_us = _at(written, now_us)
    line: Said = {
        "id": f"{MARK}:{stream.number}:{at_us}",
        "device": stream.device,
        "at": written if type(written) is str and INSTANT(written) else utc_micros(from_us(at_us)),
        MARK: _kept(stream, said),
    }
    if stream.place is not None:
        line["lon"], line["lat"] = stream.place
    result = _whole(said["result"])
    result = int(result) if isinstance(result, bool) else result
    if stream.means in ("column", "key"):
        line[stream.key] = result
    elif stream.means == "measure":
        line["measures"] = {stream.key: result}
    parameters = said.get("parameters")
    if isinstance(parameters, dict) and PARTICIPANT in parameters:
        line.setdefault(PARTICIPANT, parameters[PARTICIPANT])
    return line


def batch(lines: list[Said]) -> bytes:
    """The lines as NDJSON: the same ones make the same bytes."""
    return b"".join([_sorted.encode(line).encode() + b"\n" for line in lines])


def stream_in(event_id: str) -> int | None:
    """The Datastream of a stored event; None for telemetry that came in other ways."""
    mark, _, rest = event_id.partition(":")
    number, colon, _ = rest.partition(":")
    return int(number) if mark == MARK and colon and number.isascii() and number.isdigit() else None


def _at(written: Any, now_us: int) -> int:
    if written is None:
        return now_us
    try:
        return instant_us(written)
    except (ValueError, TypeError):
        return instant_us(check_time("phenomenonTime", written))


def _kept(stream: Stream, said: Mapping[str, Any]) -> Said:
    """What is read back: the result as it came, and what telemetry has no column for."""
    kept: Said = {"result": _whole(said["result"])}
    if stream.feature is not None:
        kept["feature"] = stream.feature
    written = said.get("phenomenonTime")
    if isinstance(written, str) and "/" in written:
        kept["phenomenonTime"] = written
    for name in KEPT:
        if said.get(name) is not None:
            kept[name] = check_time(name, said[name]) if name in TIMES else said[name]
    return kept


def _whole(result: Any) -> Any:
    """A whole number where a result is one: 3.0 says the same as 3."""
    return int(result) if isinstance(result, float) and abs(result) < LARGEST and result.is_integer() else result
