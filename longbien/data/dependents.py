"""What is derived from a data set and has to follow when its rows are rewritten: snapshots, cubes, other catalogues.

    @dependent("shares")
    def rebuild(code: str, at: datetime) -> int: ...    in the module that makes them; how many were made anew

`FOLDERS` of the state hold such files; after an erasure every file below them is looked through.
"""

from collections.abc import Callable
from datetime import datetime

Rebuild = Callable[[str, datetime], int]

FOLDERS = ("lake", "shares", "quarantine", "cubes")
_dependents: dict[str, Rebuild] = {}


def dependent(name: str) -> Callable[[Rebuild], Rebuild]:
    """Register what rebuilds one kind of derived files."""

    def register(rebuild: Rebuild) -> Rebuild:
        if name in _dependents:
            raise RuntimeError(f"two dependents are called {name}")
        _dependents[name] = rebuild
        return rebuild

    return register


def rebuilt(code: str, at: datetime) -> dict[str, int]:
    """Have all that is derived from a data set follow its rows; how many of each kind were made anew."""
    return {name: rebuild(code, at) for name, rebuild in sorted(_dependents.items())}
