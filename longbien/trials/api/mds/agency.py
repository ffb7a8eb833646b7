"""MDS Agency, what a fleet declares: its vehicles and stops; and how they stand."""

from functools import partial
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from longbien.kernel.actor import SYSTEM
from longbien.trials.actions.mds.declare import Sent, declare
from longbien.trials.api.mds import bulk
from longbien.trials.api.mds.speaking import AgencyKey, Answer, key_of, mds, or_not_found, read_id
from longbien.trials.queries.mds.fleet import STOP, VEHICLE, declared, statuses
from longbien.trials.rules.mds.terms import VERSION

router = Router(auth=AgencyKey())
Body = dict[str, Any]
TOLD = dict.fromkeys((200, 401, 404, 406), Body)
TAKEN = dict.fromkeys((201, 400, 401, 404, 406, 409), Body)
CHANGED = dict.fromkeys((200, 400, 401, 404, 406), Body)
LIST = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "array"}}}}}


@router.post("/vehicles", summary="Register vehicles", url_name="mds-vehicles", openapi_extra=LIST, response=TAKEN)
@mds
def register_vehicles(request: HttpRequest) -> Answer:
    """All of them, or none: 409 names those that are registered already."""
    return _declared(request, "vehicle", VEHICLE, "register")


@router.put("/vehicles", summary="Change vehicles", url_name="mds-vehicles", openapi_extra=LIST, response=CHANGED)
@mds
def change_vehicles(request: HttpRequest) -> Answer:
    """Each as it is from now on; what it was before is kept."""
    return _declared(request, "vehicle", VEHICLE, "update")


@router.get("/vehicles", summary="The fleet's vehicles", url_name="mds-vehicles", response=TOLD)
@mds
def vehicles(request: HttpRequest) -> Answer:
    found = declared(key_of(request).trial_id, VEHICLE)
    return 200, {"version": VERSION, "vehicles": [one.data for one in found.values()]}


@router.get("/vehicles/status", summary="How the vehicles stand", url_name="mds-statuses", response=TOLD)
@mds
def vehicle_statuses(request: HttpRequest) -> Answer:
    """The newest event and telemetry of each vehicle that sent both."""
    return 200, {"version": VERSION, "vehicles_status": list(statuses(key_of(request).trial_id))}


@router.get("/vehicles/status/{device_id}", summary="How a vehicle stands", url_name="mds-status", response=TOLD)
@mds
def vehicle_status(request: HttpRequest, device_id: str) -> Answer:
    found = next(iter(statuses(key_of(request).trial_id, read_id(device_id))), None)
    return 200, {"version": VERSION, "vehicles_status": [or_not_found(found)]}


@router.get("/vehicles/{device_id}", summary="One vehicle", url_name="mds-vehicle", response=TOLD)
@mds
def vehicle(request: HttpRequest, device_id: str) -> Answer:
    return 200, {"version": VERSION, "vehicles": [_one(request, VEHICLE, device_id)]}


@router.post("/stops", summary="Register stops", url_name="mds-stops", openapi_extra=LIST, response=TAKEN)
@mds
def register_stops(request: HttpRequest) -> Answer:
    """All of them, or none: 409 names those that are registered already."""
    return _declared(request, "stop", STOP, "register")


@router.put("/stops", summary="Change stops", url_name="mds-stops", openapi_extra=LIST, response=CHANGED)
@mds
def change_stops(request: HttpRequest) -> Answer:
    """What is sent of each replaces what was known of it; the rest stays."""
    return _declared(request, "stop-change", STOP, "update")


@router.get("/stops", summary="The fleet's stops", url_name="mds-stops", response=TOLD)
@mds
def stops(request: HttpRequest) -> Answer:
    found = declared(key_of(request).trial_id, STOP)
    return 200, {"version": VERSION, "stops": [one.data for one in found.values()]}


@router.get("/stops/{stop_id}", summary="One stop", url_name="mds-stop", response=TOLD)
@mds
def stop(request: HttpRequest, stop_id: str) -> Answer:
    return 200, {"version": VERSION, "stops": [_one(request, STOP, stop_id)]}


def _declared(request: HttpRequest, shape: str, kind: str, how: Literal["register", "update"]) -> Answer:
    key, items = key_of(request), bulk.read(request, shape)
    sent = Sent(key.trial_id, kind, bulk.refs(shape, items), how, key.id)
    bulk.blaming(shape, items, partial(declare, sent, by=SYSTEM, at=timezone.now()))
    return bulk.taken(201 if how == "register" else 200, len(items))


def _one(request: HttpRequest, kind: str, written: str) -> Body:
    key, wanted = key_of(request), read_id(written)
    found = declared(key.trial_id, kind, [wanted]).get(wanted)
    return or_not_found(found.data if found else None)
