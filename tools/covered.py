"""Fail when a branch of the kernel, of rules, kinds or events is not run by the tests that need no database.

Only tests of the rooms that have such modules count; those that try thousands of cases are left to `make test`, and
hypothesis tries few examples, always the same ones, so that the verdict never depends on luck.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PURE = ("kernel", "*/rules", "*/kinds", "*/rules.py", "*/kinds.py", "*/events.py")


def main() -> int:
    house = ROOT / "longbien"
    pure = sorted(path.relative_to(house) for pattern in PURE for path in house.glob(pattern))
    modules = [".".join(("longbien", *path.with_suffix("").parts)) for path in pure]
    rooms = sorted({path.parts[0] for path in pure if path.name != "events.py"})
    tests = [f"tests/{room}" for room in rooms if (ROOT / "tests" / room).is_dir()]
    run = [sys.executable, "-m", "pytest", "-m", "pure and not exhaustive", "--hypothesis-profile=gate", *tests]
    run += ["--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing:skip-covered", "-p", "no:schemathesis"]
    run += [f"--cov={module}" for module in modules]
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            run, cwd=ROOT, env={**os.environ, "COVERAGE_FILE": f"{folder}/data"}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
