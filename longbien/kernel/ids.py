"""Identifiers: UUIDv7 (RFC 9562 §5.7), shown in URLs as 26 letters of Crockford base32."""

import os
import time
from uuid import UUID

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LOOKALIKES = str.maketrans("ilo", "110")


def new_id() -> UUID:
    """A fresh UUIDv7: 48 bits of Unix milliseconds, then 74 random bits."""
    millis = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    value = (millis & (2**48 - 1)) << 80 | noise
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def to_slug(value: UUID) -> str:
    """The 26-letter base32 form of an id: `017f22e2-79b0-…` → `01fwhe4ydgfk1sfprh0wc5hk7e`."""
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
