"""Fixed sensors for tests, as plain functions."""

from base64 import b64encode
from datetime import datetime
from typing import Any

from django.test import Client

from longbien.kernel.ids import to_slug
from longbien.trials.actions.issue_key import issue_key
from tests.trials.make import MONDAY, NOW, Staged

HERE = {"type": "Point", "coordinates": [105.845, 21.005]}
GEOJSON = "application/geo+json"
COUNT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_CountObservation"


def thing(name: str = "cam-1", **but: Any) -> dict[str, Any]:
    return {"name": name, "description": "Camera đếm xe", "Locations": [location()], **but}


def location(name: str = "Ngã tư", **but: Any) -> dict[str, Any]:
    return {"name": name, "description": "Cột đèn", "encodingType": GEOJSON, "location": HERE, **but}


def sensor(**but: Any) -> dict[str, Any]:
    return {"name": "Camera", "description": "Hồng ngoại", "encodingType": "text/html", "metadata": "x", **but}


def observed(key: str = "near_miss", **but: Any) -> dict[str, Any]:
    return {"name": key, "description": "Suýt va chạm", "definition": f"https://example.test/{key}", **but}


def stream(key: str = "near_miss", **but: Any) -> dict[str, Any]:
    return {
        "name": f"Dòng {key}",
        "description": "Mỗi phút",
        "observationType": COUNT,
        "unitOfMeasurement": {"name": "lần", "symbol": "", "definition": "https://example.test/count"},
        "Sensor": sensor(),
        "ObservedProperty": observed(key),
        **but,
    }


def observation(datastream: int = 1, *, at: datetime = MONDAY, result: Any = 0, **but: Any) -> dict[str, Any]:
    return {"phenomenonTime": at.isoformat(), "result": result, "Datastream": {"@iot.id": datastream}, **but}


def array(*rows: list[Any], datastream: int = 1, components: tuple[str, ...] = ("phenomenonTime", "result")) -> Any:
    return {"Datastream": {"@iot.id": datastream}, "components": list(components), "dataArray": list(rows)}


class Service:
    """A trial's sensors, as a client with a key meets them."""

    def __init__(self, trial: Staged) -> None:
        self.trial, self.token = trial, issue_key(trial.id, fleet="Cảm biến", by=trial.holder, at=NOW)
        self.root = f"/api/trials/{to_slug(trial.id)}/sta/v1.1"

    def send(self, method: str, path: str, body: Any = None, kind: str = "application/json", **headers: str) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **headers}
        sent = [] if body is None else [body, kind]
        return getattr(Client(), method)(f"{self.root}/{path}" if path else self.root, *sent, headers=headers)

    def get(self, path: str = "", **options: str) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        asked = {f"${name}": value for name, value in options.items()}
        return Client().get(f"{self.root}/{path}" if path else self.root, asked, headers=headers)

    def post(self, path: str, body: Any) -> Any:
        return self.send("post", path, body)

    def told(self, path: str = "", **options: str) -> Any:
        answer = self.get(path, **options)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def basic(self) -> str:
        return "Basic " + b64encode(f"sensor:{self.token}".encode()).decode()
