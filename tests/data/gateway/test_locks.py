"""What a worker can't do once it is locked: each is tried in a process of its own."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.process
LOCKED = """
import ctypes, os, resource, socket, sys, threading
from pathlib import Path
import longbien.data.gateway.locks as locks
held = locks.lock([Path(sys.argv[1])], seconds=5, memory_mb=200)
tried = {
    "given": lambda: open(sys.argv[1]).read(),
    "other": lambda: open(sys.argv[2]).read(),
    "passwd": lambda: open("/etc/passwd").read(),
    "environment": lambda: open("/proc/self/environ").read(),
    "folder": lambda: os.listdir("/"),
    "write": lambda: open(sys.argv[1], "a").write("x"),
    "new": lambda: open(sys.argv[1] + ".new", "w"),
    "fork": lambda: os.fork() or os._exit(0),
    "run": lambda: os.execv("/bin/true", ["true"]),
    "socket": lambda: socket.socket(),
    "pair": lambda: socket.socketpair(socket.AF_INET),
    "kill": lambda: os.kill(os.getppid(), 0),
    "memory": lambda: bytearray(400 * 2**20),
    "looser": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1)) if os.getuid() else 1 / 0,
    "thread": lambda: [thread.start() or thread.join() for thread in [threading.Thread(target=int)]],
}
done = []
for name, trial in tried.items():
    try:
        trial()
        done.append(name)
    except (OSError, MemoryError, ValueError, ZeroDivisionError):
        pass
print(",".join(held), ",".join(done))
"""


def test_a_locked_process_reads_what_is_given_and_no_more(tmp_path):
    given, other = tmp_path / "given", tmp_path / "other"
    given.write_text("given")
    other.write_text("other")
    said = subprocess.run(
        [sys.executable, "-c", LOCKED, given, other], capture_output=True, text=True, check=True, timeout=60
    )
    held, done = said.stdout.split()
    assert {"rlimits", "seccomp", "landlock"} >= set(held.split(","))
    possible = {"given", "thread"}
    possible |= set() if "landlock" in held else {"other", "passwd", "environment", "folder", "new"}
    possible |= set() if "seccomp" in held else {"fork", "run", "socket", "pair", "kill"}
    done = done.split(",")
    assert set(done) <= possible
    assert {"given", "thread"} <= set(done)
    assert given.read_text() == "given"
