"""What rooms lend to the engine: effects of actions, matchers that assign reviewers, lists to choose from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ui.fields import Choice, Ward


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
class Wards:
    """The wards of the hub: all of them by code, and those that a name, old or new, or an address may mean."""

    all: Callable[[], tuple[Ward, ...]]
    find: Callable[[str], tuple[Ward, ...]]


@dataclass(frozen=True)
class Fit:
    """What the answers given so far make of the rest of a form, by question (`guardrails/measure` inside a group).

    `left_out` mean nothing then, unless somebody has answered them; `needed` must be answered; of `choices` alone may
    be chosen; `proposed` stands where nobody has answered yet, to be looked at before it counts; `hints` say why.
    """

    left_out: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    proposed: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Outlook:
    """What follows from the answers for whoever sends or judges them: a table, read row by row."""

    title: Text
    lead: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]

    @property
    def labelled(self) -> list[list[tuple[Text, Text]]]:
        """Each cell of each row with the head of its column."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Fitter:
    """How the questions of a form hang together beyond its file (`"x-fit": "trials.plan"`): what they are `shaped` to,
    every fault that stands `against` the answers so far, however many of them are wrong or wanting, and the `outlooks`
    of answers that can be read. `shaped` also sees every form that the case has accepted before, by name."""

    shaped: Callable[[Mapping[str, Any], Mapping[str, Mapping[str, Any]]], Fit]
    against: Callable[[Mapping[str, Any], datetime], Iterable[Fault]]
    outlooks: Callable[[Mapping[str, Any]], Iterable[Outlook]]


@dataclass(frozen=True)
class MatchCall:
    """A request for reviewers: `barred` persons have a conflict of interest and must not come back."""

    case_id: UUID
    about: Subject | None
    count: int
    barred: frozenset[UUID]


Effect = Callable[[EffectCall], None]
Adviser = Callable[[dict[str, Any]], Iterable[Text]]
Choices = Callable[[], Iterable[Choice]]
Matcher = Callable[[MatchCall], Iterable[UUID]]
Keeper = Callable[[UUID], Iterable[Text]]
E = TypeVar("E", bound=Effect)
K = TypeVar("K", bound=Keeper)
M = TypeVar("M", bound=Matcher)
C = TypeVar("C", bound=Choices)
A = TypeVar("A", bound=Adviser)

_effects: dict[str, Effect] = {}
_deciding: set[str] = set()
_advisers: dict[str, Adviser] = {}
_matchers: dict[str, Matcher] = {}
_drawn_from: dict[str, str] = {}
_choices: dict[str, Choices] = {}
_kinds: dict[str, str] = {}
_keepers: list[Keeper] = []
_wards: list["Wards"] = []
_fitters: dict[str, Fitter] = {}


def effect(name: str, *, decides: bool = False) -> Callable[[E], E]:
    """Register an effect under the name that procedure files use: `@effect("ventures.found")`. One that `decides` asks
    no policy who may: lint keeps it out of what applicants do."""

    def register(function: E) -> E:
        if name in _effects:
            raise RuntimeError(f"two effects are called {name}")
        _effects[name] = function
        if decides:
            _deciding.add(name)
        return function

    return register


def advice(name: str) -> Callable[[A], A]:
    """Register what to tell whoever is about to do an effect, before they do it: `@advice("trials.check_plan")`. It
    gets every form of the case by name and refuses nothing: what can't be, the effect itself refuses."""

    def register(function: A) -> A:
        if name in _advisers:
            raise RuntimeError(f"two advisers of {name}")
        _advisers[name] = function
        return function

    return register


def is_advised(name: str) -> bool:
    """Whether some room tells something before the effect is done."""
    return name in _advisers


def advised(name: str, data: dict[str, Any]) -> tuple[Text, ...]:
    """What is to be told before an effect is done; nothing where no room says anything."""
    return tuple(_advisers[name](data)) if is_advised(name) else ()


def matcher(name: str, *, role: str = "") -> Callable[[M], M]:
    """Register a matcher: persons fit to review a case, best first. `role`: the hub role whose holders it finds."""

    def register(function: M) -> M:
        if name in _matchers:
            raise RuntimeError(f"two matchers are called {name}")
        _matchers[name], _drawn_from[name] = function, role
        return function

    return register


def choices(name: str, *, kind: str = "") -> Callable[[C], C]:
    """Register a list that forms may offer as `"x-choices": "places.areas"`; asked anew for each form. `kind`: as what
    the files of a hub offer the same values (`Section.offers`), so that they can be checked before they are loaded."""

    def register(function: C) -> C:
        if name in _choices:
            raise RuntimeError(f"two lists of choices are called {name}")
        _choices[name] = function
        _kinds[name] = kind
        return function

    return register


def keeps(keeper: K) -> K:
    """Register what keeps a case under its version, such as a vote under way: `@keeps` above `def votes(case_id): …`"""
    _keepers.append(keeper)
    return keeper


def kept_by(case_id: UUID) -> tuple[Text, ...]:
    """Everything that keeps a case under its version, in words."""
    return tuple(reason for keeper in _keepers for reason in keeper(case_id))


def fit_by(name: str, fitter: Fitter) -> None:
    """Lend a form what its file can't say of it, as `"x-fit": name`."""
    if name in _fitters:
        raise RuntimeError(f"two rooms fit forms to {name}")
    _fitters[name] = fitter


def offer_wards(wards: Wards) -> None:
    """Lend the wards of the hub to forms that ask for an address."""
    _wards[:] = [wards]


def effect_named(name: str) -> Effect:
    return _effects[name]


def matcher_named(name: str) -> Matcher:
    return _matchers[name]


def role_asked(assign: str) -> str:
    """The hub role whose holders an `assign` asks: of `group:reviewer`, and of a matcher that says which; else ""."""
    kind, _, name = assign.rpartition(":")
    return name if kind == "group" else _drawn_from.get(assign, "")


def choices_named(name: str) -> tuple[Choice, ...]:
    """What can be chosen now; nothing when no room offers a list of that name."""
    return tuple(_choices[name]()) if name in _choices else ()


def fitter_named(name: str) -> Fitter | None:
    return _fitters.get(name)


def fitter_names() -> frozenset[str]:
    return frozenset(_fitters)


def effect_names() -> frozenset[str]:
    return frozenset(_effects)


def deciding_effects() -> frozenset[str]:
    return frozenset(_deciding)


def matcher_names() -> frozenset[str]:
    return frozenset(_matchers)


def choices_names() -> frozenset[str]:
    return frozenset(_choices)


def choices_kind(name: str) -> str:
    """The kind of name under which files of the hub offer what that list offers; "" where they don't."""
    return _kinds.get(name, "")


def offered(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Every value that each of these lists offers now."""
    return {name: frozenset(choice.value for choice in choices_named(name)) for name in names}


def all_wards() -> tuple[Ward, ...]:
    """Every ward that an address may name; none where no room knows any."""
    return _wards[0].all() if _wards else ()


def find_wards(written: str) -> tuple[Ward, ...]:
    return _wards[0].find(written) if _wards else ()
