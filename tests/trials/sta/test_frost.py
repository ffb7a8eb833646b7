"""The Python client of FROST, as its readme shows it, against the hub behind HTTP."""

import re
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import frost_sta_client as fsc
import pytest
import requests
from frost_sta_client.model.ext.data_array_document import DataArrayDocument
from frost_sta_client.model.ext.data_array_value import DataArrayValue
from frost_sta_client.model.ext.unitofmeasurement import UnitOfMeasurement
from frost_sta_client.service.auth_handler import AuthHandler
from geojson import Point

from longbien.trials.actions.suspend import suspend
from tests.trials.make import NOW, later, running
from tests.trials.sta.make import COUNT, GEOJSON, Service

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def hub(address: str) -> Service:
    service = Service(running())
    service.root = address + service.root
    return service


@pytest.fixture
def client(hub: Service) -> fsc.SensorThingsService:
    return fsc.SensorThingsService(hub.root, auth_handler=AuthHandler("sensor", hub.token))


def junction(client: fsc.SensorThingsService) -> fsc.Datastream:
    """A camera at a junction, declared step by step, that counts near misses."""
    place = fsc.Location(name="Ngã tư", description="Cột đèn", encoding_type=GEOJSON, location=Point((105.845, 21.005)))
    camera = fsc.Thing(name="cam-1", description="Camera đếm xe", properties={"mast": 4}, locations=[place])
    client.create(camera)
    eye = fsc.Sensor(name="Camera", description="Hồng ngoại", encoding_type="text/html", metadata="about:blank")
    client.create(eye)
    near = fsc.ObservedProperty(name="near_miss", definition="about:blank", description="Suýt va chạm")
    client.create(near)
    stream = fsc.Datastream(
        name="Suýt va chạm mỗi phút",
        description="Đếm bằng camera",
        observation_type=COUNT,
        unit_of_measurement=UnitOfMeasurement(name="lần", symbol="", definition="about:blank"),
        thing=camera,
        sensor=eye,
        observed_property=near,
    )
    client.create(stream)
    return stream


def readings(stream: fsc.Datastream, count: int, result: Callable[[int], Any] = lambda turn: 0) -> DataArrayDocument:
    """A reading a second, as data array."""
    group = DataArrayValue()
    group.datastream = stream
    group.components = {group.Property.PHENOMENON_TIME, group.Property.RESULT}
    for turn in range(count):
        group.add_observation(
            fsc.Observation(phenomenon_time=later(turn).isoformat(), result=result(turn), datastream=stream)
        )
    document = DataArrayDocument()
    document.add_data_array_value(group)
    return document


def test_declared_step_by_step_found_changed_and_never_deleted(client):
    stream = junction(client)
    found = client.things().find(stream.thing.id)
    assert (found.name, found.properties) == ("cam-1", {"mast": 4})
    assert [one.name for one in found.get_locations().query().list()] == ["Ngã tư"]
    found.description = "Camera mới"
    client.update(found)
    assert client.things().find(found.id).description == "Camera mới"
    client.patch(found, [{"op": "replace", "path": "/properties/mast", "value": 5}])
    assert client.things().find(found.id).properties == {"mast": 5}
    with pytest.raises(requests.HTTPError) as refused:
        client.delete(found)
    assert refused.value.response.status_code == 405
    assert "kept as evidence" in refused.value.response.json()["message"]


def test_observed_one_by_one_and_read_back(client):
    stream = junction(client)
    for turn in range(3):
        seen = fsc.Observation(phenomenon_time=later(turn).isoformat(), result=0, datastream=stream)
        client.create(seen)
        assert seen.id.startswith(f"sta:{stream.id}:")
    again = client.observations().find(seen.id)
    assert (again.result, again.phenomenon_time) == (0, "2026-11-09T02:00:02Z")
    asked = client.datastreams().query().expand("Thing($expand=Locations),Sensor,ObservedProperty,Observations($top=2)")
    told = asked.filter("Thing/name eq 'cam-1'").count().list()
    assert (told.count, told.get(0).observed_property.name) == (1, "near_miss")
    assert [one.result for one in told.get(0).observations] == [0, 0, 0]  # the rest by its nextLink


def test_thousands_at_once_and_once_more(client, hub):
    stream = junction(client)
    links = client.observations().create(readings(stream, 3000))
    assert (len(links), len({one.self_link for one in links})) == (3000, 3000)
    again = client.observations().create(readings(stream, 3000))
    assert [one.self_link for one in again] == [one.self_link for one in links]
    asked = stream.get_observations().query().count().top(700).orderby("phenomenonTime", "desc").list()
    assert asked.count == 3000
    times = [one.phenomenon_time for one in asked]
    assert times == sorted(times, reverse=True)
    assert len(times) == 3000
    middle = "phenomenonTime ge 2026-11-09T02:01:40Z and phenomenonTime lt 2026-11-09T02:02:00Z"
    assert len(list(client.observations().query().filter(middle).list())) == 20


def test_a_suspension_in_the_middle_is_heard(client, hub, caplog):
    stream = junction(client)
    client.observations().create(readings(stream, 10))
    suspend(hub.trial.id, reason="Kiểm tra lại thiết bị", by=hub.trial.officer, at=NOW)
    late = fsc.Observation(phenomenon_time=(NOW + timedelta(hours=1)).isoformat(), result=0, datastream=stream)
    with pytest.raises(requests.HTTPError) as refused:
        client.create(late)
    assert refused.value.response.status_code == 409
    told = refused.value.response.json()
    assert told["x_longbien"]["violations"] == 1
    assert "Stop the devices" in caplog.text
    assert client.observations().query().count().list().count == 11


def test_the_example_of_the_how_to_runs(hub, capsys):
    text = (ROOT / "docs/how-to/connect-sensors.md").read_text()
    block = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert block
    exec(textwrap.dedent(block[1]), {"ADDRESS": hub.root, "KEY": hub.token})
    assert capsys.readouterr().out == "cam-1 Near misses a minute 2026-11-09T02:59:00Z 0\n"
    assert hub.trial.broken() == set()


def test_many_at_once_get_numbers_of_their_own_and_lose_nothing(client, hub):
    stream = junction(client)

    def work(turn: int) -> tuple[int, set[str]]:
        mine = fsc.SensorThingsService(hub.root, auth_handler=AuthHandler("sensor", hub.token))
        mast = fsc.Thing(name=f"mast-{turn}", description="Cột")
        mine.create(mast)
        return mast.id, {one.self_link for one in mine.observations().create(readings(stream, 40))}

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(work, range(8)))
    assert sorted(number for number, _ in made) == list(range(2, 10))
    assert len(set.union(*(links for _, links in made))) == 40
    assert client.observations().query().count().list().count == 40
