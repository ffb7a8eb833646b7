"""Run a statement under an agreement on an engine that was chosen: judged as the gateway judges it, answered as it
answers."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from longbien.data.engines.asked import Asked
from longbien.data.engines.words import EngineName
from longbien.data.gateway.answer import Answer, Column
from longbien.data.gateway.parsing import judge_with
from longbien.data.lake.tables import keep, schema_of
from longbien.data.rules.sql import refused
from longbien.kernel.extras import require
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

MODULES: Mapping[EngineName, tuple[str, str]] = {
    "duckdb": ("duck", "spark"),
    "spark": ("spark", "spark"),
    "clickhouse": ("clickhouse", "clickhouse"),
}
"""Of each engine: its module here, and the extra that brings it."""


def run(asked: Asked, engine: EngineName) -> Answer:
    """The answer, cut after `most` rows. Refusal: the statement asks what it may not, or the engine can't."""
    if asked.lacks:
        raise refused.offer_broken()
    if asked.codes_numbers and engine != "duckdb":
        raise _no_code()
    with duckdb.connect(":memory:") as parser:
        judge_with(parser, asked.statement, frozenset({asked.name}))
    module, extra = MODULES[engine]
    on = require(f"longbien.data.engines.{module}", extra=extra)
    started = time.perf_counter()
    with TemporaryDirectory() as folder:
        if not asked.files:
            file = Path(folder) / "none.parquet"
            keep(file, schema_of(asked.contract).empty_table())
            asked = replace(asked, files=(str(file),))
        found = on.run(asked)
    kept = found.slice(0, asked.most).combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, kept.schema) as stream:
        stream.write_table(kept)
    arrow = sink.getvalue().to_pybytes()
    return Answer(
        schema=tuple(Column(field.name, str(field.type)) for field in kept.schema),
        arrow=arrow,
        rows=kept.num_rows,
        cut=found.num_rows > kept.num_rows,
        seconds=time.perf_counter() - started,
        digest=hashlib.sha256(arrow).hexdigest(),
        locks=(),
    )


def _no_code() -> Refusal:
    return Refusal(
        "no-code",
        Text.of(
            vi="Thoả thuận này thay số thập phân bằng mã, và mỗi bộ máy viết số đó một cách. Hãy dùng --engine duckdb.",
            en="This agreement shows numbers as codes, and each engine writes them differently. Use --engine duckdb.",
        ),
    )
