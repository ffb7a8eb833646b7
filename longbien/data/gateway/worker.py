"""One question, in a process of its own: lock, judge, make the views, ask, answer, end.

Everything this needs is loaded before the fork; after `lock` no other file can be opened.
"""

import io
import socket
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.ipc

from longbien.data.gateway import frames
from longbien.data.gateway.engine import locked, settled
from longbien.data.gateway.parsing import tree
from longbien.data.rules.sql import Allowed, calm, failed, gathers, judged, refused
from longbien.data.rules.sql.calm import KINDS
from longbien.kernel.refusal import Refusal

BARRIER = "SELECT * FROM (\n{select}\n) LIMIT 9223372036854775807"
"""A filter does not sink below a limit: what a statement asks is tried on rows of the view only, never on others."""


def serve(channel: socket.socket, engine: duckdb.DuckDBPyConnection) -> None:
    """Answer the one question that comes through `channel`."""
    asked, _ = frames.receive(channel)
    try:
        header, body = answered(asked, engine)
    except Refusal as refusal:
        header, body = {"refusal": _said(refusal)}, b""
    frames.send(channel, header, body)


def answered(asked: dict[str, Any], engine: duckdb.DuckDBPyConnection) -> tuple[dict[str, Any], bytes]:
    """Header and Arrow stream of the answer. Refusal."""
    limits, offers = asked["limits"], {offer["name"]: offer for offer in asked["offers"]}
    try:
        held = locked(engine, [Path(path) for offer in offers.values() for path in offer["files"]], limits)
    except FileNotFoundError:
        raise refused.offer_broken() from None
    parsed = tree(asked["statement"], engine)
    allowed = judged(parsed, asked["statement"], frozenset(offers))
    if asked["only_judge"]:
        return {"tables": sorted(allowed.tables), "functions": sorted(allowed.functions)}, b""
    settled(engine, keeps_order=not gathers(parsed["statements"][0]["node"]))
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


def _views(
    engine: duckdb.DuckDBPyConnection, offers: dict[str, Any], allowed: Allowed, parsed: dict[str, Any]
) -> dict[str, list[str]]:
    """Make the views that are asked, and say their columns. Each is behind a barrier unless the statement is calm."""
    columns, kinds = {}, defaultdict[str, set[str]](set)
    for name in sorted(allowed.tables):
        engine.execute(f'CREATE VIEW "{name}" AS {offers[name]["select"]}')
        described = engine.execute(f'DESCRIBE "{name}"').fetchall()
        columns[name] = [column for column, *_ in described]
        for column, kind, *_ in described:
            if "ENUM" in kind:
                raise RuntimeError(f"the view {name} offers an ENUM, whose words are those of all rows")
            kinds[column.lower()].add(KINDS.get(kind, kind))
    families = {column: min(said) for column, said in kinds.items() if len(said) == 1}
    if not calm(parsed["statements"][0]["node"], families):
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
