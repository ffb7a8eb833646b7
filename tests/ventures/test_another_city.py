"""Nothing is the first city's in code: the same journey runs with another hub, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CITY = "tests/ventures/another_city.py"


@pytest.mark.process
def test_another_city_needs_no_code():
    env = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "PYTEST_CURRENT_TEST")}
    env |= {"LONGBIEN_HUB": "hubs/minimal"}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", CITY],
        check=False,
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
