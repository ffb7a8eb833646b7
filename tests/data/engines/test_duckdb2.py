"""The gateway and the lake on the next DuckDB, in an environment of its own: `make .venvs/duckdb2`.

The same tests as on the pinned one: statements that look for a way around, honest ones, hidden rows that change no
answer, limits; then what else of the data platform asks the engine.
"""

import os
import subprocess
from pathlib import Path

import duckdb
import pytest

from tests.databases import ON_POSTGRESQL

ROOT = Path(__file__).parents[3]
PYTHON = ROOT / ".venvs/duckdb2/bin/python"
LEFT_OUT = ("DATABASE_URL", "PYTEST_")
GATEWAY = ("judging", "newer", "calm", "gathering", "failing", "locks")
RUNS = {
    "statements": [f"tests/data/gateway/test_{name}.py" for name in GATEWAY],
    "questions": ["tests/data/gateway/test_asking.py"],
    "mutated": ["tests/data/gateway/test_mutated.py"],
    "lake": [
        f"tests/data/test_{name}.py" for name in ("lake", "reading", "contract", "iceberg", "erasing", "scanning")
    ],
    "agreements": [f"tests/data/test_{name}.py" for name in ("terms", "masked_days", "asking", "effects")],
    "cubes": ["tests/data/test_cubes.py", "tests/data/test_cube_counting.py"],
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.process,
    pytest.mark.skipif(ON_POSTGRESQL, reason="run before, on SQLite: it takes the database of this run away"),
]


def ran(*said: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
    return subprocess.run([PYTHON, *said], check=False, cwd=ROOT, env=env, capture_output=True, text=True, timeout=3600)


def test_it_is_another_engine():
    assert ran("-I", "-c", "import duckdb; print(duckdb.__version__)").stdout.startswith("2.")
    assert duckdb.__version__.startswith("1.")


@pytest.mark.parametrize("files", RUNS.values(), ids=RUNS)
def test_it_answers_and_refuses_as_the_pinned_one(files):
    run = ran("-m", "pytest", "-rfE", "-k", "not s3", *files)  # the server of buckets is a program of .venv
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-1000:]
