"""Where a subject is shown: rooms say so here, so that lower rooms can link upwards without knowing them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject


@dataclass(frozen=True)
class Place:
    """`url(id)` is the page of a thing of this type, `title(id)` its short name in the reader's language."""

    url: Callable[[UUID], str]
    title: Callable[[UUID], str]
    every: "Callable[[], Link] | None" = None


_places: dict[str, Place] = {}


def register(
    type: str,  # noqa: A002
    *,
    url: Callable[[UUID], str],
    title: Callable[[UUID], str],
    every: "Callable[[], Link] | None" = None,
) -> None:
    """Called by a room at start-up for each type of subject it owns: `register("trials.trial", url=…, title=…)`.

    `every` leads to the list of all of them, where there is one for everybody.
    """
    if type in _places:
        raise RuntimeError(f"two rooms show {type}")
    _places[type] = Place(url, title, every)


def types() -> frozenset[str]:
    """The types of subject that some room shows."""
    return frozenset(_places)


def url_for(subject: Subject) -> str | None:
    """The page of a subject, or None when no room shows its type."""
    place = _places.get(subject.type)
    return place.url(subject.id) if place else None


def list_of(type: str) -> "Link | None":  # noqa: A002
    """The public list of the things of a type, or None when no room shows one."""
    place = _places.get(type)
    return place.every() if place and place.every else None


def title_of(subject: Subject) -> str:
    """The short name of a subject; its written form when no room shows its type."""
    place = _places.get(subject.type)
    return place.title(subject.id) if place else str(subject)


@dataclass(frozen=True)
class Link:
    """A way to another page: its title, its address, a few words about it; all in the reader's language."""

    title: str
    url: str
    note: str = ""


Neighbours = Callable[[Actor, Subject], Iterable[Link]]

_neighbours: dict[str, list[Neighbours]] = {}


def neighbours(*types: str) -> Callable[[Neighbours], Neighbours]:
    """Decorator: a higher room says what grew out of a subject of a lower one, as far as the actor may see it.

    `@neighbours("problems.problem")` over `working_on(actor, subject) -> links`: the problem's page shows the ventures.
    """

    def register_it(function: Neighbours) -> Neighbours:
        for kind in types:
            _neighbours.setdefault(kind, []).append(function)
        return function

    return register_it


def neighbours_of(actor: Actor, subject: Subject) -> tuple[Link, ...]:
    """The links that other rooms add to the page of a subject."""
    return tuple(link for find in _neighbours.get(subject.type, ()) for link in find(actor, subject))
