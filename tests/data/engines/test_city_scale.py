"""The how-to keeps its word: its commands are run as they stand, by a shell, against a hub and a real S3 server."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyarrow import fs

from tests.data.test_asking import Shared
from tests.record.weed import KEY, SECRET

ROOT = Path(__file__).resolve().parents[3]
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(page: str) -> str:
    return "".join(SHELL.findall((ROOT / "docs/how-to" / page).read_text()))


def test_both_languages_say_the_same_commands():
    assert commands("city-scale.md") == commands("quy-mo-thanh-pho.md") != ""


@pytest.mark.slow
@pytest.mark.process
def test_the_commands_do_what_the_page_says(fresh_database, bucket_server, tmp_path_factory):
    shared, at_work = Shared(), tmp_path_factory.mktemp("at-work")
    server = bucket_server["AWS_ENDPOINT_URL"].removeprefix("http://")
    fs.S3FileSystem(
        access_key=KEY, secret_key=SECRET, endpoint_override=server, scheme="http", allow_bucket_creation=True
    ).create_dir("city-lake")
    (at_work / "statement.sql").write_text("SELECT size, name FROM trial_set ORDER BY ALL")
    environment = {
        **os.environ, **bucket_server, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LONGBIEN_VAR": str(fresh_database.var), "DATABASE_URL": fresh_database.url, "AGREEMENT": str(shared.id),
        "LONGBIEN_HUB": str(ROOT / "hubs/hanoi"),
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands("city-scale.md")],
        check=False, cwd=at_work, env=environment, capture_output=True, text=True, timeout=580,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "trial-set\tshared\t1\t40" in done.stdout
    here, clickhouse, spark = ((at_work / f"{name}.csv").read_text() for name in ("here", "clickhouse", "spark"))
    assert len(here.splitlines()) == 21
    assert here == clickhouse == spark
