"""Search across rooms: each registers a function that answers with hits the actor may see."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from longbien.kernel.actor import Actor


@dataclass(frozen=True)
class Hit:
    """One thing found: `kind` is its translated noun, `snippet` plain text around the match."""

    title: str
    url: str
    kind: str
    snippet: str = ""


MOST = 100  # hits of one room; where there are more, only that is said
Search = Callable[[Actor, str], Iterable[Hit]]

_searches: list[Search] = []


def register(search: Search) -> Search:
    """Decorator for `search(actor, text) -> hits`; `text` is folded (no diacritics, lower case), and each of its words
    begins a word of what is found (`kernel.folding.fits`)."""
    _searches.append(search)
    return search


def searches() -> tuple[Search, ...]:
    return tuple(_searches)


MOST_WORDS = 6


@dataclass(frozen=True)
class Found:
    """`is_whole`: whether every word was found in each; else nothing had all of them, and these have most. `is_more`:
    whether a room may have more than it told."""

    hits: tuple[Hit, ...]
    is_whole: bool = True
    is_more: bool = False


def find(actor: Actor, text: str) -> Found:
    """What has every word; where nothing does, what has any of them, those with most of them first."""
    whole, is_more = _hits(actor, text)
    words = list(dict.fromkeys(text.split()))
    if whole or len(words) < 2:
        return Found(whole, is_more=is_more)
    hits: dict[str, Hit] = {}
    counted: Counter[str] = Counter()
    for word in words[:MOST_WORDS]:
        some, more = _hits(actor, word)
        is_more = is_more or more
        for hit in some:
            hits.setdefault(hit.url, hit)
            counted[hit.url] += 1
    return Found(tuple(hits[url] for url, _ in counted.most_common()), is_whole=False, is_more=is_more)


def _hits(actor: Actor, text: str) -> tuple[tuple[Hit, ...], bool]:
    """What every room finds, and whether one of them found as much as it tells."""
    rooms = [tuple(islice(search(actor, text), MOST)) for search in searches()] if text else []
    return tuple(hit for room in rooms for hit in room), any(len(room) == MOST for room in rooms)
