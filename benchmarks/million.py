"""A million events under every limit of a licence: time, memory, and the breaches against an independent judge.

Arrivals are shuffled within minutes and one in a hundred comes twice. The judge (`tests/trials/vectorised.py`) is numpy
and shapely over all events at once and shares nothing with the engine. Ends with an error when a single breach differs.

    python benchmarks/million.py [events]
"""

import os
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ["LONGBIEN_VAR"] = tempfile.mkdtemp(prefix="longbien-bench-")

import django
from django.core.management import call_command

django.setup()

import shapely
from measured import peak

from longbien.kernel.actor import SYSTEM
from longbien.trials import models
from longbien.trials.actions.ingest_batch import ingest_batch
from longbien.trials.queries.policies import policy_of
from tests.trials import million, vectorised
from tests.trials.make import NOW, SITES, Staged, running

BATCH, STEPS = 5_000, 10


def resident_mb() -> int:
    """Memory of this process now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") // 1_000_000


def replay(trial: Staged, count: int) -> None:
    lines, sent, clock, cpu = million.lines(count), 0, time.perf_counter(), time.process_time()
    slowest, longest, told = 0.0, 0.0, 0
    while body := b"".join(islice(lines, BATCH)):
        start, busy = time.perf_counter(), time.process_time()
        sent += ingest_batch(trial.id, body, key_id=None, by=SYSTEM, at=NOW).body["stored"]
        slowest, longest = max(slowest, time.perf_counter() - start), max(longest, time.process_time() - busy)
        if sent * STEPS // count > told:
            told = sent * STEPS // count
            print(f"  {sent:>9,} events, {time.perf_counter() - clock:6.1f} s, {resident_mb()} MB", flush=True)
    spent = time.perf_counter() - clock
    print(
        f"{sent:,} events judged and stored in {spent:.1f} s ({sent / spent:,.0f}/s by the clock, "
        f"{sent / (time.process_time() - cpu):,.0f}/CPU-s), slowest batch of {BATCH:,} {slowest:.2f} s, "
        f"{longest:.2f} CPU-s, {peak()}"
    )


def compare(trial: Staged, count: int) -> None:
    told = vectorised.Columns.of(million.events(count))
    area = shapely.geometry.shape(SITES["campus"].geometry)
    holidays = policy_of(trial.id).holidays
    start = time.perf_counter()
    broke = vectorised.judge(told, million.PLAN, area, holidays=holidays, offset_hours=7)
    print(f"the independent judge: {time.perf_counter() - start:.1f} s for all at once, {peak()}")
    rows = models.Breach.objects.filter(feed__trial_id=trial.id).values_list("event__event_id", "rule")
    ours = vectorised.digest_of(rows.iterator(chunk_size=10_000))
    theirs = vectorised.digest_of(vectorised.pairs_of(told, broke))
    print(f"breaches: {vectorised.counts_of(broke)}")
    print(f"sha256 of all (event, rule): {ours[:16]}… and {theirs[:16]}…: {'equal' if ours == theirs else 'DIFFERENT'}")
    if ours != theirs:
        found = set(rows.iterator(chunk_size=10_000))
        due = set(vectorised.pairs_of(told, broke))
        print(f"not due: {sorted(found - due)[:5]}; not found: {sorted(due - found)[:5]}")
        sys.exit(1)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else million.EVENTS
    call_command("migrate", verbosity=0)
    trial = running(**million.PLAN)
    replay(trial, count)
    compare(trial, count)


if __name__ == "__main__":
    main()
