"""What is derived from a data set and has to follow when its rows are rewritten: snapshots, cubes, other catalogues.

    @dependent("shares")
    def rebuild(code: str) -> int: ...      in the module that makes them; the answer is how many were made anew

`FOLDERS` of the state hold such files; after an erasure every file below them is looked through.
"""

from collections.abc import Callable

Rebuild = Callable[[str], int]

FOLDERS = ("lake", "shares", "quarantine", "iceberg", "cubes", "previews")
_dependents: dict[str, Rebuild] = {}


def dependent(name: str) -> Callable[[Rebuild], Rebuild]:
    """Register what rebuilds one kind of derived files."""

    def register(rebuild: Rebuild) -> Rebuild:
        if name in _dependents:
            raise RuntimeError(f"two dependents are called {name}")
        _dependents[name] = rebuild
        return rebuild

    return register


def dependents() -> dict[str, Rebuild]:
    return dict(_dependents)
