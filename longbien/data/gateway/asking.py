"""Ask a question from the side of the server: give it to a fresh worker, wait as long as allowed, hear the answer."""

import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from longbien.data.gateway import frames
from longbien.data.gateway.answer import Answer, Column
from longbien.data.gateway.terms import Limits, Offer
from longbien.data.rules.sql import Allowed, refused
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

AT_ONCE = 4
PATIENCE = 1.0  # seconds beyond those of the question, after which its worker is given up
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    # One thread until the fork, and little address space beside the engine's.
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
}
JUDGING = Limits(rows=1, seconds=2, memory_mb=128, threads=1)


def judge(statement: str, names: frozenset[str]) -> Allowed:
    """The statement, if it asks nothing but the tables `names` and calls nothing but functions of the list. Refusal."""
    header, _ = _asked(statement, [Offer(name, "SELECT 1", ()) for name in names], JUDGING, only_judge=True)
    return Allowed(statement, frozenset(header["tables"]), frozenset(header["functions"]))


def run(statement: str, offers: Sequence[Offer], limits: Limits | None = None) -> Answer:
    """Ask the views of an agreement. Rows and bytes beyond the limits are cut; all else that can't be is a Refusal."""
    header, arrow = _asked(statement, offers, limits or Limits(), only_judge=False)
    return Answer(
        schema=tuple(Column(name, kind) for name, kind in header["columns"]),
        arrow=arrow,
        rows=header["rows"],
        cut=header["cut"],
        seconds=header["seconds"],
        digest=hashlib.sha256(arrow).hexdigest(),
        locks=tuple(header["locks"]),
    )


def _asked(
    statement: str, offers: Sequence[Offer], limits: Limits, *, only_judge: bool
) -> tuple[dict[str, Any], bytes]:
    asked = {
        "statement": statement,
        "offers": [{"name": offer.name, "select": offer.select, "files": _paths(offer.files)} for offer in offers],
        "limits": vars(limits),
        "only_judge": only_judge,
    }
    if not _places.acquire(timeout=limits.seconds):
        raise refused.busy()
    try:
        header, body = _heard(asked, limits.seconds)
    finally:
        _places.release()
    if "refusal" in header:
        raise _refusal(header["refusal"])
    return header, body


def _paths(files: tuple[Path, ...]) -> list[str]:
    return [str(path) for path in files]


def _heard(asked: dict[str, Any], seconds: int) -> tuple[dict[str, Any], bytes]:
    here, there = socket.socketpair()
    started = time.monotonic()
    with here:
        with there:
            _mother.give(there, seconds)
        here.settimeout(seconds + PATIENCE)
        try:
            frames.send(here, asked)
            return frames.receive(here)
        except TimeoutError:
            raise refused.late(seconds) from None
        except (frames.Ended, ConnectionError):
            raise refused.late(seconds) if time.monotonic() - started >= seconds else refused.ended() from None


def _refusal(said: dict[str, Any]) -> Refusal:
    faults = tuple(Fault(where, Text.of(**what)) for where, what in said["faults"])
    return Refusal(said["code"], Text.of(**said["what"]), status=said["status"], faults=faults)


class _Mother:
    """The process of this server process that forks the workers; started at the first question, and when it is gone."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.owner = 0
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def give(self, channel: socket.socket, seconds: int) -> None:
        with self.lock:
            if self.control is None or self.owner != os.getpid():
                self._start()
            try:
                self._send(channel, seconds)
            except OSError:
                self._start()
                self._send(channel, seconds)

    def _send(self, channel: socket.socket, seconds: int) -> None:
        assert self.control is not None  # noqa: S101
        socket.send_fds(self.control, [str(seconds).encode()], [channel.fileno()])

    def _start(self) -> None:
        if self.process is not None and self.owner == os.getpid():
            self.process.wait(PATIENCE)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-m", "longbien.data.gateway.mother", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=ENVIRONMENT,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self.control, self.owner = ours, os.getpid()


_mother = _Mother()
_places = threading.BoundedSemaphore(AT_ONCE)
