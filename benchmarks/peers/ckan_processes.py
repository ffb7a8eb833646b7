"""Processes of a server: what all of them have used of the processor, a port for one, and its end."""

import os
import socket
import subprocess
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ended(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def used(roots: Iterable[int]) -> float:
    """Seconds of the processor of these processes, of all below them, and of those below that have ended."""
    stats = dict(_stats())
    wanted, grown = set(roots), True
    while grown:
        below = {pid for pid, (parent, _) in stats.items() if parent in wanted} - wanted
        wanted, grown = wanted | below, bool(below)
    return sum(stats[pid][1] for pid in wanted if pid in stats) / TICKS


def _stats() -> Iterable[tuple[int, tuple[int, int]]]:
    """Of each process its parent and its ticks, those of its children that it buried among them."""
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(file.parent.name), (int(fields[1]), sum(map(int, fields[11:15])))
