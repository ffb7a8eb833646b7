"""What waits for a person: higher rooms say here what they want done, for the page /me."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from longbien.kernel.actor import Actor


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
    """Everything that waits for someone: what has a deadline first, the nearest first."""
    found = [one for ask in _asks for one in ask(actor)]
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due.timestamp() if one.due else 0, one.title)))
