"""The blocks of an Avro container file, unpacked: the manifests of Iceberg are such files, and hold bounds of values.

Source: Apache Avro 1.11, object container files.
"""

import zlib
from collections.abc import Iterator

import pyarrow as pa

MAGIC = b"Obj\x01"
SYNC = 16


def blocks(data: bytes) -> Iterator[bytes]:
    """Each block as it was before it was packed."""
    reader = _Reader(data, len(MAGIC))
    codec = reader.metadata().get("avro.codec", b"null").decode()
    reader.at += SYNC
    while reader.at < len(data):
        reader.long()
        size = reader.long()
        yield _unpacked(data[reader.at : reader.at + size], codec)
        reader.at += size + SYNC


def _unpacked(body: bytes, codec: str) -> bytes:
    if codec == "deflate":
        return zlib.decompress(body, -15)
    if codec == "zstandard":
        return bytes(pa.input_stream(pa.py_buffer(body), compression="zstd").read())
    return body


class _Reader:
    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def long(self) -> int:
        number, shift = 0, 0
        while True:
            one = self.data[self.at]
            self.at += 1
            number |= (one & 127) << shift
            if one < 128:
                return number >> 1 ^ -(number & 1)
            shift += 7

    def sized(self) -> bytes:
        size = self.long()
        self.at += size
        return self.data[self.at - size : self.at]

    def metadata(self) -> dict[str, bytes]:
        found = {}
        while number := self.long():
            if number < 0:
                self.long()
            for _ in range(abs(number)):
                key = self.sized().decode()
                found[key] = self.sized()
        return found
