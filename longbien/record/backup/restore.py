"""`longbien restore`: a hub out of a backup, in an empty folder. Needs no settings: there is no hub yet."""

import argparse
import getpass
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from longbien.record.backup.archive import SEALED, STATE, Unusable, unpack
from longbien.record.backup.database import POSTGRESQL, SQLITE, check_room, fill
from longbien.record.backup.sealing import unseal

STAGE = ".restoring"
PASSPHRASE = "LONGBIEN_BACKUP_PASSPHRASE"  # noqa: S105  (the name of a variable)
EXAMPLES = """Examples:
  longbien restore hub-2026-11-28.backup new-var           asks for the passphrase if the backup holds keys
  DATABASE_URL=postgresql://… longbien restore hub.backup new-var      a backup of PostgreSQL, into an empty database
  LONGBIEN_VAR=new-var longbien log verify --documents     afterwards: all is as it was signed

The folder must be empty, or not there. Every file is held against the manifest before anything gets its place.

Exit codes: 0 restored, 1 the backup can't be used (it says why; nothing was restored), 2 wrong usage.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="what `longbien backup` wrote")
    parser.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="where to, empty; default: LONGBIEN_VAR, else var"
    )
    parser.add_argument("--without-keys", action="store_true", help="leave the sealed keys and settings in the backup")


def main(words: Sequence[str]) -> int:
    """Restore as the command line says; the answer is the exit code."""
    parser = argparse.ArgumentParser(
        "longbien restore",
        description="Restore a hub from a backup into an empty folder.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(parser)
    given = parser.parse_args(words)
    return run(given.file, given.folder, with_keys=not given.without_keys)


def run(file: Path, folder: Path | None, *, with_keys: bool) -> int:
    target = folder or Path(os.environ.get("LONGBIEN_VAR") or "var")
    try:
        said = restore(file, target, with_keys=with_keys, url=os.environ.get("DATABASE_URL", ""))
    except Unusable as error:
        print(f"longbien restore: {' | '.join(error.what.values())}", file=sys.stderr)
        return 1
    print("\n".join(said))
    return 0


def restore(file: Path, target: Path, *, with_keys: bool, url: str) -> list[str]:
    """Restore `file` into the empty folder `target`; the answer is what to tell. Unusable leaves `target` as it was."""
    if not file.is_file():
        raise Unusable(vi=f"không có tệp {file}", en=f"there is no file {file}")
    stage = _prepare(target)
    try:
        manifest = unpack(file, stage)
        sealed = stage / SEALED
        found = unseal(sealed.read_bytes(), _passphrase()) if sealed.exists() and with_keys else {}
        for name, content in found.items():
            _keep(stage / STATE / name, content)
        if manifest["engine"] == "postgresql":
            check_room(url)
            fill(url, stage / STATE / POSTGRESQL)
            (stage / STATE / POSTGRESQL).unlink()
        _settle(stage / STATE, target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return _told(manifest, target, has_keys=bool(found))


def _prepare(target: Path) -> Path:
    """The place to unpack in, below `target`. Unusable unless that is empty but for what a killed restore left."""
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        if others := sorted(path.name for path in target.iterdir() if path.name != STAGE):
            raise Unusable(
                vi=f"thư mục {target} không trống ({others[0]}); hãy chọn một thư mục trống",
                en=f"the folder {target} isn't empty ({others[0]}); choose an empty one",
            )
        shutil.rmtree(target / STAGE, ignore_errors=True)
        (target / STAGE).mkdir(mode=0o700)
    except OSError as error:
        raise Unusable(
            vi=f"không dùng được thư mục {target}: {error.strerror}", en=f"{target} can't be used: {error.strerror}"
        ) from error
    return target / STAGE


def _settle(stage: Path, target: Path) -> None:
    """Give everything its place, the database last: a folder without one is no hub."""
    for path in sorted(stage.iterdir(), key=lambda path: path.name == SQLITE):
        path.replace(target / path.name)


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)


def _passphrase() -> str:
    if given := os.environ.get(PASSPHRASE):
        return given
    if sys.stdin.isatty():
        return getpass.getpass("Cụm mật khẩu | Passphrase: ")
    raise Unusable(
        vi=f"bản sao lưu này giữ khoá; hãy đặt {PASSPHRASE}, hoặc dùng --without-keys",
        en=f"this backup holds keys; set {PASSPHRASE}, or leave them with --without-keys",
    )


def _told(manifest: dict[str, object], target: Path, *, has_keys: bool) -> list[str]:
    files = manifest["files"]
    lines = [f"restored: {len(files) if isinstance(files, list) else 0} files of {manifest['made_at']} in {target}"]
    if not has_keys:
        lines.append(f"keys and settings are not restored: put your copies into {target / 'keys'} first")
    else:
        lines.append(f"the settings of that time are in {target / 'settings.env'}; they are not applied by themselves")
    lines.append(f"now: LONGBIEN_VAR={target} longbien log verify --documents")
    return lines
