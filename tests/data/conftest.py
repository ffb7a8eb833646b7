"""The tests of the data platform keep their lake in a folder of their own."""

from pathlib import Path

import pytest

from tests.databases import database_template, fresh_database

__all__ = ["database_template", "fresh_database"]


@pytest.fixture(autouse=True)
def lake(tmp_path: Path, settings) -> Path:
    settings.VAR = tmp_path
    return tmp_path
