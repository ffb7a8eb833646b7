"""SensorThings as a client meets it: declare, observe, read back."""

import pytest

from longbien.trials import models
from tests.trials.make import running
from tests.trials.sta.make import Service, array, observation, stream, thing

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Service:
    return Service(running())


def test_a_thing_with_all_it_brings_along_is_declared_and_read_back(service):
    made = service.post("Things", thing(Datastreams=[stream()]))
    assert (made.status_code, made["Location"]) == (201, f"http://testserver{service.root}/Things(1)"), made.content
    told = service.told("Things(1)", expand="Locations,Datastreams($expand=Sensor,ObservedProperty)")
    assert told["Locations"][0]["name"] == "Ngã tư"
    assert told["Datastreams"][0]["ObservedProperty"]["name"] == "near_miss"
    print(told)


def test_an_observation_is_telemetry(service):
    service.post("Things", thing(Datastreams=[stream()]))
    made = service.post("Observations", observation(result=0))
    assert made.status_code == 201, made.content
    print(made.json())
    row = models.TelemetryEvent.objects.get()
    assert (row.device, row.lon, row.lat) == ("cam-1", 105.845, 21.005)
    print(row.rest, service.told("Datastreams(1)/Observations", count="true"))
    many = service.post("CreateObservations", [array(["2026-11-09T02:00:01Z", 0], ["2026-11-09T02:00:02Z", "x"])])
    print(many.status_code, many.json())
    since = "result eq 0 and phenomenonTime gt 2026-11-09T02:00:00Z"
    print(service.told("Observations", filter=since, orderby="result desc"))
    print(service.told("Things", expand="Datastreams($expand=Observations($top=1;$orderby=phenomenonTime desc))"))
