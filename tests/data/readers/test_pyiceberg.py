"""pyiceberg reads an agreement's table from the catalogue, over a socket: the rows that SQL shows, until it is over."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from pyiceberg.catalog.rest import RestCatalog
from pyiceberg.exceptions import NoSuchNamespaceError, NoSuchTableError, UnauthorizedError

from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.actions.sets.deliver import deliver
from longbien.data.api.iceberg import granting
from longbien.kernel.actor import SYSTEM
from tests.data.readers.world import SECRET, SET, TABLE, as_shown
from tests.people.make import NOW

REFUSED = "ACCESS_DENIED"


def catalogue(world, token=""):
    return RestCatalog("hub", uri=f"{world.base}/iceberg", token=token or world.token)


def rows_of(scan):
    return as_shown(zip(*(column.to_pylist() for column in scan.to_arrow().columns), strict=True))


def test_it_finds_the_table_and_reads_the_rows_that_sql_shows(world, tmp_path):
    reader = catalogue(world)
    assert reader.list_namespaces() == [(world.schema,)]
    assert reader.list_namespaces(world.schema) == []
    assert reader.list_tables(world.schema) == [(world.schema, TABLE)]
    assert [reader.namespace_exists(one) for one in (world.schema, "none")] == [True, False]
    assert [reader.table_exists((world.schema, one)) for one in (TABLE, "none")] == [True, False]
    table = reader.load_table((world.schema, TABLE))
    rows = table.scan().to_arrow()
    assert rows_of(table.scan()) == world.rows
    assert SECRET not in str(rows.to_pylist())
    assert table.scan(row_filter="size >= 90").count() == sum(n for row, n in world.rows.items() if row[1] >= 90)
    names = table.scan(selected_fields=("note",), row_filter="is_new = true").to_arrow()
    assert names.num_rows == sum(n for row, n in world.rows.items() if row[5])
    (tmp_path / "trial.share").write_text(json.dumps(world.profile))
    *lines, last = world.pasted("Apache Iceberg", file=str(tmp_path / "trial.share")).splitlines()
    here: dict = {}
    exec("\n".join((*lines, f"rows = {last}")), here)
    assert here["rows"].num_rows == world.rows.total()
    _finds_no_more_and_writes_nothing(world, reader)


def _finds_no_more_and_writes_nothing(world, reader):
    with pytest.raises(NoSuchTableError):
        reader.load_table((world.schema, "none"))
    with pytest.raises(NoSuchNamespaceError):
        reader.load_namespace_properties("none")
    table = reader.load_table((world.schema, TABLE))
    for write in (lambda: reader.create_namespace("mine"), lambda: reader.drop_table((world.schema, TABLE)),
                  lambda: table.append(table.scan(limit=1).to_arrow())):  # fmt: skip
        with pytest.raises((NotImplementedError, OSError)):
            write()


def test_each_edition_is_a_snapshot_and_a_revocation_bites_on_who_is_reading(world, monkeypatch):
    deliver(SET, [{"name": "new", "size": 99, "hidden": SECRET}], by=SYSTEM, at=NOW + timedelta(1))
    table = catalogue(world).load_table((world.schema, TABLE))
    assert [one.snapshot_id for one in table.snapshots()] == [1, 2]
    assert table.scan().count() == 1
    assert rows_of(table.scan(snapshot_id=1)) == world.rows
    deliver(SET, [], by=SYSTEM, at=NOW + timedelta(2))
    assert catalogue(world).load_table((world.schema, TABLE)).scan().to_arrow().num_rows == 0
    token = make_profile(world.agreement, by=world.lead, at=datetime.now(UTC)).token
    with pytest.raises(UnauthorizedError):
        catalogue(world)
    assert catalogue(world, token).table_exists((world.schema, TABLE))
    monkeypatch.setattr(granting, "LIFE", timedelta(seconds=-1))
    with pytest.raises(OSError, match=REFUSED):
        table.scan().to_arrow()
    monkeypatch.undo()
    assert table.scan().count() == 1
    world.revoke()
    with pytest.raises(OSError, match=REFUSED):
        table.scan().to_arrow()
    with pytest.raises(UnauthorizedError):
        catalogue(world, token)
