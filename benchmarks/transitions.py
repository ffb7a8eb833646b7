"""Persisted transitions per CPU-second, against SpiffWorkflow on the same toy case with the same durability.

The toy case, “a permit with one question back”: an applicant submits a form of twelve answers, an officer asks back,
the applicant answers, the officer passes it on, a reviewer's guard looks at an answer, an officer approves with a
reason. Six transitions, each one transaction on a SQLite file with WAL and synchronous=FULL: the case is read from the
database, moved, and written back before the next one begins. Ours also checks role and form, and writes the entry of
the record with its chain, the accepted answers and the move. The peer stores its workflow in three ways, told in
peers/spiff.py; `tables` is how its documentation stores in SQLite. Rounds alternate; wanted: three times the peer.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / ".venvs/bench/bin/python"
# The serializer of the peer's example application (sartography/spiff-example-cli, commit 9876974) is in no package.
EXAMPLE = Path(os.environ.get("LONGBIEN_CONFORMANCE", "none")) / "spiff-example-cli/spiff_example/serializer/sqlite"
EXAMPLE_FILES = {
    "serializer.py": "1c4e3335af5f9cc3c68c902d77044d7ad833d7336a65dd2d12e35ae319f92e9b",
    "schema-sqlite.sql": "a296354d18c864403067eae3aacec6820aa01c455fa8da58f7962029366d86ea",
}
PEER_MEMORY: dict[str, str] = {}
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ.setdefault("LONGBIEN_VAR", tempfile.mkdtemp())

import django
from django.core.management import call_command

django.setup()

from measured import peak, ratio, said

from longbien.procedures.actions.perform import perform
from tests.procedures import make

ROUNDS, CASES = 5, 40
ANSWERS = {
    "title": "A thing that carries parcels", "size": 4, "q1": "Along the river, in the morning", "q2": "Two engineers",
    "q3": "By telephone", "q4": "None so far", "q5": 5, "q6": 6, "q7": True, "q8": "2026-12-01",
    "q9": "It was tried in a closed yard for three months, and nobody was hurt.", "q10": "A report is attached.",
}  # fmt: skip
MOVES = (
    ("submit", "applicant", ANSWERS, ""),
    ("ask", "officer", None, "Please say more about the yard."),
    ("resubmit", "applicant", {"answer": "It is fenced on all sides."}, ""),
    ("pass", "officer", None, ""),
    ("report", "officer", None, ""),
    ("approve", "officer", None, "It is good."),
)


def toy() -> tuple[dict[str, object], dict[str, object]]:
    """The procedure and its forms."""
    kinds = {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}}
    data = make.sample()
    data["forms"] = {"request": "forms/request.schema.json", "more": "forms/more.schema.json"}
    data["states"] = {
        "draft": {},
        "screening": {},
        "more_info": {},
        "review": {},
        "decision": {},
        "accepted": {"final": True},
    }
    data["actions"] = {
        "submit": {"from": "draft", "to": "screening", "by": "applicant", "form": "request"},
        "ask": {"from": "screening", "to": "more_info", "by": "officer", "require": ["reason"]},
        "resubmit": {"from": "more_info", "to": "screening", "by": "applicant", "form": "more"},
        "pass": {"from": "screening", "to": "review", "by": "officer"},
        "report": {**make.action("review", "decision", "officer"), "guard": "data.size > 2"},
        "approve": {"from": "decision", "to": "accepted", "by": "officer", "require": ["reason"]},
    }
    answers = make.form(**{name: dict(kinds[type(value)]) for name, value in ANSWERS.items()})
    return data, {"request": answers, "more": make.form(answer={"type": "string"})}


def prepare() -> dict[str, object]:
    call_command("migrate", verbosity=0)
    make.published(*toy())
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


def peer(way: str, folder: Path) -> float:
    """Transitions per CPU-second of one round, on a database of its own."""
    given = [dict(data or {}, action=action, reason=reason) for action, _, data, reason in MOVES]
    database = Path(tempfile.mkdtemp(dir=folder)) / "peer.sqlite3"
    command = [PEER, ROOT / "benchmarks/peers/spiff.py", way, database, str(CASES), json.dumps(given)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    rate, _, PEER_MEMORY[way] = ran.stdout.strip().partition(" ")
    return float(rate)


def install_peer() -> tuple[str, ...]:
    """SpiffWorkflow in a virtual environment of its own; the answer is the ways it can store a workflow here."""
    if not PEER.exists():
        uv = ROOT / ".venv/bin/uv"
        subprocess.run([uv, "venv", "-q", PEER.parents[1], "--python", sys.executable], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", PEER, "spiffworkflow==3.2.0"], check=True)
    if not EXAMPLE.is_dir():
        print(f"SpiffWorkflow in tables: left out, {EXAMPLE} is not here (benchmarks/README.md says what it is)")
        return ("text", "lean")
    for name, digest in EXAMPLE_FILES.items():
        assert sha256((EXAMPLE / name).read_bytes()).hexdigest() == digest, name
    return ("tables", "text", "lean")


def main() -> None:
    ways = install_peer()
    world = prepare()
    mine: list[float] = []
    theirs: dict[str, list[float]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as folder:
        ours(world)
        for _ in range(ROUNDS):
            mine.append(ours(world))
            for way in ways:
                theirs[way].append(peer(way, Path(folder)))
    print(f"ours {said(mine)}, {peak()}")
    for way, rates in theirs.items():
        print(f"SpiffWorkflow in {way} {said(rates)}, ratio {ratio(mine, rates)} (wanted ≥ 3), {PEER_MEMORY[way]}")


if __name__ == "__main__":
    main()
