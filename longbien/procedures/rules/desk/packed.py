"""How often something was counted in each bucket, in one row of bytes: four a bucket, the least significant first.

Read as one whole number, every bucket has its own digits in it, so the counts of a month are added to those of another
in one step, however many buckets there are. A bucket has room for 4,294,967,295 of all months that are added together.
"""

from collections.abc import Iterable, Mapping
from struct import iter_unpack

WIDTH = 4
BITS = 8 * WIDTH


def one_more(counts: bytes, bucket: int) -> bytes:
    """The same counts with one more in a bucket; nothing was counted in `b""`."""
    whole = int.from_bytes(counts, "little") + (1 << BITS * bucket)
    return whole.to_bytes(max(len(counts), WIDTH * (bucket + 1)), "little")


def added(rows: Iterable[bytes]) -> Mapping[int, int]:
    """By bucket, what several rows counted together; buckets in which nothing was counted are left out."""
    whole = sum(int.from_bytes(row, "little") for row in rows)
    length = -(-whole.bit_length() // BITS) * WIDTH
    return {bucket: n for bucket, (n,) in enumerate(iter_unpack("<I", whole.to_bytes(length, "little"))) if n}
