"""Ask another catalogue over HTTP: bounded in bytes and seconds, never led to an inner address.

The name is looked up once, the address that was found is judged and connected to, so that no second answer of the name
service can lead elsewhere. A redirect is judged like a new address. Nothing compressed is taken, so nothing swells.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

from longbien.data.rules.harvest.addresses import Place, is_outside, place_of
from longbien.data.rules.harvest.faults import unread

LARGEST, PATIENCE, REDIRECTS = 8_000_000, 20.0, 3
MOVED = (301, 302, 303, 307, 308)
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Fetched:
    """What was answered, the media type that it is said to be, and from where at last."""

    content: bytes
    media: str
    url: str


@dataclass(frozen=True)
class Limits:
    """`inside` is the one inner host and port that the operator named by hand."""

    bytes: int = LARGEST
    seconds: float = PATIENCE
    inside: tuple[str, int] | None = None


def fetch(url: str, accept: str, limits: Limits) -> Fetched:
    """Refusal (422) for whatever is not a whole answer within the limits."""
    for _ in range(REDIRECTS + 1):
        place = _place(url)
        with _asked(place, accept, limits) as reply:
            onward = reply.headers.get("Location")
            if reply.status in MOVED and onward:
                url = _onward(url, onward)
                continue
            return Fetched(_content(reply, url, limits), reply.headers.get_content_type(), url)
    raise unread(url, vi="Chuyển hướng quá nhiều lần.", en="Too many redirects.")


def _place(url: str) -> Place:
    try:
        return place_of(url)
    except ValueError as error:
        raise unread(url, vi="Địa chỉ không hợp lệ.", en=str(error)) from None


def _onward(url: str, onward: str) -> str:
    found = urljoin(url, onward)
    if url.startswith("https:") and not found.startswith("https:"):
        raise unread(found, vi="Chuyển hướng ra khỏi https.", en="It leads away from https.")
    return found


@contextmanager
def _asked(place: Place, accept: str, limits: Limits) -> Iterator[http.client.HTTPResponse]:
    said = f"{place.scheme}://{place.host}:{place.port}"
    address = _address(place, limits)
    try:
        channel = socket.create_connection((address, place.port), timeout=limits.seconds)
    except OSError:
        raise unread(said, vi="Máy chủ không trả lời.", en="The server doesn't answer.") from None
    over = threading.Event()
    late = threading.Timer(limits.seconds, _shut, [channel, over])
    late.start()
    try:
        if place.scheme == "https":
            channel = ssl.create_default_context().wrap_socket(channel, server_hostname=place.host)
        line = http.client.HTTPConnection(place.host, place.port, timeout=limits.seconds)
        line.sock = channel
        headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": "longbien-harvest"}
        line.request("GET", place.path, headers=headers)
        yield line.getresponse()
        if over.is_set():  # what was cut off in time may look like a whole answer
            raise TimeoutError
    except (OSError, http.client.HTTPException, ValueError):
        raise unread(said, vi="Câu trả lời hỏng hoặc quá chậm.", en="The answer is broken, or too slow.") from None
    finally:
        late.cancel()
        channel.close()


def _shut(channel: socket.socket, over: threading.Event) -> None:
    over.set()
    try:
        channel.shutdown(socket.SHUT_RDWR)
    except OSError:
        channel.close()


def _address(place: Place, limits: Limits) -> str:
    """The address that is asked: every one that the name stands for must be outside."""
    try:
        told = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise unread(place.host, vi="Không có máy chủ tên này.", en="There is no server of this name.") from None
    found = [str(one[4][0]) for one in told]
    if place.door != limits.inside and not all(map(is_outside, found)):
        raise unread(place.host, vi="Đây là địa chỉ nội bộ.", en="This is an inner address.")
    return found[0]


def _content(reply: http.client.HTTPResponse, url: str, limits: Limits) -> bytes:
    if reply.status != 200:
        raise unread(url, vi=f"Máy chủ trả lời {reply.status}.", en=f"The server answers {reply.status}.")
    if reply.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise unread(url, vi="Không nhận nội dung nén.", en="Nothing compressed is taken.")
    parts, size = [], 0
    while part := reply.read(CHUNK):
        parts.append(part)
        size += len(part)
        if size > limits.bytes:
            raise unread(url, vi=f"Lớn hơn {limits.bytes} byte.", en=f"It is larger than {limits.bytes} bytes.")
    if reply.length:
        raise unread(url, vi="Câu trả lời bị cắt ngang.", en="The answer ends too early.")
    return b"".join(parts)
