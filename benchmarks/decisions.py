"""How long a decision takes at 1,000 events a second in one process: from the arrival of a batch to its answer.

Batches arrive by the clock, whether the one before is answered or not, under every limit that a licence may have; so
waiting counts too. Wanted: 99 of 100 answered within 50 ms. Reported, never asserted: a busy machine says otherwise.

    python benchmarks/decisions.py [seconds]
"""

import json
import os
import sys
import tempfile
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ["LONGBIEN_VAR"] = tempfile.mkdtemp(prefix="longbien-bench-")

import django
from django.core.management import call_command

django.setup()

import numpy as np
from measured import peak

from longbien.kernel.actor import SYSTEM
from longbien.trials.actions.ingest_batch import ingest_batch
from tests.trials import million
from tests.trials.make import NOW, Staged, running

A_SECOND, SECONDS, WARM = 1_000, 30, 20
SIZES = (20, 50, 100)


def bodies(size: int, count: int, turn: int) -> list[bytes]:
    """Batches of a fleet that reports in order, under ids of their own."""
    told = (json.dumps({**one, "id": f"{one['id']}-{turn}"}).encode() + b"\n" for one in million.events(size * count))
    return [b"".join(islice(told, size)) for _ in range(count)]


def measure(trial: Staged, arriving: list[bytes], every_s: float) -> tuple[list[float], list[float]]:
    """Seconds from arrival to answer, and of the processor for it."""
    waited, worked, begin = [], [], time.perf_counter()
    for number, body in enumerate(arriving):
        arrives = begin + number * every_s
        time.sleep(max(0.0, arrives - time.perf_counter()))
        start = time.process_time()
        ingest_batch(trial.id, body, key_id=None, by=SYSTEM, at=NOW + timedelta(seconds=number))
        waited.append(time.perf_counter() - arrives)
        worked.append(time.process_time() - start)
    return waited, worked


def said(seconds: list[float]) -> str:
    half, most, nearly_all = np.percentile(np.array(seconds) * 1000, (50, 99, 99.9))
    return f"median {half:.1f} ms, p99 {most:.1f} ms, p99.9 {nearly_all:.1f} ms"


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    call_command("migrate", verbosity=0)
    first = running(**million.PLAN)
    print(f"{A_SECOND:,} events/s for {seconds} s each (wanted: p99 ≤ 50 ms)")
    for size in SIZES:
        count = seconds * A_SECOND // size
        arriving = bodies(size, count + WARM, turn=size)
        for body in arriving[:WARM]:
            ingest_batch(first.id, body, key_id=None, by=SYSTEM, at=NOW)
        waited, worked = measure(first, arriving[WARM:], size / A_SECOND)
        print(f"batches of {size:>3}: answered after {said(waited)}")
        print(f"                of the processor {said(worked)}, {peak()}", flush=True)


if __name__ == "__main__":
    main()
