"""Factories of the site: a copy of a hub's folder that a test may spoil, and a command run as a person would."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def copy_of(hub: str, target: Path) -> Path:
    """`hubs/<hub>` in a folder of the test's own."""
    return Path(shutil.copytree(ROOT / "hubs" / hub, target / hub))


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace a passage that must stand in the file."""
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def longbien(*words: object, **environment: str) -> Ran:
    """The command in a process of its own, which is where exit codes count."""
    known = {**os.environ, "DJANGO_SETTINGS_MODULE": "longbien.site.settings", **environment}
    command = [Path(sys.executable).with_name("longbien"), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=known, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)
