"""Schemathesis hooks of the MDS conformance run: let what is generated be of the fleet whose key is used.

Requests that keep to the schema are given the fleet's provider, a vehicle that it registered, a place inside its area
and a time of now, so that they are taken and not turned away at the door. What breaks the schema is sent as it is.
"""

import json
import os
import time
import uuid
from typing import Any

import schemathesis

FLEET = json.loads(os.environ["LONGBIEN_MDS_FLEET"])
PLACES = ("location", "start_location", "end_location")
TIMES = ("timestamp", "start_time", "end_time")
OWN = {"/vehicles": "device_id", "/stops": "stop_id"}


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    if case.meta is None or case.meta.generation.mode.value != "positive":
        return
    if str((case.path_parameters or {}).get("device_id", "f")) < "8":
        case.path_parameters["device_id"] = FLEET["device"]
    if isinstance(case.body, list):
        case.body = [ours(item, case.operation.path, case.method) for item in case.body]


def ours(item: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    """An object of the fleet, here and now, with the id of something new where something is registered."""
    new = {OWN[path]: str(uuid.uuid4())} if path in OWN and method.upper() == "POST" else {}
    return {**item, "provider_id": FLEET["provider"], **SHAPE[path](item), **new}


def vehicle(item: dict[str, Any]) -> dict[str, Any]:
    """The modes that the trial is not of have other attributes."""
    return {"device_id": FLEET["device"], "vehicle_attributes": {}, "accessibility_attributes": {}}


def report(item: dict[str, Any]) -> dict[str, Any]:
    """Events may leave their place out; the hub needs it."""
    now, here = time.time_ns() // 1_000_000, {"lng": FLEET["lon"], "lat": FLEET["lat"]}
    moved = {name: here for name in PLACES if name in item or ("event_id" in item and name == "location")}
    return {"device_id": FLEET["device"], **moved, **{name: now for name in TIMES if name in item}}


def stop(item: dict[str, Any]) -> dict[str, Any]:
    return {}


SHAPE = {"/vehicles": vehicle, "/stops": stop, "/telemetry": report, "/events": report, "/trips": report}
