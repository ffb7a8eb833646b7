"""What differs between two versions of a procedure, and what that means for a case that stands somewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Difference:
    """A part of the file (`states.screening.sla`), what became of it, and what stood there before and after."""

    path: str
    change: Change
    before: Any = field(default=None, compare=False)
    after: Any = field(default=None, compare=False)


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every difference between two definitions with their forms, by path; the deepest part that differs."""
    return tuple(_compare("", old, new))


def _compare(path: str, old: Any, new: Any) -> Iterator[Difference]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            below = f"{path}.{key}" if path else str(key)
            if key not in new:
                yield Difference(below, "removed", before=old[key])
            elif key not in old:
                yield Difference(below, "added", after=new[key])
            else:
                yield from _compare(below, old[key], new[key])
    elif old != new:
        yield Difference(path, "changed", old, new)
