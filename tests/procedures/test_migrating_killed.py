"""1,000 running cases go over from version 2 to 3; the worker is killed in the middle, and again: the same result.

On fresh databases with real processes: one migration runs through undisturbed, the other is killed with SIGKILL.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CROWD = ROOT / "tests/procedures/crowd.py"
COUNT = 1_000


def start(fresh, *words):
    command = [sys.executable, str(CROWD), *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=fresh.env, stdout=subprocess.PIPE, text=True)


def answer(fresh, *words):
    process = start(fresh, *words)
    out, _ = process.communicate(timeout=600)
    assert process.returncode == 0, out
    return out.strip()


def outcome(fresh):
    return json.loads(answer(fresh, "outcome"))


@pytest.fixture
def undisturbed(fresh_database):
    answer(fresh_database, "prepare", COUNT)
    said = answer(fresh_database, "migrate").splitlines()
    return outcome(fresh_database), json.loads(said[-1])["seconds"]


@pytest.fixture
def killed(database_template, tmp_path_factory, settings, django_db_blocker):
    """The same crowd, and a worker that is killed twice in the middle of it."""
    from tests.databases import copy_of

    folder = tmp_path_factory.mktemp("killed")
    settings.VAR = folder
    with django_db_blocker.unblock(), copy_of(database_template, folder) as fresh:
        answer(fresh, "prepare", COUNT)
        for _ in range(2):
            seen = int(answer(fresh, "lines"))
            process = start(fresh, "migrate")
            assert process.stdout.readline().strip() == "begun"
            _wait_for_lines(fresh, seen)
            os.kill(process.pid, signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
            assert int(answer(fresh, "lines")) < COUNT * 9 // 10
            answer(fresh, "release")
        answer(fresh, "migrate")
        yield outcome(fresh), fresh


def _wait_for_lines(fresh, seen):
    """Until some cases are through: the kill falls somewhere among the next ones."""
    for _ in range(100):
        if int(answer(fresh, "lines")) > seen:
            return
        time.sleep(0.05)
    pytest.fail("the migration does not get on")


@pytest.mark.process
@pytest.mark.slow
def test_a_migration_that_is_killed_ends_as_one_that_is_not(undisturbed, killed):
    (expected, seconds), (found, fresh) = undisturbed, killed
    assert expected["report"] == [700, 200, 100, 0, True]
    assert expected["cases"] == [
        [2, "accepted", 3, 100],
        [2, "parked", 3, 100],
        [2, "screening", 2, 100],
        [3, "draft", 1, 200],
        [3, "review", 3, 500],
    ]
    assert expected["entries per migrated case"] == {"1": 700}
    assert expected["moves"] == [500, 500, 500]
    assert expected["ended"] == 1
    assert found == expected
    answer(fresh, "migrate")
    assert outcome(fresh) == expected
    print(f"{COUNT} cases in {seconds} s")
