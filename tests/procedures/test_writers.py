"""Sixteen who write at once: nobody is told of an error, and nothing is lost (benchmarks/writers.py has the waits)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.process
def test_sixteen_writers_lose_nothing(fresh_database):
    command = [sys.executable, str(ROOT / "benchmarks/writers.py"), "--ready", "--rounds", "8"]
    done = subprocess.run(
        command, cwd=ROOT, env=fresh_database.env, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "512 actions of 16 writers, 0 failed" in done.stdout
    assert "128 cases, 0 of them at odds with the record" in done.stdout
