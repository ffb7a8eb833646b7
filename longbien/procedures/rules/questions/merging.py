"""One form out of what several people wrote: of each question, the answer that was given last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Written:
    """What one person wrote. `touched`: when each question was last answered or cleared, as an ISO instant in UTC;
    `known`: what was taken from a register, by question."""

    person: UUID | None
    data: Mapping[str, Any]
    touched: Mapping[str, str]
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Merged:
    """`by`: who answered each question last."""

    data: dict[str, Any]
    touched: dict[str, str]
    known: dict[str, Any]
    by: dict[str, UUID | None]


def merge(written: Iterable[Written]) -> Merged:
    """The last answer to each question; one that was cleared last is blank."""
    last: dict[str, Written] = {}
    for one in written:
        for name, at in one.touched.items():
            if name not in last or at > last[name].touched[name]:
                last[name] = one
    return Merged(
        data={name: one.data[name] for name, one in last.items() if name in one.data},
        touched={name: one.touched[name] for name, one in last.items()},
        known={name: one.known[name] for name, one in last.items() if name in one.known},
        by={name: one.person for name, one in last.items()},
    )


def overtaken(mine: Mapping[str, Any], merged: Merged, me: UUID | None, since: str) -> frozenset[str]:
    """The questions in `mine` that somebody else answered otherwise after `since`, when I was shown them."""
    return frozenset(
        name
        for name in mine
        if merged.touched.get(name, "") > since and merged.by[name] != me and merged.data.get(name) != mine[name]
    )
