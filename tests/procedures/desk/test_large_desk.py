"""The pages of a large desk ask as much as those of a small one (benchmarks/cases.py has the times)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NO_LISTS = ("beside the form", "my page")


@pytest.mark.slow
@pytest.mark.process
def test_lists_ask_twelve_questions_at_most(tmp_path):
    command = [sys.executable, str(ROOT / "benchmarks/cases.py"), "200", "2000"]
    env = os.environ | {"LONGBIEN_VAR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if " ms, CPU " in line]
    asked = {name: [int(cell.rpartition(", ")[2]) for cell in cells] for name, *cells in rows}
    assert len(asked) > 15
    assert {name: counts for name, counts in asked.items() if name not in NO_LISTS and max(counts) > 12} == {}
