"""pyiceberg reads an agreement's table from the catalogue, over a socket."""

import pytest
from pyiceberg.catalog.rest import RestCatalog
from pyiceberg.exceptions import NoSuchTableError

from tests.data.readers.world import SECRET, TABLE, as_shown


def catalogue(world, token=""):
    return RestCatalog("hub", uri=f"{world.base}/iceberg", token=token or world.token)


def test_it_reads_the_rows_that_sql_shows(world):
    reader = catalogue(world)
    assert reader.list_namespaces() == [(world.schema,)]
    assert reader.list_tables(world.schema) == [(world.schema, TABLE)]
    table = reader.load_table((world.schema, TABLE))
    rows = table.scan().to_arrow()
    assert as_shown(zip(*(column.to_pylist() for column in rows.columns), strict=True)) == world.rows
    assert SECRET not in str(rows.to_pylist())
