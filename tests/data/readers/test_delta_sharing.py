"""The client of Delta Sharing reads an agreement's rows, in an environment of its own: `make .venvs/clients`."""

import json
import subprocess
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from longbien.data.actions.sets.deliver import deliver
from longbien.kernel.actor import SYSTEM
from tests.data.readers.world import COLUMNS, SECRET, SET, TABLE, as_shown
from tests.people.make import NOW

PYTHON = Path(__file__).resolve().parents[3] / ".venvs/clients/bin/python"
pytestmark = pytest.mark.slow
READ = """
import sys
import delta_sharing
profile, table, version, kept = sys.argv[1:]
assert [one.name for one in delta_sharing.SharingClient(profile).list_all_tables()] == [table.rpartition(".")[2]]
asked = {"version": int(version)} if version.isdigit() else {"timestamp": version} if version else {}
frame = delta_sharing.load_as_pandas(f"{profile}#{table}", **asked)
frame.to_parquet(kept)
"""


CHANGES = """
import json, sys
import delta_sharing
profile, table, asked, way, kept = sys.argv[1:]
asked = json.loads(asked) | {"use_delta_format": way == "delta"}
frame = delta_sharing.load_table_changes_as_pandas(f"{profile}#{table}", **asked)
frame.to_parquet(kept)
"""


def changes(world, folder, way, **asked):
    """What the client reads of changes, or what it complains of."""
    profile, kept = folder / "trial.share", folder / "kept.parquet"
    profile.write_text(json.dumps(world.profile))
    command = [PYTHON, "-c", CHANGES, profile, f"hanoi.{world.schema}.{TABLE}", json.dumps(asked), way, kept]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return pq.read_table(kept) if done.returncode == 0 else done.stderr


def read(world, folder, version=""):
    """The rows that the client reads; None when it may not."""
    profile, kept = folder / "trial.share", folder / "kept.parquet"
    profile.write_text(json.dumps(world.profile))
    command = [PYTHON, "-c", READ, profile, f"hanoi.{world.schema}.{TABLE}", version, kept]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return pq.read_table(kept) if done.returncode == 0 else done.stderr


def test_it_reads_the_rows_that_sql_shows_until_they_are_revoked(world, tmp_path):
    table = read(world, tmp_path)
    assert tuple(table.column_names) == COLUMNS
    assert as_shown(zip(*(column.to_pylist() for column in table.columns), strict=True)) == world.rows
    deliver(SET, [{"name": "new", "size": 99, "hidden": SECRET}], by=SYSTEM, at=NOW + timedelta(1))
    moment = f"{NOW + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
    every = [read(world, tmp_path, version).num_rows for version in ("", "1", moment)]
    assert every == [1, world.rows.total(), world.rows.total()]
    for way in ("parquet", "delta"):
        changes_are_read(world, tmp_path, way)
    world.revoke()
    assert "401" in read(world, tmp_path)
    assert "401" in changes(world, tmp_path, "parquet", starting_version=1)


def changes_are_read(world, folder, way):
    """Each edition takes the place of the one before: its rows come, those of the other go, and nothing is hidden."""
    first = world.rows.total()

    def counted(**asked):
        table = changes(world, folder, way, **asked)
        assert not isinstance(table, str), table
        assert "hidden" not in table.column_names
        pairs = zip(table["_commit_version"].to_pylist(), table["_change_type"].to_pylist(), strict=True)
        return Counter(pairs)

    both = {(1, "insert"): first, (2, "delete"): first, (2, "insert"): 1}
    assert counted(starting_version=0) == both
    assert counted(starting_version=1, ending_version=1) == {(1, "insert"): first}
    moment = f"{NOW + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
    assert counted(starting_timestamp=moment) == {(2, "delete"): first, (2, "insert"): 1}
    gone = changes(world, folder, way, starting_version=2)
    rows = [row for row in gone.to_pylist() if row["_change_type"] == "delete"]
    assert as_shown(tuple(row[name] for name in COLUMNS) for row in rows) == world.rows
    assert "newest version is 2" in changes(world, folder, way, starting_version=3).lower()
