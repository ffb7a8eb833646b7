"""One form out of what several people wrote, each on several devices: of each question, the answer that was given last,
and no page over an answer that it did not show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from longbien.procedures.rules.questions.looking import mark_of, marks_in


@dataclass(frozen=True)
class Written:
    """What one person wrote. `touched`: when each question was last answered or cleared, as an ISO instant in UTC;
    `known`: what was taken from a register, by question; `wrote`: on which drawn page, by question."""

    person: UUID | None
    data: Mapping[str, Any]
    touched: Mapping[str, str]
    known: Mapping[str, Any] = field(default_factory=dict)
    wrote: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Merged:
    """`by`: who answered each question last, and in `wrote`, on which page."""

    data: dict[str, Any]
    touched: dict[str, str]
    known: dict[str, Any]
    by: dict[str, UUID | None]
    wrote: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Basis:
    """What a page was drawn from: its own name, and the marks of the answers that it showed (`looking.marks_of`)."""

    page: str
    marks: str


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
        wrote={name: one.wrote[name] for name, one in last.items() if name in one.wrote},
    )


@dataclass(frozen=True)
class Parted:
    """Of the questions on a page: those to `write`, and those that `clash`, answered here and elsewhere otherwise. The
    rest stand as somebody else left them, for this page did not touch them."""

    write: frozenset[str]
    clash: frozenset[str]


def part(mine: Mapping[str, Any], asked: Iterable[str], merged: Merged, basis: Basis) -> Parted:
    """A page is laid over what stands now: three ways, by what it was drawn from."""
    then, write, clash = marks_in(basis.marks), set(), set()
    for name in asked:
        before, now, here = then.get(name, ""), mark(merged.data.get(name)), mark(mine.get(name))
        if now in (before, here) or merged.wrote.get(name) == basis.page:
            write.add(name)
        elif here != before:
            clash.add(name)
    return Parted(frozenset(write), frozenset(clash))


def goes_on(mine: Mapping[str, Any], asked: Iterable[str], merged: Merged, marks: str) -> str:
    """What a page that has saved and stays open goes on from: where it shows what stands now, the mark of that; of
    every other question the mark from which it was drawn, for that is what it still shows."""
    after = marks_in(marks)
    for name in asked:
        if (now := mark(merged.data.get(name))) == mark(mine.get(name)):
            after[name] = now
    return " ".join(f"{name}:{one}" for name, one in sorted(after.items()) if one)


def mark(answer: Any) -> str:
    """The mark of an answer; "" for none."""
    return "" if answer in (None, "", []) else mark_of(answer)
