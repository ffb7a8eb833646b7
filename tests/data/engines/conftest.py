"""One S3 server for all tests of engines, and databases that other processes can open."""

import pytest

from tests.databases import database_template, fresh_database
from tests.record.weed import s3_server

__all__ = ["database_template", "fresh_database"]


@pytest.fixture(scope="session")
def bucket_server(tmp_path_factory):
    with s3_server(tmp_path_factory.mktemp("weed")) as environment:
        yield environment
