"""One action, one transaction: `@act` around a verb, with quick reactions run last inside it."""

import fcntl
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import IO, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction

from longbien.record import rows
from longbien.record.registry import Happened, quick_reactions

P = ParamSpec("P")
R = TypeVar("R")

_queue: ContextVar[deque[Happened] | None] = ContextVar("longbien_act", default=None)


class OutsideAction(RuntimeError):
    """Something tried to write history outside of an action."""


def act(verb: Callable[P, R]) -> Callable[P, R]:
    """Run `verb` in one transaction. Quick reactions run at the very end of the outermost action.

    A nested action joins the transaction of the outer one; when it fails and the outer one catches that, what the
    nested one wrote and emitted is undone and no more.
    """

    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        queue = _queue.get()
        if queue is not None:
            with transaction.atomic(), _forgetting(queue):
                return verb(*args, **kwargs)
        with one_writer(), transaction.atomic(), _reactions_last():
            return verb(*args, **kwargs)

    return run


def remember(happened: Happened) -> None:
    """Queue an event for the quick reactions of this action. OutsideAction when there is none."""
    queue = _queue.get()
    if queue is None:
        raise OutsideAction(f"{type(happened.what).__name__} must be emitted inside an @act function")
    queue.append(happened)


@contextmanager
def _forgetting(queue: deque[Happened]) -> Iterator[None]:
    """Take back the events of a nested action that failed."""
    before = len(queue)
    try:
        yield
    except BaseException:
        while len(queue) > before:
            queue.pop()
        raise


@contextmanager
def _reactions_last() -> Iterator[None]:
    queue: deque[Happened] = deque()
    token = _queue.set(queue)
    try:
        yield
        while queue:
            happened = queue.popleft()
            for reaction in quick_reactions(type(happened.what)):
                reaction(happened)
    finally:
        _queue.reset(token)


def hold(name: str) -> None:
    """Wait until no other transaction holds `name`; hold it to the end of this one. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        rows.fetch("SELECT pg_advisory_xact_lock(%s::bigint)", [_number(name)])


@lru_cache(maxsize=1024)
def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)


@contextmanager
def one_writer() -> Iterator[None]:
    """SQLite has one writer at a time: wait for it fairly on a file lock instead of in its busy loop."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    gate = _gate()
    fcntl.flock(gate, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(gate, fcntl.LOCK_UN)


class _Own(threading.local):
    """The lock file of this thread: opened once, and anew after a fork, for a shared one would lock nobody out."""

    of: tuple[int, Path] | None = None
    file: IO[bytes]


_own = _Own()


def _gate() -> IO[bytes]:
    of = (os.getpid(), settings.VAR)
    if _own.of != of:
        _own.file = (Path(settings.VAR) / "write.lock").open("ab")
        _own.of = of
    return _own.file
