"""Identifiers: UUIDv7 (RFC 9562 §5.7), shown in URLs as 26 letters of Crockford base32."""

import os
import threading
import time
from uuid import UUID

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LOOKALIKES = str.maketrans("ilo", "110")


_last = 0
_turn = threading.Lock()


def new_id() -> UUID:
    """A fresh UUIDv7: 48 bits of Unix milliseconds, 12 of their fraction (RFC 9562 §6.2, method 3), 62 random bits.

    Ids made one after the other in a process sort in that order, even when the clock stands still or is set back.
    """
    global _last  # noqa: PLW0603
    nanos = time.time_ns()
    with _turn:
        _last = moment = max((nanos // 1_000_000 << 12) + (nanos % 1_000_000 << 12) // 1_000_000, _last + 1)
    noise = int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    return UUID(int=(moment >> 12 & (1 << 48) - 1) << 80 | 0x7 << 76 | (moment & 0xFFF) << 64 | 0x2 << 62 | noise)


def to_slug(value: UUID) -> str:
    """The 26-letter base32 form of an id: `017f22e2-79b0-7cc3-98c4-dc0c0c07398f` → `01fwhe4ydgfk1shh6w1g60eecf`."""
    number, letters = value.int, []
    for _ in range(26):
        number, digit = divmod(number, 32)
        letters.append(ALPHABET[digit])
    return "".join(reversed(letters))


def from_slug(slug: str) -> UUID:
    """The id behind a slug; capitals and the look-alikes i, l, o are forgiven. ValueError otherwise."""
    letters = slug.lower().translate(LOOKALIKES)
    if len(letters) != 26 or any(letter not in ALPHABET for letter in letters):
        raise ValueError(f"not a base32 id: {slug!r}")
    number = 0
    for letter in letters:
        number = number * 32 + ALPHABET.index(letter)
    if number >= 2**128:
        raise ValueError(f"not a base32 id: {slug!r}")
    return UUID(int=number)
