"""What the gateway costs: a question through a locked worker against the same view asked of DuckDB itself.

The view hides one row in ten and one column, and masks another. Both sides have two threads, and what is asked is the
same statement, round by round in turn; DuckDB is warm and open, the worker is a new process each time. Wanted: at most
40 ms added to a small question, at most 1.10 times for one that takes 300 ms or more.

    python benchmarks/gateway.py [rows]
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ["LONGBIEN_VAR"] = tempfile.mkdtemp(prefix="longbien-bench-")

import django

django.setup()

import duckdb
from measured import ratio, said

from longbien.data.gateway import asking
from longbien.data.gateway.asking import judge, run
from longbien.data.gateway.terms import Limits, Offer

ROWS, ROUNDS = 20_000_000, 7
BURIED = 0.6  # seconds after which the mother has counted what a worker used
LIMITS = Limits(seconds=60, memory_mb=2048)
MADE = """
    SELECT i AS id, 'rider-' || (i * 7919 % 1000003) AS rider, (i * 31 % 500)::INT AS ward,
        (i * 17 % 10000) / 100.0 AS km, TIMESTAMP '2026-01-01' + to_seconds(i) AS started
    FROM range({rows}) t(i)
"""
VIEW = "SELECT id, md5('key' || rider) AS who, ward, km, started FROM read_parquet('{file}') WHERE ward % 10 <> 0"
SMALL = {
    "one": "SELECT 1",
    "count": "SELECT count(*) FROM trips WHERE id BETWEEN 1000 AND 2000",
    "rows": "SELECT id, ward, km FROM trips WHERE id BETWEEN 5000 AND 9000",
}
LARGE = {
    "group by": "SELECT ward, count(*), avg(km), max(started) FROM trips GROUP BY ward",
    "filter and group": "SELECT date_trunc('day', started) AS day, sum(km * 2) FROM trips WHERE km > 50 GROUP BY day",
    "distinct": "SELECT count(DISTINCT id % 1000000) FROM trips",
    "mask": "SELECT count(DISTINCT who) FROM trips WHERE id < 1500000",
    "with": "WITH d AS (SELECT ward, sum(km) AS km FROM trips GROUP BY ward) SELECT * FROM d WHERE km > 0",
    "unsure filter": "SELECT ward, count(*) FROM trips WHERE (km * 10)::INT % 7 = 3 GROUP BY ward",
}


def processor() -> float:
    """Seconds of the processor so far: of this process, of the mother of the workers and of those that she buried."""
    used = time.process_time()
    if asking.mother.process:
        fields = Path(f"/proc/{asking.mother.process.pid}/stat").read_text().rpartition(")")[2].split()
        used += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return used


def measured(work, pause: float = 0.0) -> tuple[float, float]:
    """Seconds by the clock, and of the processor once all is buried."""
    used, start = processor(), time.perf_counter()
    work()
    waited = time.perf_counter() - start
    time.sleep(pause)
    return waited, processor() - used


def rounds(statement: str, offer: Offer, engine: duckdb.DuckDBPyConnection) -> list[list[float]]:
    """Through the gateway and without it, in turn: by the clock ours and raw, of the processor ours and raw."""
    found: list[list[float]] = [[], [], [], []]
    for turn in range(ROUNDS + 1):
        ours = measured(lambda: run(statement, [offer], LIMITS), BURIED)
        raw = measured(lambda: engine.execute(statement).to_arrow_table())
        if turn:
            for kept, value in zip(found, (ours[0], raw[0], ours[1], raw[1]), strict=True):
                kept.append(value)
    return found


def main(rows: int) -> None:
    file = Path(os.environ["LONGBIEN_VAR"]) / "trips.parquet"
    engine = duckdb.connect(":memory:", config={"threads": 2})
    engine.execute(f"COPY ({MADE.format(rows=rows)}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    offer = Offer("trips", VIEW.format(file=file), (file,))
    engine.execute(f"CREATE VIEW trips AS {offer.select}")
    print(f"{rows:,} rows; locks: {', '.join(run('SELECT 1', [offer]).locks)}")
    judged = [measured(lambda: judge(SMALL["count"], frozenset({"trips"})), BURIED) for _ in range(ROUNDS)]
    clock, used = ([1000 * pair[side] for pair in judged] for side in (0, 1))
    print(f"judged only: {said(clock, ' ms', 1)}, of the processor {said(used, ' ms', 1)}")
    for name, statement in SMALL.items():
        found = rounds(statement, offer, engine)
        clock, used = ([1000 * (one - other) for one, other in zip(*found[at : at + 2], strict=True)] for at in (0, 2))
        to = f"to {1000 * statistics.median(found[1]):.1f} ms"
        print(f"{name}: {said(clock, ' ms added', 1)} {to}; of the processor {said(used, ' ms', 1)}")
    for name, statement in LARGE.items():
        found = rounds(statement, offer, engine)
        to = f"times {1000 * statistics.median(found[1]):,.0f} ms"
        print(f"{name}: {ratio(*found[:2])} {to}; of the processor {ratio(*found[2:])}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
