"""How long anyone waits when sixteen write at once: four processes of four threads, each with people of its own.

Everyone opens cases, drafts, submits and decides them without a pause, on the database of DATABASE_URL or a fresh
SQLite file. Printed: how many actions went through, how many failed, and the median, 99th percentile and longest wait
of one action. `--rounds N` sets how many cases each of the sixteen carries through (default 15).

The exit code is 1 when anything failed, or when the record and the cases don't agree afterwards.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ.setdefault("LONGBIEN_VAR", tempfile.mkdtemp())

import django
from django.core.management import call_command
from django.db import connection

django.setup()

from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.models import Case
from longbien.record.queries import chain
from tests.procedures import make

PROCESSES, THREADS = 4, 4
ANSWERS = {"title": "A thing", "size": 2}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--ready", action="store_true", help="the database is migrated already")
    parser.add_argument("--one-of-four", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one_of_four:
        return write(given.rounds)
    if not given.ready:
        call_command("migrate", verbosity=0, skip_checks=True)
    make.published()
    return report(gather(given.rounds))


def gather(rounds: int) -> tuple[list[float], list[str]]:
    """The waits of all actions, and what went wrong, from processes that begin at the same moment."""
    command = [sys.executable, __file__, "--one-of-four", "--rounds", str(rounds)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": os.environ}
    writers = [subprocess.Popen(command, **pipes) for _ in range(PROCESSES)]
    for writer in writers:
        assert writer.stdout.readline().strip() == "ready"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said = [json.loads(writer.communicate(timeout=600)[0]) for writer in writers]
    return [wait for one in said for wait in one["waits"]], [error for one in said for error in one["errors"]]


def report(gathered: tuple[list[float], list[str]]) -> int:
    waits, errors = gathered
    cuts = statistics.quantiles(waits, n=100)
    broken = [str(case.pk) for case in Case.objects.all() if not agrees(case)]
    print(f"{connection.vendor}: {len(waits)} actions of {PROCESSES * THREADS} writers, {len(errors)} failed")
    print(f"one action waited {cuts[49]:.3f} s (median), {cuts[98]:.3f} s (99 %), {max(waits):.3f} s (longest)")
    print(f"{Case.objects.count()} cases, {len(broken)} of them at odds with the record")
    for error in errors[:5]:
        print(error)
    return bool(errors or broken)


def agrees(case: Case) -> bool:
    """Every move in the chain, without a gap, and the case where its last move led."""
    entries, moves = chain(case.subject), list(case.moves.order_by("seq"))
    told = {one.id for one in entries if one.kind in ("procedures.case-opened", "procedures.case-moved")}
    return (
        [one.seq for one in entries] == list(range(1, len(entries) + 1))
        and told == {move.event_id for move in moves}
        and [move.seq for move in moves] == list(range(1, case.seq + 1))
        and moves[-1].target == case.state == "accepted"
    )


def write(rounds: int) -> int:
    """One process: four threads, each an applicant and an officer of their own."""
    pairs = []
    for n in range(THREADS):
        applicant, officer = make.person(f"applicant{n}"), make.person(f"officer{n}", "programme-officer")
        team = make.team(applicant)
        pairs.append((make.actor(applicant), team.pk, make.actor(officer)))
    waits: list[float] = []
    errors: list[str] = []
    print("ready", flush=True)
    sys.stdin.readline()
    threads = [threading.Thread(target=carry, args=(pair, rounds, waits, errors)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"waits": waits, "errors": errors}))
    return 0


def carry(pair: tuple, rounds: int, waits: list[float], errors: list[str]) -> None:
    applicant, team, officer = pair

    def timed(verb, **given):
        begun = time.perf_counter()
        try:
            return verb(at=make.MONDAY, **given)
        except Exception as error:
            errors.append(f"{verb.__name__}: {type(error).__name__}: {error}")
            return None
        finally:
            waits.append(time.perf_counter() - begun)

    for _ in range(rounds):
        case_id = timed(open_case, procedure="test.sample", owner_id=team, about=None, by=applicant)
        timed(save_draft, case_id=case_id, form="request", data=ANSWERS, by=applicant)
        timed(perform, case_id=case_id, action="submit", data=ANSWERS, by=applicant)
        timed(perform, case_id=case_id, action="approve", reason="Good.", by=officer)
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
