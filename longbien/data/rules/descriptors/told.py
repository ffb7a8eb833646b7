"""What a descriptor is made of: a data set, its newest edition, and the files that anybody may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from longbien.data.rules.contract.contract import Contract


@dataclass(frozen=True)
class File:
    """A file of rows: its address, how many bytes, their SHA-256."""

    url: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Edition:
    """One edition that kept its contract."""

    number: int
    rows: int
    at: datetime


@dataclass(frozen=True)
class Told:
    """`files` by format; none for a data set that isn't open, or before its first edition."""

    contract: Contract
    page: str
    language: str
    edition: Edition | None = None
    files: Mapping[str, File] | None = None
