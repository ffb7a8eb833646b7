"""Observations as SensorThings data arrays: taken in, judged, stored and recorded, beside a server that stores them.

The same requests go through Django's test client to the hub and to django-ogc-sensorthings 1.2.0, each on a SQLite file
of its own. The hub places each observation, judges it by every rule of the licence, counts it for the guardrails, keeps
the raw bytes and writes the record, all fsynced; the peer stores it. Three shapes of a request:

- a long series: 10,000 observations of one Datastream, which is what the peer is best at;
- a shift: 100 observations of each of 100 Datastreams;
- a minute: what each of 1,000 Datastreams says now, as a gateway of a city's fixed sensors sends it.

Wanted: 8 times the peer. Prints observations per second of the processor and of the clock, and the ratios.
"""

import gc
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / ".venvs/bench-sensors/bin/python"
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ.setdefault("LONGBIEN_VAR", tempfile.mkdtemp())

import django
from django.conf import settings
from django.core.management import call_command

django.setup()

from measured import peak, ratio, said

from tests.trials.make import MONDAY, running
from tests.trials.sta.make import Service, array, location, observed, sensor, stream, thing

ROUNDS, STREAMS, AT_ONCE = 3, 1_000, 100
SHAPES = {"a long series": (1, 10_000), "a shift": (100, 100), "a minute": (1_000, 1)}
PLAN = {
    "kind": "traffic-signal", "guardrails": [{"measure": "conflicting_green", "limit": 0, "per": 1}], "stop_on": [],
    "cap_devices": STREAMS,
}  # fmt: skip
Rate = tuple[float, float]  # observations per second: of the processor, of the clock


def bodies() -> dict[str, list[str]]:
    """By shape, a request for each round and one to warm up: vehicles counted. No observation comes twice."""
    made: dict[str, list[str]] = {shape: [] for shape in SHAPES}
    at = MONDAY
    for shape, (streams, each) in SHAPES.items():
        for _ in range(ROUNDS + 1):
            rows = [
                [f"{at + timedelta(milliseconds=50 * turn):%Y-%m-%dT%H:%M:%S.%fZ}", turn % 40] for turn in range(each)
            ]
            made[shape].append(json.dumps([array(*rows, datastream=one) for one in range(1, streams + 1)]))
            at += timedelta(milliseconds=50 * each)
    return made


def install() -> Service:
    """The hub, with a running trial of signals that choose their own times: a thousand cameras, one Datastream each."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    service = Service(running(**PLAN))
    for first in range(0, STREAMS, AT_ONCE):
        cameras = [stream(Thing=thing(f"cam-{first + one}", Locations=[location()])) for one in range(AT_ONCE)]
        for camera in cameras:
            camera.pop("ObservedProperty")
            camera["Sensor"] = sensor()
        counted = observed("vehicle_count", Datastreams=cameras)
        assert service.post("ObservedProperties", counted).status_code == 201
    gc.collect()
    gc.freeze()
    return service


def ours(service: Service, body: str) -> Rate:
    count = sum(len(group["dataArray"]) for group in json.loads(body))
    cpu, clock = time.process_time(), time.perf_counter()
    answer = service.send("post", "CreateObservations", body)
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    assert answer.status_code == 201, answer.content[:300]
    assert "error" not in answer.json()
    return count / cpu, count / clock


class Peer:
    """django-ogc-sensorthings in a process of its own, in a virtual environment of its own."""

    def __init__(self) -> None:
        if not PEER.exists():
            uv = ROOT / ".venv/bin/uv"
            subprocess.run([uv, "venv", "-q", PEER.parents[1], "--python", sys.executable], check=True)
            subprocess.run([uv, "pip", "install", "-q", "--python", PEER, "django-ogc-sensorthings==1.2.0"], check=True)
        command = [PEER, ROOT / "benchmarks/peers/sensors.py", str(STREAMS)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdin
        assert self.process.stdout
        self.into, self.out = self.process.stdin, self.process.stdout
        assert self.out.readline() == "ready\n"

    def send(self, body: str) -> Rate:
        print(body, file=self.into, flush=True)
        cpu, clock = map(float, self.out.readline().split())
        return cpu, clock


def main() -> None:
    logging.disable(logging.CRITICAL)
    work, service, peer = bodies(), install(), Peer()
    for shape, requests in work.items():
        ours(service, requests[0])
        peer.send(requests[0])
        mine, theirs = [], []
        for body in requests[1:]:
            mine.append(ours(service, body))
            theirs.append(peer.send(body))
        for turn, unit in enumerate(("/CPU-s", "/s by the clock")):
            one, other = ([rate[turn] for rate in rates] for rates in (mine, theirs))
            print(f"{shape}: ours {said(one, unit)}, peer {said(other, unit)}: {ratio(one, other)} times (wanted ≥ 8)")
    peer.into.close()
    peer.process.wait(30)
    print(peak())


if __name__ == "__main__":
    main()
