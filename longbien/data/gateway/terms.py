"""What may be asked, and within which limits."""

import re
from dataclasses import dataclass
from pathlib import Path

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
LENGTH = 20_000  # characters of a statement


@dataclass(frozen=True)
class Offer:
    """One view under an agreement: its name, the compiled SELECT over `read_parquet` of exactly these files.

    The SELECT names every file (no patterns): the worker can list no folder.
    """

    name: str
    select: str
    files: tuple[Path, ...]

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"a view is named by small letters, digits and _: {self.name!r}")
        if not all(path.is_absolute() for path in self.files):
            raise ValueError("files are given by their whole path")


@dataclass(frozen=True)
class Limits:
    """How much one question may cost. Rows and bytes beyond are cut, time and memory beyond are refused."""

    rows: int = 10_000
    seconds: int = 10
    memory_mb: int = 512
    bytes: int = 20_000_000
    threads: int = 2
