"""What higher rooms say to this one: what waits for a person, what they ask consent for, what they hold of people."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.plain import Plain
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Waiting:
    """Something to do: `title` and `kind` in the reader's language, `due` the deadline if it has one."""

    title: str
    url: str
    kind: str = ""
    due: datetime | None = None


Ask = Callable[[Actor], Iterable[Waiting]]

_asks: list[Ask] = []


def waiting(ask: Ask) -> Ask:
    """Decorator, at start-up, over `ask(actor) -> what waits for this actor`."""
    _asks.append(ask)
    return ask


def waiting_for(actor: Actor) -> tuple[Waiting, ...]:
    """Everything that waits for someone: what has a deadline first, the nearest first; then by title, 2 before 10."""
    found = [one for ask in _asks for one in ask(actor)]
    return tuple(sorted(found, key=lambda one: (*_by_deadline(one.due), natural(one))))


def _by_deadline(due: datetime | None) -> tuple[bool, float]:
    """What has one first, the nearest first."""
    return due is None, due.timestamp() if due else 0


def natural(one: Waiting) -> list[tuple[int, str]]:
    """The title with its numbers as numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", one.title) if part]


@dataclass(frozen=True)
class Running:
    """A matter of an organisation that is under way: where it stands, what happens next and by when, in the reader's
    language; `is_yours`: the organisation is the one who has to act; `promised`: by when it has its answer at the
    latest, if nothing more is asked."""

    organisation_id: UUID
    title: str
    url: str
    kind: str
    state: str
    next: str = ""
    due: datetime | None = None
    is_yours: bool = False
    promised: datetime | None = None


Runs = Callable[[Actor, Collection[UUID]], Iterable[Running]]

_runs: list[tuple[Runs, Callable[[], str]]] = []


def running(everything: Callable[[], str]) -> Callable[[Runs], Runs]:
    """Decorator, at start-up, over `ask(actor, organisations) -> what is under way there, as far as the actor sees it`;
    `everything` is the address of the whole list."""

    def register_it(ask: Runs) -> Runs:
        _runs.append((ask, everything))
        return ask

    return register_it


def running_for(actor: Actor, organisations: Collection[UUID]) -> tuple[Running, ...]:
    """What is under way in these organisations: where it is their turn first, then the nearest deadline."""
    found = [one for ask, _ in _runs for one in ask(actor, organisations)]
    return tuple(sorted(found, key=lambda one: (not one.is_yours, *_by_deadline(one.due))))


def lists_of_running() -> tuple[str, ...]:
    """Where all of it is listed."""
    return tuple(everything() for _, everything in _runs)


@dataclass(frozen=True)
class Tally:
    """How much of something there is at one's desk, and the list that holds it; `is_more`: that many at least."""

    label: str
    value: int
    url: str
    is_more: bool = False


Tallies = Callable[[Actor], Iterable[Tally]]

_tallies: list[Tallies] = []


def tallies(ask: Tallies) -> Tallies:
    """Decorator, at start-up, over `ask(actor) -> how much there is at this actor's desks`."""
    _tallies.append(ask)
    return ask


def tallies_for(actor: Actor) -> tuple[Tally, ...]:
    """For whoever sits in an office; empty for everyone else."""
    return tuple(one for ask in _tallies for one in ask(actor))


@dataclass(frozen=True)
class Purpose:
    """Something people may agree to. `words` is what they agree to, in `version`; changed words are a new version."""

    code: str
    version: int
    title: Text
    words: Text


_purposes: dict[str, Purpose] = {}


def purpose(asked: Purpose) -> Purpose:
    """Register a purpose of consent, at start-up."""
    if asked.code in _purposes:
        raise RuntimeError(f"two purposes are called {asked.code}")
    _purposes[asked.code] = asked
    return asked


def purposes() -> tuple[Purpose, ...]:
    return tuple(_purposes.values())


@dataclass(frozen=True)
class Parcel:
    """What a room holds about a person: `data` is plain JSON, long lists of it iterators that are read as they are
    packed; `documents` the ids of stored files."""

    data: Mapping[str, Plain | Iterator[Plain]]
    documents: Iterable[UUID] = ()


@dataclass(frozen=True)
class Receipt:
    """What a room did when a person was erased: what is gone and how much of it, what stays and by which duty."""

    room: str
    erased: tuple[tuple[Text, int], ...] = ()
    kept: tuple[tuple[Text, Text], ...] = ()


@dataclass(frozen=True)
class Holder:
    """A room that holds data of persons. `erase` runs inside the action that erases a person everywhere.

    `title`, `erases` and `keeps` (what, by which duty) say beforehand what its receipt will say.
    """

    room: str
    export: Callable[[UUID], Parcel]
    erase: Callable[[UUID, datetime], Receipt]
    title: Text
    erases: tuple[Text, ...] = ()
    keeps: tuple[tuple[Text, Text], ...] = ()


_holders: dict[str, Holder] = {}


def holds_personal_data(holder: Holder) -> Holder:
    """Register a room's export and erasure, in its `privacy.py`, at start-up."""
    if holder.room in _holders:
        raise RuntimeError(f"{holder.room} is registered twice")
    _holders[holder.room] = holder
    return holder


def holders() -> tuple[Holder, ...]:
    """Higher rooms first: people itself, who knows who the person was, comes last."""
    return tuple(reversed(_holders.values()))
