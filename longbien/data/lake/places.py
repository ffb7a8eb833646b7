"""Where tables of the lake stand: in a folder of this machine, or in an S3-compatible bucket (LONGBIEN_LAKE).

Endpoint, region and credentials come from the environment, under the names that every S3 client knows, as those of the
store of documents do. Files of a table are never changed, so what is read of a bucket is kept in the folder.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

from longbien.data.drafts import draft_of
from longbien.kernel.extras import require

FILE = "file"
# One writer at a time is held by the database: the bucket need not do that as well.
OPTIONS = {"AWS_S3_ALLOW_UNSAFE_RENAME": "true"}
CONNECT_SECONDS, REQUEST_SECONDS = 5, 60


@dataclass(frozen=True)
class Folder:
    """A table in a folder."""

    folder: Path
    options: dict[str, str] | None = None

    @property
    def address(self) -> str:
        return str(self.folder)

    def local(self, uris: Iterable[str]) -> tuple[Path, ...]:
        return tuple(Path(unquote(urlsplit(uri).path)) for uri in uris)

    def named(self, uris: Iterable[str]) -> tuple[str, ...]:
        """Files as they are called below the table's folder."""
        return tuple(one.relative_to(self.folder).as_posix() for one in self.local(uris))

    def names(self) -> frozenset[str]:
        """Every file of the table, of every version, and of its log."""
        return _below(self.folder)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()


@dataclass(frozen=True)
class Bucket:
    """A table below `s3://bucket/prefix`."""

    folder: Path
    address: str

    @property
    def options(self) -> dict[str, str]:
        is_plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
        return OPTIONS | {"AWS_ALLOW_HTTP": "true"} if is_plain else OPTIONS

    def local(self, uris: Iterable[str]) -> tuple[Path, ...]:
        """The files, fetched if they aren't here yet."""
        return tuple(map(self._fetched, self.named(uris)))

    def named(self, uris: Iterable[str]) -> tuple[str, ...]:
        return tuple(uri.removeprefix(f"{self.address}/") for uri in uris)

    def names(self) -> frozenset[str]:
        """Those of the bucket, and copies of them that are kept here."""
        root = self.address.removeprefix("s3://")
        return frozenset(one.removeprefix(f"{root}/") for one in _listed(root)) | _below(self.folder)

    def remove(self, name: str) -> None:
        """Here and there; a bucket that keeps versions of what is deleted keeps them."""
        (self.folder / name).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            _client().delete_file(f"{self.address.removeprefix('s3://')}/{name}")

    def _fetched(self, name: str) -> Path:
        file = self.folder / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = draft_of(file)
            _copy(f"{self.address.removeprefix('s3://')}/{name}", draft)
            draft.replace(file)
        return file


def at(folder: Path) -> Folder | Bucket:
    """Where the table stands that has this folder; its name is that of the data set."""
    if settings.LAKE == FILE:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Folder(folder)
    return Bucket(folder, f"{settings.LAKE.rstrip('/')}/{folder.name}")


def away(folder: Path) -> Iterator[Path]:
    """Each file of a lake that lies in a bucket, copied below `folder` until the next one is asked for."""
    if settings.LAKE == FILE:
        return
    root = settings.LAKE.removeprefix("s3://").rstrip("/")
    for name in _listed(root):
        file = folder / name.removeprefix(f"{root}/")
        file.parent.mkdir(parents=True, exist_ok=True)
        _copy(name, file)
        yield file
        file.unlink()


def _below(folder: Path) -> frozenset[str]:
    return frozenset(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def _listed(root: str) -> list[str]:
    """The files of the bucket below `root`, as it calls them."""
    chosen = require("pyarrow.fs", extra="s3").FileSelector(root, recursive=True, allow_not_found=True)
    return sorted(one.path for one in _client().get_file_info(chosen) if one.is_file)


def _copy(name: str, file: Path) -> None:
    with _client().open_input_stream(name) as source, file.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


@lru_cache(maxsize=1)
def _client() -> Any:
    server = urlsplit(os.environ.get("AWS_ENDPOINT_URL", ""))
    return require("pyarrow.fs", extra="s3").S3FileSystem(
        endpoint_override=server.netloc or None,
        scheme=server.scheme or "https",
        region=os.environ.get("AWS_REGION", "us-east-1"),
        connect_timeout=CONNECT_SECONDS,
        request_timeout=REQUEST_SECONDS,
    )
