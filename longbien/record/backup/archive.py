"""The file of a backup: written to the end or not there at all, read only when every byte is as it was."""

import gzip
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from longbien.kernel.text import Text

FORMAT = "longbien-backup/1"
MANIFEST = "manifest.json"
SEALED = "sealed"
STATE = "state"
CHUNK = 1 << 20
BROKEN = (tarfile.TarError, EOFError, OSError, zlib.error, ValueError, KeyError, TypeError)


class Unusable(Exception):
    """A backup can't be made, or this one can't be used; `what` says why, in every language."""

    def __init__(self, *, vi: str, en: str) -> None:
        super().__init__(en)
        self.what = Text.of(vi=vi, en=en)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name only once it is complete and on disk: whoever is killed before leaves nothing."""
    handle = os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(handle)
        here = os.open("/", os.O_PATH)  # unused, yet only with it does Python ask for the link that follows /proc
        try:
            os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=here, follow_symlinks=True)
        except FileExistsError as error:
            raise taken(path) from error
        finally:
            os.close(here)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def taken(path: Path) -> Unusable:
    return Unusable(vi=f"{path} đã có; hãy chọn tên khác", en=f"{path} is there already; choose another name")


class Writer:
    """Adds files one after the other and keeps the list of them for the manifest."""

    def __init__(self, file: BinaryIO) -> None:
        self._packed = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0)
        self._tar = tarfile.TarFile(fileobj=self._packed, mode="w", format=tarfile.PAX_FORMAT)
        self.files: list[dict[str, Any]] = []

    def add(self, name: str, source: BinaryIO, size: int) -> None:
        reading = Hashed(source)
        self._put(name, reading, size)
        self.files.append({"name": name, "size": size, "sha256": reading.digest.hexdigest()})

    def finish(self, about: dict[str, Any]) -> None:
        manifest = json.dumps({"format": FORMAT, **about, "files": self.files}, ensure_ascii=False, indent=1).encode()
        self._put(MANIFEST, BytesIO(manifest), len(manifest))
        self._tar.close()
        self._packed.close()

    def _put(self, name: str, source: Any, size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        self._tar.addfile(entry, source)


class Hashed:
    """Bytes that are hashed as they are read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.digest, self.size = source, sha256(), 0

    def read(self, count: int = -1) -> bytes:
        some = self._source.read(count)
        self.digest.update(some)
        self.size += len(some)
        return some


def unpack(path: Path, into: Path) -> dict[str, Any]:
    """Write every file of a backup below `into`, and hold each against the manifest, which is the answer. Unusable."""
    try:
        with gzip.open(path) as packed:
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                found = {entry.name: _take(tar, entry, into) for entry in tar}
            while packed.read(CHUNK):  # to its end, where gzip's own checksum stands
                pass
        manifest: dict[str, Any] = json.loads((into / MANIFEST).read_bytes())
        said = {file["name"]: (file["size"], file["sha256"]) for file in manifest["files"]}
        known = manifest["format"] == FORMAT
    except BROKEN as error:
        raise _damaged(path, str(error) or type(error).__name__) from error
    if not known:
        raise _damaged(path, f"format {manifest['format']}")
    del found[MANIFEST]
    if wrong := sorted(name for name in said.keys() | found.keys() if said.get(name) != found.get(name)):
        raise _damaged(path, wrong[0])
    return manifest


def _take(tar: tarfile.TarFile, entry: tarfile.TarInfo, into: Path) -> tuple[int, str]:
    name, source = PurePosixPath(entry.name), tar.extractfile(entry) if entry.isfile() else None
    if source is None or name.is_absolute() or ".." in name.parts:
        raise ValueError(f"{entry.name!r} is no file of a backup")
    target, reading = into / name, Hashed(source)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600, exist_ok=False)
    with target.open("wb") as file:
        while some := reading.read(CHUNK):
            file.write(some)
        file.flush()
        os.fsync(file.fileno())
    return reading.size, reading.digest.hexdigest()


def _damaged(path: Path, what: str) -> Unusable:
    return Unusable(
        vi=f"{path} không phải bản sao lưu nguyên vẹn: {what}", en=f"{path} is no backup as it was made: {what}"
    )
