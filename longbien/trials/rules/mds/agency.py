"""What a fleet sends over MDS as the lines of telemetry that this house judges, each under the id MDS gives it.

MDS has ids for each kind of object; here all are in one list, so those of events and trips bear their kind before them.

A report is operation, whatever state the vehicle says it is in; only one that was taken off the street is not.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from longbien.kernel.plain import utc_micros
from longbien.trials.rules.mds.terms import EXTENSION, REMOVED
from longbien.trials.rules.telemetry import EPOCH

KMH_PER_MS = 3.6
OURS = ("participants", "value", "measures", "altitude_m")  # what a fleet may add to an object under the marked name
Line = dict[str, Any]


def is_operation(event: Mapping[str, Any]) -> bool:
    """Whether an event tells of a vehicle that is on the street."""
    return bool(event["vehicle_state"] != REMOVED)


def line_of_telemetry(item: Mapping[str, Any]) -> Line:
    return _line(item, item["telemetry_id"], item["timestamp"], item["location"])


def line_of_event(item: Mapping[str, Any]) -> Line:
    return _line(item, f"event:{item['event_id']}", item["timestamp"], item["location"])


def line_of_trip(item: Mapping[str, Any], currency: str) -> Line:
    """A trip as its end: where, when, how far it went, and at what price, when that is told in the hub's currency.

    Metres count where the kind of the trial reads them (`rules.translating`).
    """
    line = _line(item, f"trip:{item['trip_id']}", item["end_time"], item["end_location"])
    line["distance_m"] = item["distance"]
    cost = item.get("actual_cost")
    if cost is not None and item.get("currency") == currency:
        line.setdefault("value", {"minor": str(int(cost)), "currency": currency})
    return line


def batch(lines: list[Line]) -> bytes:
    """The lines as NDJSON: the same ones make the same bytes."""
    return b"".join(json.dumps(line, sort_keys=True, separators=(",", ":")).encode() + b"\n" for line in lines)


def _line(item: Mapping[str, Any], name: str, timestamp: float, location: Mapping[str, Any]) -> Line:
    speed = {"speed_kmh": round(location["speed"] * KMH_PER_MS, 6)} if "speed" in location else {}
    added = item.get(EXTENSION, {})
    return {
        "id": name,
        "device": item["device_id"],
        "at": utc_micros(EPOCH + timedelta(milliseconds=int(timestamp))),
        "lon": location["lng"],
        "lat": location["lat"],
        **speed,
        **{key: added[key] for key in OURS if key in added},
        "mds": {key: value for key, value in item.items() if key != "device_id"},
    }
