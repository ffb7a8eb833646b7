"""How the server and a worker speak: a header in JSON, then bytes; both with their length before them."""

import json
import socket
import struct
from typing import Any

_LENGTHS = struct.Struct("!II")
MOST = 256 * 2**20


class Ended(Exception):
    """The other side is gone before all was said."""


def send(channel: socket.socket, header: dict[str, Any], body: bytes = b"") -> None:
    said = json.dumps(header).encode()
    channel.sendall(_LENGTHS.pack(len(said), len(body)) + said)
    channel.sendall(body)


def receive(channel: socket.socket) -> tuple[dict[str, Any], bytes]:
    """What the other side said. Ended, or TimeoutError when the channel has a time to keep."""
    said, body = _LENGTHS.unpack(_exactly(channel, _LENGTHS.size))
    if said + body > MOST:
        raise Ended
    header: dict[str, Any] = json.loads(_exactly(channel, said))
    return header, _exactly(channel, body)


def _exactly(channel: socket.socket, count: int) -> bytes:
    got = bytearray(count)
    view, filled = memoryview(got), 0
    while filled < count:
        read = channel.recv_into(view[filled:])
        if not read:
            raise Ended
        filled += read
    return bytes(got)
