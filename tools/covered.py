"""Fail when a branch of kernel, rules or kinds is not run by the tests that need no database."""

import subprocess
import sys
import tempfile
from pathlib import Path

PURE = "longbien/kernel/*,longbien/*/rules/*,longbien/*/rules.py,longbien/*/kinds/*,longbien/*/events.py"
TESTS = "not django_db and not journey and not slow"


def main() -> int:
    root = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory() as folder:
        data = f"--data-file={folder}/coverage"
        coverage = [sys.executable, "-m", "coverage"]
        run = [*coverage, "run", data, "--branch", f"--include={PURE}", "-m", "pytest", "-q", "-m", TESTS, "tests"]
        ran = subprocess.run(run, cwd=root, check=False)
        if ran.returncode:
            return ran.returncode
        report = [*coverage, "report", data, "--show-missing", "--skip-covered", "--fail-under=100"]
        return subprocess.run(report, cwd=root, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
