"""Status lists: one bit for each credential, compressed (Bitstring Status List 1.0 §3.1 and §4)."""

import base64
import gzip
import zlib
from collections.abc import Iterable

LENGTH = 131_072  # bits; the least that the specification allows, so that one entry hides among many
BYTES = LENGTH // 8


def encode_list(raised: Iterable[int]) -> str:
    """The list in which the entries with these numbers are set. ValueError for a number beyond it."""
    bits = bytearray(BYTES)
    for number in raised:
        if not 0 <= number < LENGTH:
            raise ValueError(f"no entry {number} in a list of {LENGTH}")
        bits[number >> 3] |= 0x80 >> (number & 7)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def is_raised(encoded: str, number: int) -> bool:
    """Whether an entry of a list is set. ValueError when it is no list, or too large or too short a one."""
    if not encoded.startswith("u") or len(encoded) > 200_000:
        raise ValueError("not a status list")
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-(len(encoded) - 1) % 4))
    try:
        bits = zlib.decompressobj(wbits=31).decompress(packed, 8 * BYTES)
    except zlib.error as error:
        raise ValueError("not a status list") from error
    if not 0 <= number < len(bits) * 8 or len(bits) < BYTES:
        raise ValueError("no such entry")
    return bool(bits[number >> 3] & 0x80 >> (number & 7))
