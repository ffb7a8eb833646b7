"""The time that the reader of this request keeps, where it isn't the hub's."""

from collections.abc import Callable
from contextvars import ContextVar

_asked: ContextVar[Callable[[], str] | None] = ContextVar("longbien_zone", default=None)


def keep_zone(ask: Callable[[], str] | None) -> None:
    """Set how to learn the reader's time zone; it is asked only when a page shows a time."""
    _asked.set(ask)


def readers_zone() -> str:
    """A name such as `Europe/Berlin`; "" for the hub's own time."""
    ask = _asked.get()
    return ask() if ask else ""
