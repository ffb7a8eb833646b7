"""What `longbien start` has prepared already; while nothing changed, the next start need not do it again."""

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from django.db import DatabaseError

import longbien
from longbien.site.environment import Environment
from longbien.site.folder import digest_of, every_file
from longbien.site.queries import last_load

STAMP = "prepared"


def is_prepared(env: Environment, *, demo: bool) -> bool:
    """Whether this code has prepared this database for this hub, and with demonstration people when they are asked."""
    stamp = env.var / STAMP
    try:
        return stamp.is_file() and stamp.read_text() == _state(env, demo=demo) and last_load() is not None
    except DatabaseError:  # it was taken away or begun anew
        return False


def note_prepared(env: Environment, *, demo: bool) -> None:
    """Keep what was prepared."""
    (env.var / STAMP).write_text(_state(env, demo=demo))


def _state(env: Environment, *, demo: bool) -> str:
    """A digest of code, libraries, hub and database: name, size and time of our files, the content of the hub's."""
    digest = sha256(f"{env.database_url}\n{env.hub}\n{demo}\n{digest_of(env.hub, every_file(env.hub))}\n".encode())
    for line in sorted(_libraries()):
        digest.update(line.encode())
    for path in sorted(Path(longbien.__file__).parent.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path}\0{path.stat().st_size}\0{path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _libraries() -> Iterator[str]:
    return (f"{one.name}=={one.version}\n" for one in distributions())
