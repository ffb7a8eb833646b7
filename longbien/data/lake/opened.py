"""DuckDB over files of the lake, opened in one way: in memory, and in UTC whatever the zone of the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

SETTINGS: dict[str, Any] = {"threads": 2}


@contextmanager
def opened(**settings: Any) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database; `settings` are DuckDB's own, beside those that all have."""
    with duckdb.connect(":memory:", config=SETTINGS | settings) as database:
        database.execute("SET TimeZone = 'UTC'")
        yield database
