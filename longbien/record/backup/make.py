"""Make a backup while web and worker go on.

Files of state get their names when they are whole and before a row speaks of them, and lose them only after the row is
gone. So they are linked, the database is copied, and they are linked again: what its rows name is there.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from django.conf import settings

from longbien.record import keys, state, vault
from longbien.record.backup.archive import SEALED, STATE, Unusable, Writer, taken, whole_file
from longbien.record.backup.database import Snapshot, snapshot
from longbien.record.backup.restore import PASSPHRASE
from longbien.record.backup.sealing import seal

DOCUMENTS = "documents"
SETTINGS = ("LONGBIEN_", "DATABASE_URL", "AWS_")
TURNS = 3


@dataclass(frozen=True)
class Made:
    """What lies in the file: how many files, the size of the signed log, whether keys and settings are in it."""

    files: int
    entries: int
    has_keys: bool


def make(target: Path, *, passphrase: str, at: datetime) -> Made:
    """Write a backup to `target`, whole or not at all. Without a passphrase keys and settings stay out. Unusable."""
    if target.exists():
        raise taken(target)
    with _workplace() as work, whole_file(target) as file:
        moment = _gather(work)
        writer = Writer(file)
        for path in sorted(path for path in work.rglob("*") if path.is_file()):
            with path.open("rb") as source:
                writer.add(f"{STATE}/{path.relative_to(work).as_posix()}", source, path.stat().st_size)
        if passphrase:
            sealed = seal(_secrets(), passphrase)
            writer.add(SEALED, BytesIO(sealed), len(sealed))
        size, note = moment.head or (0, "")
        writer.finish(
            {
                "made_at": at.isoformat(timespec="seconds"),
                "hub": settings.HUB.code,
                "engine": moment.engine,
                "checkpoint": note,
                "key": str(keys.verifier()),
            }
        )
    return Made(len(writer.files), size, bool(passphrase))


@contextmanager
def _workplace() -> Iterator[Path]:
    """A folder of this backup alone; what a killed one left there goes first."""
    work = Path(settings.VAR) / "backup"
    with (Path(settings.VAR) / "backup.lock").open("ab") as gate:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Unusable(vi="một lần sao lưu khác đang chạy", en="another backup is running") from error
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _gather(work: Path) -> Snapshot:
    """Database and files of one moment below `work`; anew when a document was erased in between."""
    for _ in range(TURNS):
        _link(work)
        found = snapshot(work)
        _link(work)
        if all(_has(work, digest) for digest in found.digests):
            return found
        shutil.rmtree(work)
        work.mkdir(mode=0o700)
    raise Unusable(
        vi="có tài liệu mà sổ ghi nhắc tới nhưng không còn; hãy chạy `longbien log verify`",
        en="a document that the record names is missing; run `longbien log verify`",
    )


def _link(work: Path) -> None:
    """A second name for every file of state; a copy where there can be none."""
    folders = state.patterns() | ({DOCUMENTS: "??/*"} if vault.store().folder else {})
    for folder, pattern in folders.items():
        for path in (Path(settings.VAR) / folder).glob(pattern):
            second = work / path.relative_to(settings.VAR)
            if path.is_file() and path.suffix != ".part" and not second.exists():
                second.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _second_name(path, second)


def _second_name(path: Path, second: Path) -> None:
    try:
        os.link(path, second)
    except FileNotFoundError:
        return  # erased this very moment
    except OSError:
        shutil.copyfile(path, second)


def _has(work: Path, digest: str) -> bool:
    """Whether a document lies in the workplace; from a bucket it is fetched now."""
    path = work / DOCUMENTS / digest[:2] / digest
    if path.exists() or vault.store().folder:
        return path.exists()
    source = vault.store().open(digest)
    if source is None:
        return False
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with source, path.open("wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
    return True


def _is_setting(name: str) -> bool:
    return name.startswith(SETTINGS) and name != PASSPHRASE


def _secrets() -> dict[str, bytes]:
    """Keys and settings, by the names they get in the restored folder."""
    var = Path(settings.VAR)
    paths = [path for path in (*sorted(var.glob("*.key")), *(var / "keys").rglob("*")) if path.is_file()]
    found = {path.relative_to(var).as_posix(): path.read_bytes() for path in paths}
    given = sorted(f"{name}={value}\n" for name, value in os.environ.items() if _is_setting(name))
    return found | {"settings.env": "".join(given).encode()}
