"""One question, in a process of its own: lock, judge, make the views, ask, answer, end.

Everything this needs is loaded before the fork; after `lock` no other file can be opened.
"""

import io
import socket
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.ipc

from longbien.data.gateway import frames
from longbien.data.gateway.locks import lock
from longbien.data.gateway.parsing import tree
from longbien.data.rules.sql import Allowed, calm, failed, judged, refused
from longbien.kernel.refusal import Refusal

SPARE_MB = 256  # address space that threads and the answer take beside the engine's own memory
BARRIER = "SELECT * FROM (\n{select}\n) USING SAMPLE 100 PERCENT (system)"
"""A filter does not sink below a sample: what a statement asks is tried on rows of the view only, never on others."""


OPENED: dict[str, Any] = {
    "threads": 1,
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
}
NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE"}


def serve(channel: socket.socket) -> None:
    """Answer the one question that comes through `channel`."""
    asked, _ = frames.receive(channel)
    try:
        header, body = answered(asked)
    except Refusal as refusal:
        header, body = {"refusal": _said(refusal)}, b""
    frames.send(channel, header, body)


def answered(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Header and Arrow stream of the answer. Refusal."""
    limits, offers = asked["limits"], {offer["name"]: offer for offer in asked["offers"]}
    engine, held = locked([Path(path) for offer in offers.values() for path in offer["files"]], limits)
    parsed = tree(asked["statement"], engine)
    allowed = judged(parsed, asked["statement"], frozenset(offers))
    if asked["only_judge"]:
        return {"tables": sorted(allowed.tables), "functions": sorted(allowed.functions)}, b""
    started = time.perf_counter()
    try:
        columns = _views(engine, offers, allowed, parsed)
    except (duckdb.Error, OSError):
        raise refused.offer_broken() from None
    try:
        header, body = _asked(engine, allowed, limits)
    except (duckdb.Error, MemoryError, OSError, pa.ArrowException) as error:
        raise failed(f"{type(error).__name__}: {error}", allowed.statement, columns) from None
    return header | {"seconds": time.perf_counter() - started, "locks": held}, body


def locked(files: list[Path], limits: dict[str, Any]) -> tuple[duckdb.DuckDBPyConnection, tuple[str, ...]]:
    """An empty database in memory that reads these files and nothing else, and can't be told otherwise.

    The engine looks at its surroundings when it opens, so it opens before the locks of the kernel; its threads, which
    would not be under them, start after.
    """
    engine = duckdb.connect(":memory:", config=OPENED | {"memory_limit": f"{limits['memory_mb']}MiB"})
    held = lock(files, seconds=limits["seconds"] * limits["threads"] + 1, memory_mb=limits["memory_mb"] + SPARE_MB)
    engine.execute("SET threads = $1", [limits["threads"]])
    engine.execute("SET TimeZone = 'UTC'")
    engine.execute("SET allowed_paths = $1", [[str(path) for path in files]])
    engine.execute("SET enable_external_access = false")
    engine.execute("SET lock_configuration = true")
    return engine, held


def _views(
    engine: duckdb.DuckDBPyConnection, offers: dict[str, Any], allowed: Allowed, parsed: dict[str, Any]
) -> dict[str, list[str]]:
    """Make the views that are asked, and say their columns. Each is behind a barrier unless the statement is calm."""
    columns, numbers = {}, set()
    for name in sorted(allowed.tables):
        engine.execute(f'CREATE VIEW "{name}" AS {offers[name]["select"]}')
        described = engine.execute(f'DESCRIBE "{name}"').fetchall()
        if any("ENUM" in kind for _, kind, *_ in described):
            raise RuntimeError(f"the view {name} offers an ENUM, whose words are those of all rows")
        columns[name] = [column for column, *_ in described]
        numbers |= {column for column, kind, *_ in described if kind in NUMBERS}
    if not calm(parsed["statements"][0]["node"], frozenset(numbers)):
        for name in columns:
            engine.execute(f'CREATE OR REPLACE VIEW "{name}" AS {BARRIER.format(select=offers[name]["select"])}')
    return columns


def _asked(engine: duckdb.DuckDBPyConnection, allowed: Allowed, limits: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    (statement,) = engine.extract_statements(allowed.statement)
    if statement.type != duckdb.StatementType.SELECT:
        raise RuntimeError("the engine reads the statement in another way than it was judged")
    reader = engine.execute(statement).to_arrow_reader(min(limits["rows"] + 1, 65_536))
    sink, rows, cut = io.BytesIO(), 0, False
    with pa.ipc.new_stream(sink, reader.schema) as stream:
        for batch in reader:
            kept = _within(batch, limits["rows"] - rows, limits["bytes"] - sink.tell())
            stream.write_batch(kept)
            rows += kept.num_rows
            if cut := kept.num_rows < batch.num_rows:
                break
    columns = [[field.name, str(field.type)] for field in reader.schema]
    return {"columns": columns, "rows": rows, "cut": cut}, sink.getvalue()


def _within(batch: pa.RecordBatch, rows: int, size: int) -> pa.RecordBatch:
    """As much of a batch as fits into so many rows and bytes."""
    each = batch.nbytes / max(batch.num_rows, 1)
    fitting = batch.num_rows if batch.nbytes <= size else max(int(size / each), 0)
    return batch.slice(0, min(rows, fitting))


def _said(refusal: Refusal) -> dict[str, Any]:
    return {
        "code": refusal.code,
        "what": dict(refusal.what),
        "status": refusal.status,
        "faults": [[fault.where, dict(fault.what)] for fault in refusal.faults],
    }
