"""The header of a Parquet page, read from Thrift's compact protocol: just what it takes to unpack the page.

Source: Apache Parquet, parquet.thrift (PageHeader); Apache Thrift, compact protocol specification.
"""

from dataclasses import dataclass
from typing import Any

STOP, TRUE, FALSE, I16, I32, I64, BINARY, STRUCT = 0, 1, 2, 4, 5, 6, 8, 12
V2 = 3  # DATA_PAGE_V2 among the types of page


class Damaged(ValueError):
    """These bytes are no page header."""


@dataclass(frozen=True)
class Page:
    """Where the body of a page begins, how long it is packed and unpacked, and how much of it is never packed."""

    begins: int
    packed: int
    unpacked: int
    plain: int
    is_packed: bool


def page_at(data: memoryview, at: int) -> Page:
    """The page whose header begins at `at`."""
    reader = _Reader(data, at)
    found = reader.struct()
    try:
        kind, unpacked, packed = found[1], found[2], found[3]
        plain, is_packed = 0, True
        if kind == V2:
            second = found[8]
            plain, is_packed = second.get(5, 0) + second.get(6, 0), second.get(7, True)
    except (KeyError, AttributeError) as error:
        raise Damaged("no page header") from error
    return Page(reader.at, packed, unpacked, plain, is_packed)


class _Reader:
    def __init__(self, data: memoryview, at: int) -> None:
        self.data, self.at = data, at

    def struct(self) -> dict[int, Any]:
        found: dict[int, Any] = {}
        number = 0
        while True:
            head = self.byte()
            kind, step = head & 15, head >> 4
            if kind == STOP:
                return found
            number = number + step if step else self.zigzag()
            found[number] = self.value(kind)

    def value(self, kind: int) -> Any:
        if kind in (TRUE, FALSE):
            return kind == TRUE
        if kind in (I16, I32, I64):
            return self.zigzag()
        if kind == BINARY:
            return self.skip(self.varint())
        if kind == STRUCT:
            return self.struct()
        raise Damaged(f"no page header has a field of type {kind}")

    def skip(self, length: int) -> None:
        self.at += length
        if self.at > len(self.data):
            raise Damaged("cut")

    def byte(self) -> int:
        self.skip(1)
        return self.data[self.at - 1]

    def varint(self) -> int:
        number, shift = 0, 0
        while True:
            one = self.byte()
            number |= (one & 127) << shift
            if one < 128:
                return number
            shift += 7

    def zigzag(self) -> int:
        number = self.varint()
        return number >> 1 ^ -(number & 1)
