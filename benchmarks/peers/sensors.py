"""The peer of benchmarks/sensors.py: django-ogc-sensorthings, set up as its readme says, on SQLite.

sensors.py STREAMS makes so many Datastreams and says `ready`. Then every line of standard input is a body of
CreateObservations, in which a Datastream is its number from 1; the answer to it is a line with observations per second
of the processor and per second of the clock.
"""

import gc
import json
import logging
import os
import sys
import tempfile
import time
from uuid import UUID

import django
from django.conf import settings

FOLDER = tempfile.mkdtemp(prefix="sensors-peer-")
APP = "sensorthings.versions.v1_1"
settings.configure(
    SECRET_KEY="not secret",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=[APP, f"{APP}.backends.django", f"{APP}.extensions.dataarray"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(FOLDER, "db.sqlite3")}},
    SENSORTHINGS_V1_1_SERVICE_URL="http://testserver/sensorthings",
    SENSORTHINGS_V1_1_BACKEND_ADAPTER=f"{APP}.backends.django.adapter.DjangoBackendAdapter",
    SENSORTHINGS_V1_1_ID_TYPE=UUID,
    SENSORTHINGS_V1_1_ID_DELIMITER="'",
)
django.setup()

from django.core.management import call_command
from django.test import Client
from django.urls import include, path

urlpatterns = [path("sensorthings/", include(f"{APP}.urls"))]
ROOT = "/sensorthings/v1.1"
COUNT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"


def thing(number):
    """A camera at a place with one Datastream."""
    text = {"name": f"cam-{number}", "description": "Camera"}
    point = {"type": "Point", "coordinates": [105.845, 21.005]}
    return {
        **text,
        "Locations": [{**text, "encodingType": "application/geo+json", "location": point}],
        "Datastreams": [
            {
                **text,
                "observationType": COUNT,
                "unitOfMeasurement": {"name": "times", "symbol": "", "definition": "about:blank"},
                "Sensor": {**text, "encodingType": "text/html", "metadata": "about:blank"},
                "ObservedProperty": {**text, "definition": "about:blank"},
            }
        ],
    }


def main(streams):
    logging.disable(logging.CRITICAL)
    client = Client()
    call_command("migrate", verbosity=0)
    names = []
    for number in range(streams):
        made = client.post(f"{ROOT}/Things", thing(number), content_type="application/json")
        address = made["Location"].removeprefix("http://testserver")
        names.append(client.get(f"{address}/Datastreams").json()["value"][0]["@iot.id"])
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        print(*sent(client, names, line), flush=True)


def sent(client, names, line):
    groups = json.loads(line)
    for group in groups:
        group["Datastream"]["@iot.id"] = names[group["Datastream"]["@iot.id"] - 1]
    body, count = json.dumps(groups), sum(len(group["dataArray"]) for group in groups)
    cpu, clock = time.process_time(), time.perf_counter()
    answer = client.post(f"{ROOT}/CreateObservations", body, content_type="application/json")
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    assert answer.status_code == 201, answer.content[:300]
    assert "error" not in answer.json()
    return count / cpu, count / clock


if __name__ == "__main__":
    main(int(sys.argv[1]))
