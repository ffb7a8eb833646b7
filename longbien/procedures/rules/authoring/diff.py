"""What differs between two versions of a procedure, and what that means for a case that stands somewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Change = Literal["added", "removed", "changed", "renamed"]
STATES = "definition.states"


@dataclass(frozen=True)
class Difference:
    """A part of the file (`states.screening.sla`), what became of it, and what stood there before and after.

    Of a state that is renamed, the path is that of its new name; before and after are the names.
    """

    path: str
    change: Change
    before: Any = field(default=None, compare=False)
    after: Any = field(default=None, compare=False)


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every difference between two definitions with their forms, by path; the deepest part that differs.

    A state that `migrate.map` leads to a new one is that state, renamed.
    """
    return tuple(_compare("", old, new, _renamed(old, new)))


def _renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """The states of `old` that are gone, by name, with the name in `new` that was not there before."""
    before, after = (one.get("definition", {}) for one in (old, new))
    mapped = (after.get("migrate") or {}).get("map") or {}
    old_names, new_names = before.get("states", {}).keys(), after.get("states", {}).keys()
    gone, come = old_names - new_names, new_names - old_names
    return {name: to for name, to in mapped.items() if name in gone and to in come}


def _compare(path: str, old: Any, new: Any, renamed: Mapping[str, str]) -> Iterator[Difference]:
    if path == STATES:
        for name, to in renamed.items():
            yield Difference(f"{path}.{to}", "renamed", name, to)
        old = {renamed.get(name, name): state for name, state in old.items()}
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            below = f"{path}.{key}" if path else str(key)
            if key not in new:
                yield Difference(below, "removed", before=old[key])
            elif key not in old:
                yield Difference(below, "added", after=new[key])
            else:
                yield from _compare(below, old[key], new[key], renamed)
    elif old != new:
        yield Difference(path, "changed", old, new)
