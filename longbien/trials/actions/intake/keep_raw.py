"""Put the bytes of a batch on the disk, for good, under their hash."""

import os
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from longbien.trials.queries.batches import raw_path


def keep_raw(trial_id: UUID, body: bytes) -> str:
    """The hex SHA-256 of the bytes, which now lie safe in `raw_path`. Returns only after fsync of file and folder."""
    name = sha256(body).hexdigest()
    path = raw_path(trial_id, name)
    if path.exists():
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}")
    with passing.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(path)
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _fsync(folder)
    return name


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
