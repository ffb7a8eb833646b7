"""The client of Delta Sharing reads an agreement's rows, in an environment of its own: `make .venvs/clients`."""

import json
import subprocess
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
    world.revoke()
    assert "401" in read(world, tmp_path)
