"""Reactions: what a room does when something happened.

A quick reaction runs last inside the transaction of the action and rolls it back when it fails. A slow one does
external I/O: it becomes a delivery, made at least once by the worker. A timer is a delivery that an action schedules
for later; it runs in one transaction with the note that it was made, unless it is a slow one. Arrows point down: the
subscriber imports the event.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.subject import Subject


@dataclass(frozen=True)
class Happened:
    """An event as a reaction receives it: `what` is the event, the rest says where it stands in the record.

    `at` is when it happened, `now` when the reaction runs: later than `at` for timers and slow reactions, whose `what`
    is read back from the record (a sealed field is None when its opening was erased). `key` is the timer's own.
    """

    id: UUID
    what: Any
    subject: Subject
    by: Actor
    at: datetime
    now: datetime
    key: str = ""


React = Callable[[Happened], None]
R = TypeVar("R", bound=React)

_quick: dict[type[Event], list[React]] = {}
_slow: dict[type[Event], list[str]] = {}
_named: dict[str, React] = {}
_timers: set[str] = set()
_slow_timers: set[str] = set()


def name_of(reaction: React) -> str:
    return f"{reaction.__module__}.{reaction.__qualname__}"


def on(*events: type[Event], slow: bool = False) -> Callable[[R], R]:
    """Register a reaction: `@on(TrialSuspended)`, or `@on(TrialSuspended, slow=True)` for external I/O."""

    def register(reaction: R) -> R:
        name = _keep(reaction)
        for event in events:
            if slow:
                _slow.setdefault(event, []).append(name)
            else:
                _quick.setdefault(event, []).append(reaction)
        return reaction

    return register


def timer(reaction: R) -> R:
    """Register a reaction that `schedule` may set for later: `@timer` above `def lapse(happened): …`."""
    _timers.add(_keep(reaction))
    return reaction


def slow_timer(reaction: R) -> R:
    """The same for one that does external I/O: it runs outside of any transaction, at least once. One that comes back
    again and again is set anew before its I/O, so that a worker that was killed on the way stops nothing for good."""
    _slow_timers.add(_keep(reaction))
    return reaction


def _keep(reaction: React) -> str:
    name = name_of(reaction)
    if name in _named:
        raise RuntimeError(f"two reactions are called {name}")
    _named[name] = reaction
    return name


def quick_reactions(event: type[Event]) -> tuple[React, ...]:
    return tuple(_quick.get(event, ()))


def slow_reactions(event: type[Event]) -> tuple[str, ...]:
    return tuple(_slow.get(event, ()))


def reaction_named(name: str) -> React:
    """KeyError when no room has a reaction of that name any more."""
    return _named[name]


def is_timer(name: str) -> bool:
    """Whether it runs in one transaction with the note that it was done."""
    return name in _timers


def may_be_set(name: str) -> bool:
    return name in _timers or name in _slow_timers


@dataclass(frozen=True)
class Anonymiser:
    """How a room takes the names out of a thing of its own: `is_named` says whether there is still one in it."""

    is_named: Callable[[Subject], bool]
    anonymise: Callable[[Subject, datetime], None]


_anonymisers: dict[str, Anonymiser] = {}


def anonymises(type: str, how: Anonymiser) -> None:  # noqa: A002
    """Called by a room at start-up for a type of subject that rules of retention may anonymise."""
    if type in _anonymisers:
        raise RuntimeError(f"two rooms anonymise {type}")
    _anonymisers[type] = how


def anonymisers() -> dict[str, Anonymiser]:
    return dict(_anonymisers)


Namer = Callable[[Actor, UUID], str | None]

_namers: list[Namer] = []


def names_actors(namer: Namer) -> Namer:
    """Decorator for `namer(viewer, actor_id)`: the actor's name when this viewer may see it, else None."""
    _namers.append(namer)
    return namer


def name_for(viewer: Actor, actor_id: UUID) -> str | None:
    """The name of an actor as far as the viewer may see it."""
    return next((name for namer in _namers if (name := namer(viewer, actor_id))), None)
