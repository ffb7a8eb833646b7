"""Processes that `serve` starts, watches and ends: only these, never any other."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None

Say = Callable[..., None]


@dataclass
class Child:
    """One process in a group of its own. `quick_ends` counts ends within two seconds of the start, in a row."""

    name: str
    command: Sequence[str]
    say: Say
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    quick_ends: int = 0
    next_start: float = 0.0

    def look(self) -> None:
        """Start the process when it has ended: at once, or after growing pauses up to 5 s when it ends quickly."""
        if self.process is not None and self.process.poll() is not None:
            self._bury(self.process)
            quick = time.monotonic() - self.started < 2
            self.quick_ends = self.quick_ends + 1 if quick else 0
            self.next_start = time.monotonic() + min(5.0, 0.25 * 2**self.quick_ends if quick else 0)
        if self.process is None and time.monotonic() >= self.next_start:
            self._start()

    def end(self) -> None:
        """Ask it to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds: float) -> None:
        """Give it time to end, then end its group."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            self.say("would not end", who=self.name, pid=self.process.pid)
        self._bury(self.process)

    def _start(self) -> None:
        self.started = time.monotonic()
        # preexec_fn is unsafe beside threads; the supervisor has none.
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509
        )
        self.say("started", who=self.name, pid=self.process.pid)

    def _bury(self, process: "subprocess.Popen[bytes]") -> None:
        # What it left behind ends too. The group bears the number of its leader, so nothing else is in it.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        self.say("ended", who=self.name, pid=process.pid, code=process.wait())
        self.process = None


def _end_with_parent() -> None:
    """A child of a supervisor that was killed must not hold the port: the kernel ends it (Linux only)."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
