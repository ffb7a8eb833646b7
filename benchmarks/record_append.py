"""Appending to the log: leaves a second hashed into the tree in memory, and events a second written and placed on disk.

In memory: real leaves of about 400 bytes, one at a time and in portions (wanted: at least 100,000/s). Persisted: `emit`
inside actions of 50 events, each a transaction, then `sequence`, on the database of DATABASE_URL (SQLite with
synchronous=FULL). Seconds are CPU seconds of this process; the persisted ones are also given by the clock.
"""

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ.setdefault("LONGBIEN_VAR", tempfile.mkdtemp())

import django

django.setup()

from django.core.management import call_command
from measured import peak, said

from longbien.kernel.actor import SYSTEM
from longbien.kernel.event import Event, sealed
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.actions.sequence import sequence
from longbien.record.rules.leaf import Frame, build_leaf, commitment
from longbien.record.rules.merkle import Tree, leaf_hash

LEAVES, PORTION, EVENTS, TOGETHER = 200_000, 1_000, 5_000, 50
ROUNDS, STORED_ROUNDS = 5, 5
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Measured(Event, type="benchmark.measured"):
    count: int
    reason: str = sealed()


def leaves() -> list[bytes]:
    case = Subject("trials.trial", new_id())
    seal = {"reason": commitment(b"s" * 32, b'"x"')}
    some = [build_leaf(Measured(n, "x"), Frame(new_id(), NOW, SYSTEM.id, case), seal) for n in range(1_000)]
    return some * (LEAVES // len(some))


def one_by_one(given: list[bytes]) -> float:
    tree, start = Tree(), time.process_time()
    for leaf in given:
        tree.extend((leaf_hash(leaf),))
    return len(given) / (time.process_time() - start)


def in_portions(given: list[bytes]) -> float:
    tree, start = Tree(), time.process_time()
    for at in range(0, len(given), PORTION):
        tree.extend([leaf_hash(leaf) for leaf in given[at : at + PORTION]])
    return len(given) / (time.process_time() - start)


@act
def write(case: Subject) -> None:
    for n in range(TOGETHER):
        emit(Measured(n, "because"), subject=case, by=SYSTEM, at=NOW, chain=case)


def rates(work: Callable[[], None], count: int) -> tuple[float, float]:
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return count / (time.process_time() - cpu), count / (time.perf_counter() - clock)


def write_all() -> None:
    case = Subject("trials.trial", new_id())
    for _ in range(EVENTS // TOGETHER):
        write(case)


def place_all() -> None:
    while sequence():
        pass


def main() -> None:
    given = leaves()
    single, portions = ([how(given) for _ in range(ROUNDS)] for how in (one_by_one, in_portions))
    print(f"tree in memory, one by one {said(single, ' leaves/CPU-s')} (wanted ≥ 100,000)")
    print(f"tree in memory, in portions of {PORTION:,} {said(portions, ' leaves/CPU-s')}, {peak()}")
    call_command("migrate", verbosity=0, interactive=False)
    place_all()
    stored = [(rates(write_all, EVENTS), rates(place_all, EVENTS)) for _ in range(STORED_ROUNDS)]
    for what, place in (("written", 0), ("placed", 1)):
        per_cpu, per_clock = zip(*(round_[place] for round_ in stored), strict=True)
        print(f"on disk, {what} {said(per_cpu, ' events/CPU-s')}, by the clock {said(per_clock, ' events/s')}")
    print(f"in transactions of {TOGETHER} events; {peak()}")


if __name__ == "__main__":
    main()
