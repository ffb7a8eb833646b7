"""Change the rules a little at a time and see whether a test notices (mutmut, in a copy of the tree).

    tools/mutants.py                                  a sample: three modules of each room below
    tools/mutants.py --room trials --modules 2 --seed 7
    tools/mutants.py --room kernel longbien/kernel/money.py

Only the tests of the room that need no database judge. What survives is shown as a difference; not all of it is a
fault: some changes make no difference to anyone (a message in other words, `strict=` where lengths are equal anyway).
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("kernel", "record", "trials", "procedures", "ledger")
PURE = ("kernel/*.py", "{}/rules/**/*.py", "{}/kinds/**/*.py")
MUTMUT = [sys.executable, "-m", "mutmut"]


def modules_of(room: str) -> list[str]:
    patterns = PURE[:1] if room == "kernel" else [pattern.format(room) for pattern in PURE[1:]]
    found = {path for pattern in patterns for path in (ROOT / "longbien").glob(pattern) if path.stat().st_size}
    return sorted(str(path.relative_to(ROOT)) for path in found if path.name != "__init__.py")


def settings(room: str, modules: list[str]) -> str:
    """Each mutant is judged in a process of its own: registers of the house hold one of each name."""
    values = {
        "source_paths": ["longbien"],
        "only_mutate": modules,
        "also_copy": ["longbien", "tests", "tools", "hubs", "trace", "docs"],
        "process_isolation": "forkserver",
        "timeout_constant": 20.0,
        "pytest_add_cli_args": ["-m", "pure and not exhaustive", "--hypothesis-profile=gate", "-p", "no:schemathesis"],
        "pytest_add_cli_args_test_selection": [f"tests/{room}"],
    }
    return "\n[tool.mutmut]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())


def survivors(room: str, modules: list[str]) -> int:
    """Judge every mutant of these modules; print those that no test noticed, and answer how many."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "tree"
        left = shutil.ignore_patterns(".*", "var", "shots", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=left)
        with (copy / "pyproject.toml").open("a") as file:
            file.write(settings(room, modules))
        with (Path(folder) / "log").open("w+") as log:
            ran = subprocess.run([*MUTMUT, "run", "--max-children", "2"], cwd=copy, stdout=log, stderr=log, check=False)
            if ran.returncode:
                log.seek(0)
                raise SystemExit(log.read()[-3000:])
        told = subprocess.run([*MUTMUT, "results"], cwd=copy, capture_output=True, text=True, check=True).stdout
        alive = [line.partition(":")[0].strip() for line in told.splitlines() if line.endswith("survived")]
        for name in alive:
            shown = subprocess.run([*MUTMUT, "show", name], cwd=copy, capture_output=True, text=True, check=True).stdout
            changed = [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
            print("\n".join([f"{modules[0] if len(modules) == 1 else room}: {name}", *changed]))
        return len(alive)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", choices=ROOMS, action="append", help="judge this room only (may be given again)")
    parser.add_argument("--modules", type=int, default=3, help="so many modules of each room (3)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    parser.add_argument("module", nargs="*", help="these modules, of the one room given")
    given = parser.parse_args()
    total = 0
    for room in given.room or ROOMS:
        known = modules_of(room)
        chosen = given.module or random.Random(given.seed).sample(known, min(given.modules, len(known)))
        print(f"== {room}: {' '.join(chosen)}", flush=True)
        total += survivors(room, chosen)
    print(f"{total} mutants survived")
    return 0


if __name__ == "__main__":
    sys.exit(main())
