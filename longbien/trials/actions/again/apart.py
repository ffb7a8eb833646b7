"""Run a course again where it can touch nothing: a process, a database and a folder of its own, thrown away after."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.record.schema import lay_schema
from longbien.trials.actions.again.run import run_again
from longbien.trials.rules.again import Course, Result

COURSE, RESULT = "course.json", "result.json"
SAID = 600


def run_apart(course: Course) -> Result:
    """What comes of a course in a fresh SQLite database. Refusal 500 with its last words when the process fails."""
    with TemporaryDirectory(prefix="longbien-again-") as folder:
        (Path(folder) / COURSE).write_text(json.dumps(course.to_data()))
        apart = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        done = subprocess.run(
            [sys.executable, "-m", "django", "monitor", "again", folder],
            env={**apart, "LONGBIEN_VAR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise _failed(done.stderr[-SAID:])
        return Result(**json.loads((Path(folder) / RESULT).read_text()))


def run_here(folder: Path) -> None:
    """The other end of `run_apart`: the course of the folder, run in this process's database."""
    lay_schema()
    given = json.loads((folder / COURSE).read_text())
    course = Course(given["regime"], tuple(given["versions"]), tuple(given["deeds"]))
    (folder / RESULT).write_text(json.dumps(run_again(course).to_data()))


def _failed(said: str) -> Refusal:
    what = Text.of(vi=f"Lần tính lại không chạy đến cùng: {said}", en=f"The second run did not come to its end: {said}")
    return Refusal("again-failed", what, status=500)
