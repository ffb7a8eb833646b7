"""MDS objects and fleets for tests, as plain functions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.test import Client

from longbien.trials.actions.issue_key import issue_key
from longbien.trials.rules.mds.terms import milliseconds
from longbien.trials.rules.mds.versions import FULL
from tests.trials.make import MONDAY, NOW, Staged


def device(number: int = 1) -> str:
    return str(UUID(int=0xD << 64 | number))


def ref(number: int = 1) -> str:
    return str(UUID(int=0xE << 64 | number))


def place(lon: float = 105.845, lat: float = 21.005, **but: Any) -> dict[str, Any]:
    return {"lng": lon, "lat": lat, **but}


def vehicle(provider: object, number: int = 1, **but: Any) -> dict[str, Any]:
    return {
        "device_id": device(number),
        "provider_id": str(provider),
        "vehicle_id": f"R-{number}",
        "vehicle_type": "delivery_robot",
        "propulsion_types": ["electric"],
        "vehicle_attributes": {"year": 2026, "wheel_count": 6},
        **but,
    }


def telemetry(provider: object, number: int = 1, *, at: datetime = MONDAY, **but: Any) -> dict[str, Any]:
    return {
        "device_id": device(),
        "provider_id": str(provider),
        "telemetry_id": ref(number),
        "timestamp": milliseconds(at),
        "trip_ids": None,
        "journey_id": None,
        "location": place(speed=1.5),
        **but,
    }


def event(provider: object, number: int = 1, *, at: datetime = MONDAY, **but: Any) -> dict[str, Any]:
    return {
        "device_id": device(),
        "provider_id": str(provider),
        "event_id": ref(number),
        "vehicle_state": "on_trip",
        "event_types": ["trip_start"],
        "timestamp": milliseconds(at),
        "location": place(),
        **but,
    }


def trip(provider: object, number: int = 1, *, at: datetime = MONDAY, **but: Any) -> dict[str, Any]:
    return {
        "device_id": device(),
        "provider_id": str(provider),
        "trip_id": ref(number),
        "trip_type": ["delivery"],
        "start_time": milliseconds(at) - 600_000,
        "end_time": milliseconds(at),
        "start_location": place(),
        "end_location": place(),
        "duration": 600,
        "distance": 800,
        **but,
    }


def stop(provider: object, number: int = 1, **but: Any) -> dict[str, Any]:
    return {
        "stop_id": ref(number),
        "provider_id": str(provider),
        "name": "Cổng trường",
        "location": place(),
        "capacity": {"delivery_robot": 4},
        "last_updated": milliseconds(MONDAY),
        "status": {"is_installed": True, "is_renting": True, "is_returning": True},
        "num_vehicles_available": {"delivery_robot": 1},
        "num_vehicles_disabled": {},
        **but,
    }


class Fleet:
    """A fleet with its key."""

    def __init__(self, trial: Staged) -> None:
        self.trial, self.token = trial, issue_key(trial.id, fleet="Đội MDS", by=trial.holder, at=NOW)

    def send(self, method: str, path: str, body: Any = None, kind: str = FULL, **headers: str) -> Any:
        headers = {"Accept": FULL, "Authorization": f"Bearer {self.token}", **headers}
        call = getattr(Client(), method)
        return call(f"/api/mds/{path}", *([] if body is None else [body, kind]), headers=headers)

    def get(self, path: str) -> Any:
        return self.send("get", path)

    def post(self, path: str, *items: Any) -> Any:
        return self.send("post", path, list(items))

    def put(self, path: str, *items: Any) -> Any:
        return self.send("put", path, list(items))
