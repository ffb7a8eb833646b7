"""Documents in an S3-compatible bucket, through the extra `s3`.

Endpoint, region and credentials come from the environment, under the names that every S3 client knows:
AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from longbien.kernel.extras import require
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.record.vault.received import Received

log = logging.getLogger("longbien.documents")

CHUNK = 1 << 20
CONNECT_SECONDS, REQUEST_SECONDS = 5, 30


AWAY = Text.of(
    vi="Kho tài liệu đang không trả lời nên tệp chưa được lưu. Hãy thử lại sau ít phút.",
    en="The store of documents doesn't answer, so the file was not stored. Try again in a few minutes.",
)


@contextmanager
def _reaching() -> Iterator[None]:
    """Refusal (503) when the server can't be reached or won't have us."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        log.warning("the store of documents did not answer", extra={"error": str(error)[:300]})
        raise Refusal("documents-away", AWAY, status=503) from error


class Bucket:
    """`s3://bucket/prefix`. Two letters of the digest come first, as in the folder of a machine."""

    folder = None

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self._root = f"{place.netloc}{place.path}".strip("/")

    def has(self, digest: str) -> bool:
        with _reaching():
            return bool(self._files.get_file_info(self._path_of(digest)).is_file)

    def open(self, digest: str) -> BinaryIO | None:
        try:
            with _reaching():
                found: BinaryIO = self._files.open_input_file(self._path_of(digest))
        except FileNotFoundError:
            return None
        return found

    def put(self, received: Received) -> None:
        if self.has(received.sha256):
            return
        path = self._path_of(received.sha256)
        try:
            with _reaching(), received.draft.open("rb") as source, self._files.open_output_stream(path) as target:
                shutil.copyfileobj(source, target, CHUNK)
        except BaseException:
            self.drop(received.sha256)  # leaving the stream closes it, and what was sent so far would stay
            raise

    def drop(self, digest: str) -> None:
        if self.has(digest):
            with _reaching():
                self._files.delete_file(self._path_of(digest))

    def _path_of(self, digest: str) -> str:
        return f"{self._root}/{digest[:2]}/{digest}"

    @cached_property
    def _files(self) -> Any:
        """Made at the first use: neither the library nor the server is needed to start."""
        server = urlsplit(os.environ.get("AWS_ENDPOINT_URL", ""))
        return require("pyarrow.fs", extra="s3").S3FileSystem(
            endpoint_override=server.netloc or None,
            scheme=server.scheme or "https",
            region=os.environ.get("AWS_REGION", "us-east-1"),
            connect_timeout=CONNECT_SECONDS,
            request_timeout=REQUEST_SECONDS,
        )
