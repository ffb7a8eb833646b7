"""Search across rooms: each registers a function that answers with hits the actor may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from longbien.kernel.actor import Actor


@dataclass(frozen=True)
class Hit:
    """One thing found: `kind` is its translated noun, `snippet` plain text around the match."""

    title: str
    url: str
    kind: str
    snippet: str = ""


Search = Callable[[Actor, str], Iterable[Hit]]

_searches: list[Search] = []


def register(search: Search) -> Search:
    """Decorator for `search(actor, text) -> hits`; `text` is folded (no diacritics, lower case)."""
    _searches.append(search)
    return search


def searches() -> tuple[Search, ...]:
    return tuple(_searches)
