"""What differs between two versions of a procedure, and what that means for a case that stands somewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Difference:
    """A part of the file (`states.screening.sla`) and what became of it."""

    path: str
    change: Change


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every difference between two definitions with their forms, by path; the deepest part that differs."""
    return tuple(_compare("", old, new))


def _compare(path: str, old: Any, new: Any) -> Iterator[Difference]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            below = f"{path}.{key}" if path else str(key)
            if key not in new:
                yield Difference(below, "removed")
            elif key not in old:
                yield Difference(below, "added")
            else:
                yield from _compare(below, old[key], new[key])
    elif old != new:
        yield Difference(path, "changed")


def lost_states(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """States of the old version that the new one does not have: cases that stand there can't simply go over."""
    return tuple(state for state in old["states"] if state not in new["states"])
