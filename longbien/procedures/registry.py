"""What rooms lend to the engine: effects that an action may `do`, and matchers that assign reviewers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject


@dataclass(frozen=True)
class EffectCall:
    """An effect as its room receives it, inside the transaction of the action that does it.

    `seq` is the number of the move in the case: (case_id, seq, name) happens once. `words` are the arguments in the
    procedure file (`do: [notify officer]` → `("officer",)`). `data` holds every form of the case by name.
    Raise a Refusal to refuse the whole action in words.
    """

    name: str
    words: tuple[str, ...]
    case_id: UUID
    case_number: str
    procedure: str
    seq: int
    owner_id: UUID
    about: Subject | None
    data: dict[str, Any]
    by: Actor
    at: datetime

    @property
    def subject(self) -> Subject:
        return Subject("procedures.case", self.case_id)


@dataclass(frozen=True)
class MatchCall:
    """A request for reviewers: `barred` persons have a conflict of interest and must not come back."""

    case_id: UUID
    about: Subject | None
    count: int
    barred: frozenset[UUID]


Effect = Callable[[EffectCall], None]
Matcher = Callable[[MatchCall], Iterable[UUID]]
E = TypeVar("E", bound=Effect)
M = TypeVar("M", bound=Matcher)

_effects: dict[str, Effect] = {}
_matchers: dict[str, Matcher] = {}


def effect(name: str) -> Callable[[E], E]:
    """Register an effect under the name that procedure files use: `@effect("ventures.found")`."""

    def register(function: E) -> E:
        if name in _effects:
            raise RuntimeError(f"two effects are called {name}")
        _effects[name] = function
        return function

    return register


def matcher(name: str) -> Callable[[M], M]:
    """Register a matcher: persons fit to review a case, best first."""

    def register(function: M) -> M:
        if name in _matchers:
            raise RuntimeError(f"two matchers are called {name}")
        _matchers[name] = function
        return function

    return register


def effect_named(name: str) -> Effect:
    return _effects[name]


def matcher_named(name: str) -> Matcher:
    return _matchers[name]


def effect_names() -> frozenset[str]:
    return frozenset(_effects)


def matcher_names() -> frozenset[str]:
    return frozenset(_matchers)
