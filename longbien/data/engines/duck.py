"""The view and the statement on DuckDB, from the same Ibis expression as on the others."""

import duckdb
import pyarrow as pa
from pyarrow.dataset import dataset

from longbien.data.engines.asked import RAW, Asked
from longbien.data.lake.mirror import bucket, root_of
from longbien.data.rules.agreement.compiled import over_files
from longbien.data.rules.sql import failed, refused


def run(asked: Asked) -> pa.Table:
    """One row more than `most` when there are more. Refusal."""
    with duckdb.connect(":memory:") as engine:
        try:
            columns = _viewed(engine, asked)
        except (duckdb.Error, OSError):
            raise refused.offer_broken() from None
        try:
            return engine.query(asked.statement).limit(asked.most + 1).to_arrow_table()
        except (duckdb.Error, pa.ArrowException) as error:
            raise failed(f"{type(error).__name__}: {error}", asked.statement, {asked.name: columns}) from None


def _viewed(engine: duckdb.DuckDBPyConnection, asked: Asked) -> list[str]:
    """Make the view, and say its columns."""
    engine.execute("SET TimeZone = 'UTC'")
    if asked.is_away:
        engine.register(RAW, dataset([root_of(file) for file in asked.files], filesystem=bucket()))
    else:
        engine.execute("SET allowed_paths = $1", [list(asked.files)])
        engine.execute(f"CREATE VIEW {RAW} AS SELECT * FROM {over_files(asked.files, asked.contract)}")  # noqa: S608
    engine.execute("SET enable_external_access = false")
    engine.execute("SET lock_configuration = true")
    engine.execute(f'CREATE VIEW "{asked.name}" AS {asked.view("duckdb")}')
    return [row[0] for row in engine.execute(f'DESCRIBE "{asked.name}"').fetchall()]
