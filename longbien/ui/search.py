"""Search across rooms: each registers a function that answers with hits the actor may see."""

from collections import Counter
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
    """Decorator for `search(actor, text) -> hits`; `text` is folded (no diacritics, lower case), and each of its words
    begins a word of what is found (`kernel.folding.fits`)."""
    _searches.append(search)
    return search


def searches() -> tuple[Search, ...]:
    return tuple(_searches)


MOST_WORDS = 6


@dataclass(frozen=True)
class Found:
    """`is_whole`: whether every word was found in each; else nothing had all of them, and these have most."""

    hits: tuple[Hit, ...]
    is_whole: bool = True


def find(actor: Actor, text: str) -> Found:
    """What has every word; where nothing does, what has any of them, those with most of them first."""
    whole = tuple(_hits(actor, text))
    words = list(dict.fromkeys(text.split()))
    if whole or len(words) < 2:
        return Found(whole)
    hits: dict[str, Hit] = {}
    counted: Counter[str] = Counter()
    for word in words[:MOST_WORDS]:
        for hit in _hits(actor, word):
            hits.setdefault(hit.url, hit)
            counted[hit.url] += 1
    return Found(tuple(hits[url] for url, _ in counted.most_common()), is_whole=False)


def _hits(actor: Actor, text: str) -> Iterable[Hit]:
    return (hit for search in searches() for hit in search(actor, text)) if text else ()
