"""The process that workers are forked from: everything is loaded, nothing is open, no secret of the server is in it.

It is started once by a server process (`asking`), takes one socket for each question, forks, and kills what is late.
It has one thread, so a fork copies no lock that is held. When the server is gone, its socket ends and all ends.
"""

import gc
import os
import select
import signal
import socket
import sys
import time

from longbien.data.gateway.worker import serve

GRACE = 0.5
"""Seconds beyond the time of a question, in which the worker may still say its answer."""
TICK = 0.5


def main(number: int) -> None:
    control = socket.socket(fileno=number)
    children: dict[int, float] = {}
    gc.freeze()
    while True:
        wait = min([TICK, *(max(until - time.monotonic(), 0) for until in children.values())])
        if select.select([control], [], [], wait if children else None)[0]:
            said, sockets, *_ = socket.recv_fds(control, 16, 1)
            if not said:
                break
            children[_forked(control, sockets[0])] = time.monotonic() + int(said) + GRACE
        _reap(children)
    for child in children:
        os.kill(child, signal.SIGKILL)


def _forked(control: socket.socket, number: int) -> int:
    child = os.fork()
    if child:
        os.close(number)
        return child
    try:
        control.close()
        with socket.socket(fileno=number) as channel:
            serve(channel)
    finally:
        os._exit(0)


def _reap(children: dict[int, float]) -> None:
    """Kill those whose time is over, and bury those that ended. A pid is ours until it is buried."""
    for child, until in children.items():
        if time.monotonic() >= until:
            os.kill(child, signal.SIGKILL)
    while children:
        ended, _ = os.waitpid(-1, os.WNOHANG)
        if not ended:
            break
        del children[ended]


if __name__ == "__main__":
    main(int(sys.argv[1]))
