"""Two people at the same moment: one decision, one settlement, one appeal, numbers without gap or double.

pretix has had quotas oversold and vouchers redeemed twice by requests that came together; here real processes meet on
a real database.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
RACE = ROOT / "tests/house/faults/race.py"


def run(fresh, *words):
    command = [sys.executable, str(RACE), *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=fresh.env, stdout=subprocess.PIPE, text=True)


def answer(process):
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    return out


@pytest.mark.process
def test_nothing_happens_twice_when_two_come_at_once(fresh_database, tmp_path):
    sides = [json.dumps(side) for side in json.loads(answer(run(fresh_database, "prepare")))]
    fighting = [run(fresh_database, "fight", side, n, tmp_path) for n, side in enumerate(sides)]
    assert [process.stdout.readline().strip() for process in fighting] == ["ready", "ready"]
    ends = {}
    for race in ("vote", "fee", "appeal", "letter"):
        (tmp_path / race).touch()
        ends[race] = sorted(process.stdout.readline().split()[1] for process in fighting)
    for process in fighting:
        answer(process)
    assert ends == {
        "vote": ["already-decided", "done"],
        "fee": ["done", "fee-settled"],
        "appeal": ["appealed-already", "done"],
        "letter": ["done", "done"],
    }
    left = json.loads(answer(run(fresh_database, "look", sides[0])))
    assert (left["moves"], left["state"], left["appeals"]) == (1, "accepted", 1)
    assert left["fee"] in ("paid", "waived")
    numbers = [int(number.rpartition("-")[2]) for number in left["letters"]]
    assert numbers == [1, 2, 3]
