"""Telemetry judged from NDJSON bytes, by the rules alone and taken into the database.

Prints events per CPU-second: parsed and judged (wanted: at least 30,000), and stored with everything that belongs to it
(raw file and transaction fsynced, breaches, suspension, record entry). The events are the trace of a simulated fleet.
"""

import gzip
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ["LONGBIEN_VAR"] = tempfile.mkdtemp(prefix="longbien-bench-")

import django
from django.core.management import call_command

django.setup()

from measured import peak, said

from longbien.kernel.actor import SYSTEM
from longbien.trials.actions.ingest_batch import ingest_batch
from longbien.trials.rules.judge import judge
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import parse
from tests.trials.make import CURRENCY, NOW, SITES, policy, running

TRACE = ROOT / "trace" / "hanoi-robots-20k.ndjson.gz"
BATCH, ROUNDS, STORED_ROUNDS = 5_000, 9, 5


def batches() -> list[bytes]:
    with gzip.open(TRACE) as file:
        lines = file.readlines()
    return [b"".join(lines[start : start + BATCH]) for start in range(0, len(lines), BATCH)]


def judged_per_second(bodies: list[bytes], licensed: Policy) -> float:
    """Events per CPU-second from bytes to verdicts."""
    start, events = time.process_time(), 0
    for body in bodies:
        found = parse(body, currency=CURRENCY)
        judge(found, licensed)
        events += len(found)
    return events / (time.process_time() - start)


def stored_per_second(bodies: list[bytes]) -> tuple[float, float]:
    """Events per CPU-second and per second of the clock, all the way into a trial of its own."""
    trial = running(cap_devices=24, areas=["campus"])
    clock, cpu, events = time.perf_counter(), time.process_time(), 0
    for body in bodies:
        events += ingest_batch(trial.id, body, key_id=None, by=SYSTEM, at=NOW).body["stored"]
    return events / (time.process_time() - cpu), events / (time.perf_counter() - clock)


def main() -> None:
    bodies, licensed = batches(), policy(areas=[*SITES])
    judged = [judged_per_second(bodies, licensed) for _ in range(ROUNDS)]
    print(f"judged from NDJSON bytes {said(judged, ' events/CPU-s')} (wanted ≥ 30,000), {peak()}")
    call_command("migrate", verbosity=0)
    per_cpu, per_clock = zip(*(stored_per_second(bodies) for _ in range(STORED_ROUNDS)), strict=True)
    print(
        f"judged and stored {said(per_cpu, ' events/CPU-s')}, by the clock {said(per_clock, ' events/s')}, "
        f"batches of {BATCH:,}, {peak()}"
    )


if __name__ == "__main__":
    main()
