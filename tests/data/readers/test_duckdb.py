"""DuckDB reads an agreement's rows with its extensions for Iceberg and Delta, from the wheels of `make test-all`."""

import json
import urllib.request
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest

from tests.data.readers.world import TABLE, as_shown

pytestmark = pytest.mark.slow


def engine(*extensions):
    made = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})
    for name in extensions:
        [file] = Path(find_spec(f"duckdb_extension_{name}").origin).parent.rglob("*.duckdb_extension")
        made.execute(f"LOAD '{file}'")
    made.execute("SET TimeZone = 'UTC'")
    return made


def rows_of(found):
    return as_shown(zip(*(column.to_pylist() for column in found.to_arrow_table().columns), strict=True))


def attached(world):
    reader = engine("avro", "httpfs", "iceberg")
    reader.execute(f"ATTACH 'hanoi' AS hub (TYPE iceberg, ENDPOINT '{world.base}/iceberg', TOKEN '{world.token}')")
    return reader, f'hub."{world.schema}".{TABLE}'


def test_the_catalogue_is_attached_and_its_table_scanned(world, tmp_path):
    reader, table = attached(world)
    assert [row[:3] for row in reader.execute("SHOW ALL TABLES").fetchall()] == [("hub", world.schema, TABLE)]
    assert rows_of(reader.execute(f"SELECT * FROM {table}")) == world.rows
    profile = tmp_path / "trial.share"
    profile.write_text(json.dumps(world.profile))
    _, pasted = world.pasted("DuckDB", file=str(profile)).split("\n", 1)  # the first line installs the extensions
    assert len(engine("avro", "httpfs", "iceberg").execute(pasted).to_arrow_table()) == 10
    [(number,)] = reader.execute(f"SELECT count(*) FROM {table} WHERE is_new").fetchall()
    assert number == sum(n for row, n in world.rows.items() if row[5])
    with pytest.raises(duckdb.Error):
        reader.execute(f"INSERT INTO {table} SELECT * FROM {table}")


def test_an_answer_of_delta_sharing_kept_is_a_delta_table(world, tmp_path):
    """Its lines are those of a log, taken out of what Delta Sharing wraps them in; the file lies beside."""
    address = f"{world.base}/delta-sharing/shares/hanoi/schemas/{world.schema}/tables/{TABLE}/query"
    headers = {"Authorization": f"Bearer {world.token}", "Delta-Sharing-Capabilities": "responseformat=delta"}
    with urllib.request.urlopen(urllib.request.Request(address, b"{}", headers)) as reply:
        protocol, about, file = map(json.loads, reply.read().splitlines())
    added = file["file"]["deltaSingleAction"]["add"]
    urllib.request.urlretrieve(added["path"], tmp_path / "rows.parquet")
    log = [{"protocol": protocol["protocol"]["deltaProtocol"]}, {"metaData": about["metaData"]["deltaMetadata"]},
           {"add": added | {"path": "rows.parquet"}}]  # fmt: skip
    (tmp_path / "_delta_log").mkdir()
    (tmp_path / "_delta_log" / f"{0:020}.json").write_text("".join(f"{json.dumps(line)}\n" for line in log))
    reader = engine("delta")
    assert rows_of(reader.execute(f"SELECT * FROM delta_scan('{tmp_path}')")) == world.rows


def test_a_revocation_bites_at_once(world):
    reader, table = attached(world)
    assert rows_of(reader.execute(f"SELECT * FROM {table}")) == world.rows
    world.revoke()
    with pytest.raises(duckdb.Error, match=r"401|403|Unauthorized|Forbidden"):
        reader.execute(f"SELECT * FROM {table}").fetchall()
    with pytest.raises(duckdb.Error, match=r"401|403|Unauthorized|token"):
        attached(world)
