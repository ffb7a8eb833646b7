from pathlib import Path

import duckdb
import pytest

from longbien.data.gateway.engine import opened
from tests.data.gateway.shared import written


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written(tmp_path_factory.mktemp("shared"), hidden=True)


@pytest.fixture(scope="session")
def parser() -> duckdb.DuckDBPyConnection:
    return opened()
