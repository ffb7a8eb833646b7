"""Small parts of a table: what a reader asks for, and what is read along with it for whoever turns the page.

A page is a few rows of a statement that gives its rows in the same order whenever it is asked. So it can be cut out of
a block: a thousand rows from a whole thousand on and a hundred more, so that each small page lies in one block whole.
"""

from dataclasses import dataclass

AHEAD, SMALL = 1_000, 100


@dataclass(frozen=True)
class Part:
    """`statement` gives these rows. `block` gives more, and has them from `start` on, `count` at most; it is empty
    where nothing is to be read along."""

    statement: str
    block: str = ""
    start: int = 0
    count: int = 0


def page(chosen: str, limit: int, offset: int, *, is_steady: bool) -> Part:
    """Some rows of `chosen`, SQL without a limit; `is_steady` says that they always come in the same order."""
    statement = _limited(chosen, limit, offset)
    if limit > SMALL or not is_steady:
        return Part(statement)
    start = offset % AHEAD
    return Part(statement, _limited(chosen, AHEAD + SMALL, offset - start), start, limit)


def alone(statement: str) -> Part:
    """The one row of a statement: what is kept is itself."""
    return Part(statement, statement, 0, 1)


def _limited(chosen: str, limit: int, offset: int) -> str:
    return f"{chosen} LIMIT {limit:d} OFFSET {offset:d}"
