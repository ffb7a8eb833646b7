"""The view and the statement on ClickHouse inside this process (chdb)."""

import os
import re
import tempfile
from collections.abc import Mapping

import pyarrow as pa
from chdb.session import Session
from sqlglot import expressions as parts

from longbien.data.engines.asked import RAW, Asked
from longbien.data.engines.failing import failed
from longbien.data.engines.translated import translated
from longbien.data.lake.mirror import root_of
from longbien.data.rules.contract.contract import Kind

TYPES: Mapping[Kind, str] = {
    "string": "String", "integer": "Int64", "number": "Float64", "boolean": "Bool", "date": "Date32",
    "timestamp": "DateTime64(6, 'UTC')",
}  # fmt: skip
SETTINGS = (
    "session_timezone = 'UTC', prefer_column_name_to_alias = 1, join_use_nulls = 1, union_default_mode = 'DISTINCT', "
    "aggregate_functions_null_for_empty = 1, output_format_arrow_string_as_string = 1, precise_float_parsing = 1"
)
CONDITION = re.compile(r"\(([A-Z_]+)\)[^()]*$")


def run(asked: Asked) -> pa.Table:
    """One row more than `most` when there are more. Refusal."""
    statement = translated(asked.statement, "clickhouse", names=frozenset({asked.name}))
    with tempfile.TemporaryDirectory() as folder:
        engine = Session(folder)
        try:
            engine.query(f"SET {SETTINGS}")
            engine.query(f"CREATE VIEW {_name(RAW)} AS {_rows(asked)}")
            engine.query(f"CREATE VIEW {_name(asked.name)} AS {asked.view('clickhouse')}")
            answer = engine.query(f"SELECT * FROM (\n{statement}\n) LIMIT {asked.most + 1:d}", "ArrowStream")  # noqa: S608
            return pa.ipc.open_stream(answer.bytes()).read_all()
        except RuntimeError as error:
            found = CONDITION.search(str(error))
            raise failed(found[1] if found else type(error).__name__) from None
        finally:
            engine.close()


def _rows(asked: Asked) -> str:
    kinds = ", ".join(f"{_name(one.name)} Nullable({TYPES[one.kind]})" for one in asked.contract.columns)
    return " UNION ALL ".join(
        f"SELECT * FROM {_source(file)}, Parquet, {_text(kinds)})"  # noqa: S608
        for file in asked.files
    )


def _source(file: str) -> str:
    """A file of this machine, or one of a bucket, as the environment says how to reach it."""
    if not file.startswith("s3://"):
        return f"file({_text(file)}"
    server = (
        os.environ.get("AWS_ENDPOINT_URL") or f"https://s3.{os.environ.get('AWS_REGION', 'us-east-1')}.amazonaws.com"
    )
    who = (os.environ.get("AWS_ACCESS_KEY_ID", ""), os.environ.get("AWS_SECRET_ACCESS_KEY", ""))
    return f"s3({', '.join(map(_text, (f'{server}/{root_of(file)}', *who)))}"


def _name(said: str) -> str:
    return parts.to_identifier(said, quoted=True).sql("clickhouse")


def _text(said: str) -> str:
    return parts.Literal.string(said).sql("clickhouse")
