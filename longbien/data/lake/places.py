"""Where tables of the lake stand: in a folder of this machine, or in an S3-compatible bucket (LONGBIEN_LAKE).

Endpoint, region and credentials come from the environment, under the names that every S3 client knows, as those of the
store of documents do. Files of a table are never changed, so what is read of a bucket is kept in the folder.
"""

import os
import shutil
from collections.abc import Iterable
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
        return tuple(self._fetched(uri.removeprefix(f"{self.address}/")) for uri in uris)

    def _fetched(self, name: str) -> Path:
        file = self.folder / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = draft_of(file)
            where = f"{self.address.removeprefix('s3://')}/{name}"
            with _client().open_input_stream(where) as source, draft.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            draft.replace(file)
        return file


def at(folder: Path) -> Folder | Bucket:
    """Where the table stands that has this folder; its name is that of the data set."""
    if settings.LAKE == FILE:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Folder(folder)
    return Bucket(folder, f"{settings.LAKE.rstrip('/')}/{folder.name}")


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
