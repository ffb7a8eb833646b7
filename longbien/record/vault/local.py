"""Documents in a folder of LONGBIEN_VAR."""

import os
from pathlib import Path
from typing import BinaryIO

from longbien.record.vault.received import Received


class Local:
    """Two letters of the digest name the folder, all of it the file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def has(self, digest: str) -> bool:
        return self.path_of(digest).exists()

    def open(self, digest: str) -> BinaryIO | None:
        try:
            return self.path_of(digest).open("rb")
        except FileNotFoundError:
            return None

    def put(self, received: Received) -> None:
        target = self.path_of(received.sha256)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        if not target.exists():
            # A second name beside its place, then renamed: whoever looks finds the whole file or none.
            second = received.draft.with_suffix(".kept.part")
            os.link(received.draft, second)
            second.replace(target)
        for directory in (target.parent, self.folder):
            descriptor = os.open(directory, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def drop(self, digest: str) -> None:
        self.path_of(digest).unlink(missing_ok=True)
