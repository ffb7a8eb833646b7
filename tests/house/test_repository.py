"""What is committed names no machine and no registry, and every lock is hashed."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_locks_hold_hashes_and_no_addresses() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        assert "://" not in text, lock
        pins = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins), lock


def test_no_file_is_large() -> None:
    assert [path for path in tracked() if path.exists() and path.stat().st_size > 1_500_000] == []


def test_code_and_pages_stay_within_twenty_files_a_folder() -> None:
    folders: dict[Path, int] = {}
    for path in tracked():
        if path.suffix == ".py" and "longbien" in path.parts and "migrations" not in path.parts:
            folders[path.parent] = folders.get(path.parent, 0) + 1
    assert {folder: count for folder, count in folders.items() if count > 20} == {}
