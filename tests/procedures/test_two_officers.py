"""Two officers decide the same case at the same moment: one decision in the record, the other is told clearly.

On a fresh database with real processes, as it happens in the house.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RACE = ROOT / "tests/procedures/race.py"


def run(fresh, *words):
    command = [sys.executable, str(RACE), *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=fresh.env, stdout=subprocess.PIPE, text=True)


def answer(process):
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    return out.split()


@pytest.mark.process
def test_two_officers(fresh_database, tmp_path):
    case_id, *officers = answer(run(fresh_database, "prepare"))
    flag = tmp_path / "go"
    racing = [
        run(fresh_database, "decide", case_id, officer, action, flag)
        for officer, action in zip(officers, ("approve", "reject"), strict=True)
    ]
    for process in racing:
        assert process.stdout.readline().strip() == "ready"
    flag.touch()
    said = [answer(process) for process in racing]
    assert sorted(words[0] for words in said) == ["already-decided", "done"]
    winner, loser = sorted(said, key=lambda words: words[0], reverse=True)
    told = " ".join(loser[1:])
    assert "did" in told
    state, moves, decided, drafts = answer(run(fresh_database, "look", case_id))
    assert state == {"approve": "accepted", "reject": "rejected"}[winner[1]]
    assert (moves, decided, drafts) == ("3", "1", "0")
