"""Parts of a file that a client asks for. Source: RFC 9110, section 14."""

import re
from dataclasses import dataclass

ONE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True)
class Part:
    """From the first to the last byte, both counted from 0 and both included."""

    first: int
    last: int


def part_of(said: str, size: int) -> Part | None:
    """The part that a Range header asks for; None for the whole: no header, several parts, or none of the file."""
    found = ONE.fullmatch(said.strip())
    if found is None or size == 0:
        return None
    first, last = found[1], found[2]
    if not first:
        return Part(max(size - int(last), 0), size - 1) if last and int(last) else None
    if int(first) >= size or (last and int(last) < int(first)):
        return None
    return Part(int(first), min(int(last), size - 1) if last else size - 1)
