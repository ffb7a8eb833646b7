"""What the lake costs: taking rows in, adding to them, and asking a hundred million of them.

Ingest is all that a delivery does with its rows (judged against the contract, digested, written as a Delta table)
against the same rows written as plain Parquet; wanted: 0.75 of its rate. An append is a thousand rows more, against
pyiceberg 0.12 with its catalogue on SQLite, in turn; wanted: 0.6 of its median time. The group-by goes through a locked
worker with the memory that every question has; wanted: 400 MB.

    python benchmarks/lake.py [rows to take in] [rows to ask]
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ.setdefault("LONGBIEN_VAR", tempfile.mkdtemp(prefix="longbien-bench-"))

import django

django.setup()

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from measured import peak, ratio, said

from longbien.data.gateway import asking
from longbien.data.gateway.terms import Limits, Offer
from longbien.data.lake import tables
from longbien.data.lake.judged import judge
from longbien.data.rules.contract.contract import Column, Contract
from longbien.kernel.text import Text

VAR = Path(os.environ["LONGBIEN_VAR"])
PEER = ROOT / ".venvs/bench-lake/bin/python"
NEEDS = ("pyiceberg[sql-sqlite,pyarrow]==0.12.0",)
ROWS, ASKED, ROUNDS, APPENDS, BATCH = 2_000_000, 100_000_000, 5, 60, 1_000
MADE = """
    SELECT i AS id, 'r' || (i * 7919 % 100003) AS rider, i * 31 % 500 AS ward, (i * 17 % 10000) / 100.0::DOUBLE AS km,
        DATE '2026-01-01' + (i // 100000)::INT AS day, TIMESTAMPTZ '2026-01-01 00:00:00Z' + to_seconds(i) AS started
    FROM range({rows}) t(i)
"""
KINDS = {"id": "integer", "rider": "string", "ward": "integer", "km": "number", "day": "date", "started": "timestamp"}
GROUPED = "SELECT ward, count(*), avg(km), max(started) FROM trips GROUP BY ward"


def contract() -> Contract:
    said_ = Text.of(vi="thử", en="trial")
    columns = tuple(Column(name, kind, said_, is_required=True) for name, kind in KINDS.items())
    return Contract("trips", "1.0.0", said_, said_, said_, "TRAN", "shared", "", "", columns)


def made(rows: int) -> pa.Table:
    with duckdb.connect(":memory:", config={"threads": 2}) as engine:
        engine.execute("SET TimeZone = 'UTC'")
        found = engine.execute(MADE.format(rows=rows)).to_arrow_table()
    return found.cast(tables.schema_of(contract())).combine_chunks()


def measured(work) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    used, start = time.process_time(), time.perf_counter()
    work()
    return time.perf_counter() - start, time.process_time() - used


def ingest(rows: int) -> None:
    table, promised = made(rows), contract()

    def taken_in() -> None:
        tables.digest(table)
        assert judge(table, promised).is_kept
        tables.write(VAR / "lake" / "taken", table)

    works = {
        "plain": lambda: pq.write_table(table, VAR / "plain.parquet"),
        "written": lambda: tables.write(VAR / "lake" / "written", table), "taken in": taken_in,
    }  # fmt: skip
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            found[name].append(measured(work))
    clock, used = ({name: [pair[side] for pair in pairs] for name, pairs in found.items()} for side in (0, 1))
    print(f"plain Parquet of {rows:,} rows: {said([rows / one for one in clock['plain']], ' rows/s')}")
    for name in ("written", "taken in"):
        by = f"of the processor {ratio(used['plain'], used[name])}"
        print(f"… {name}: {ratio(clock['plain'], clock[name])} of its rate by the clock, {by}; {peak()}")


def peer(folder: Path, batch: Path) -> "subprocess.Popen[str]":
    if not PEER.exists():
        uv = ROOT / ".venv/bin/uv"
        subprocess.run([uv, "venv", "-q", PEER.parents[1]], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", PEER, *NEEDS], check=True)
    folder.mkdir()
    command = [PEER, ROOT / "benchmarks/peers/lake.py", folder, batch]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def appends() -> None:
    """Ours first in one round, the peer first in the next; each table grows all the while."""
    batch, folder = made(BATCH), VAR / "lake" / "grown"
    pq.write_table(batch, VAR / "batch.parquet")
    tables.write(folder, batch)
    theirs = peer(VAR / "peer", VAR / "batch.parquet")

    def other() -> tuple[float, float]:
        theirs.stdin.write("one more\n")
        theirs.stdin.flush()
        clock, used = map(float, theirs.stdout.readline().split())
        return clock, used

    ways = [lambda: measured(lambda: tables.extend(folder, batch)), other]
    found: list[list[tuple[float, float]]] = [[], []]
    for turn in range(APPENDS):
        for side in (0, 1) if turn % 2 else (1, 0):
            found[side].append(ways[side]())
    theirs.stdin.close()
    theirs.wait()
    for side, unit in ((0, " ms"), (1, " ms of the processor")):
        ours, others = ([1000 * one[side] for one in kept[1:]] for kept in found)
        told = f"{said(ours, unit, 1)}; pyiceberg {said(others, unit, 1)}"
        print(f"append of {BATCH:,} rows: {told}: {_middle(ours, others)}")


def _middle(ours: list[float], others: list[float]) -> str:
    return f"{sorted(ours)[len(ours) // 2] / sorted(others)[len(others) // 2]:.2f} of its median"


class Watch(threading.Thread):
    """The most memory that any worker of the mother held at once, looked at a hundred times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.over = 0, False

    def run(self) -> None:
        while not self.over:
            for pid in _workers():
                self.peak = max(self.peak, _held(pid))
            time.sleep(0.01)


def _workers() -> list[str]:
    mother = asking.mother.process
    try:
        return Path(f"/proc/{mother.pid}/task/{mother.pid}/children").read_text().split() if mother else []
    except OSError:
        return []


def _held(pid: str) -> int:
    """Kilobytes; 0 of one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def grouped(rows: int) -> None:
    file = VAR / "trips.parquet"
    with duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "1GiB"}) as engine:
        engine.execute("SET TimeZone = 'UTC'")
        engine.execute("SET preserve_insertion_order = false")
        engine.execute(f"COPY ({MADE.format(rows=rows)}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    offer = Offer("trips", f"SELECT * FROM read_parquet('{file}') WHERE ward % 10 <> 0", (file,))
    limits = Limits(seconds=300)
    asking.run("SELECT 1", [offer], limits)
    watch = Watch()
    watch.start()
    answer = asking.run(GROUPED, [offer], limits)
    watch.over = True
    watch.join()
    held = f"worker held {watch.peak / 1024:,.0f} MB at most"
    print(f"group by over {rows:,} rows: {answer.rows} groups in {answer.seconds:.1f} s by the clock; {held}")


if __name__ == "__main__":
    ingest(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
    appends()
    grouped(int(sys.argv[2]) if len(sys.argv) > 2 else ASKED)
