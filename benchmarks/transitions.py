"""Persisted transitions per CPU-second, against SpiffWorkflow on the same toy case with the same durability.

The toy case, “a request and its decision”: draft → screening (a form of two answers) → review (a guard over an answer)
→ accepted (a required reason). A transition is one transaction on a SQLite file with WAL and synchronous=FULL: the case
is read from the database, moved, and written back before the next one begins. Ours also writes the entry of the record
with its chain, the accepted answers and the move; the peer writes its serialised workflow and keeps its parsed
specification in memory. Rounds alternate; wanted: at least three times the peer.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / ".venvs/bench/bin/python"
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ.setdefault("LONGBIEN_VAR", tempfile.mkdtemp())

import django
from django.core.management import call_command

django.setup()

from longbien.procedures.actions.perform import perform
from tests.procedures import make

ROUNDS, CASES = 5, 60
MOVES = (
    ("submit", "applicant", {"title": "A thing", "size": 4}, ""),
    ("pass", "officer", None, ""),
    ("approve", "officer", None, "It is good."),
)


def toy() -> dict[str, object]:
    return make.changed(
        make.sample(),
        {
            "set": {
                "states.review": {},
                "actions.pass": {"from": "screening", "to": "review", "by": "officer", "guard": "data.size > 2"},
                "actions.approve.from": "review",
            }
        },
    )


def prepare() -> dict[str, object]:
    call_command("migrate", verbosity=0)
    make.published(toy())
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    return {
        "owner": make.team(applicant),
        "person": applicant,
        "applicant": make.actor(applicant),
        "officer": make.actor(officer),
    }


def ours(world: dict[str, object]) -> float:
    """Transitions per CPU-second of one round."""
    cases = [make.opened(world["owner"], world["person"]) for _ in range(CASES)]
    world["applicant"] = make.actor(world["person"])
    start = time.process_time()
    for case_id in cases:
        for action, who, data, reason in MOVES:
            perform(case_id=case_id, action=action, data=data, reason=reason, by=world[who], at=make.MONDAY)
    return CASES * len(MOVES) / (time.process_time() - start)


def peer(folder: Path) -> float:
    ran = subprocess.run(
        [PEER, ROOT / "benchmarks/peers/spiff.py", folder / "peer.sqlite3", str(CASES)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(ran.stdout)


def install_peer() -> None:
    """SpiffWorkflow lives in a virtual environment of its own."""
    if not PEER.exists():
        uv = ROOT / ".venv/bin/uv"
        subprocess.run([uv, "venv", "-q", PEER.parents[1], "--python", sys.executable], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", PEER, "spiffworkflow==3.2.0"], check=True)


def main() -> None:
    install_peer()
    world = prepare()
    with tempfile.TemporaryDirectory() as folder:
        ours(world)
        pairs = [(ours(world), peer(Path(folder))) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(pair[0] / pair[1] for pair in pairs)
    print(f"ours {mine:.0f}/CPU-s, SpiffWorkflow {theirs:.0f}/CPU-s, ratio {ratio:.1f} (wanted ≥ 3)")


if __name__ == "__main__":
    main()
