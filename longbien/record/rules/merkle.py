"""The Merkle tree of the log: RFC 6962 §2.1; proofs are verified as RFC 9162 §2.1.3 and §2.1.4 write it.

A node is the hash of a *full* subtree: `(level, index)` covers the leaves [index · 2^level, (index + 1) · 2^level).
A range `(start, end)` is MTH(D[start:end]); `cover` says of which nodes it is made. Proofs are first worked out as
ranges, so that a store can fetch all their nodes at once, and then hashed by `resolve`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

Node = tuple[int, int]
Range = tuple[int, int]
Hashes = Mapping[Node, bytes]

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256(0x00 ‖ leaf), RFC 6962 §2.1."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1."""
    return sha256(b"\x01" + left + right).digest()


def grow(size: int, leaves: Sequence[bytes], edge: Hashes) -> Iterator[tuple[int, int, Sequence[bytes]]]:
    """Append leaf hashes to a tree of `size`: yields (level, index of the first, hashes) of every new full node.

    `edge` holds at least the nodes of `cover(0, size)`. Costs one node hash a leaf, amortised.
    """
    level, first, fresh = 0, size, leaves
    while fresh:
        yield level, first, fresh
        if first % 2:
            first -= 1
            fresh = [edge[level, first], *fresh]
        fresh = [sha256(b"\x01" + pair[0] + pair[1]).digest() for pair in zip(fresh[::2], fresh[1::2], strict=False)]
        level, first = level + 1, first // 2


def cover(start: int, end: int) -> tuple[Node, ...]:
    """The full subtrees, largest and leftmost first, that make up MTH(D[start:end]), RFC 6962 §2.1.

    `start` is a multiple of the largest power of two that fits into the range, as it is for every range of a proof.
    """
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        nodes.append((level, start >> level))
        start += 1 << level
    return tuple(nodes)


def position(node: Node) -> int:
    """The place of a node in the in-order walk of the tree: one number for level and index."""
    level, index = node
    return (index << level + 1) + (1 << level) - 1


def node_at(position: int) -> Node:
    """The inverse of `position`."""
    level = (~position & position + 1).bit_length() - 1
    return level, position >> level + 1


def nodes_of(ranges: Iterable[Range]) -> set[Node]:
    """Every node that `resolve` will ask for."""
    return {node for start, end in ranges for node in cover(start, end)}


def range_hash(start: int, end: int, hashes: Hashes) -> bytes:
    """MTH(D[start:end]) from its nodes; KeyError when one is missing."""
    nodes = cover(start, end)
    if not nodes:
        return EMPTY_ROOT
    value = hashes[nodes[-1]]
    for node in reversed(nodes[:-1]):
        value = node_hash(hashes[node], value)
    return value


def resolve(ranges: Iterable[Range], hashes: Hashes) -> list[bytes]:
    """The hashes of a proof that was worked out as ranges."""
    return [range_hash(start, end, hashes) for start, end in ranges]


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """PATH(index, D[size]), RFC 6962 §2.1.1: the siblings from the leaf up. ValueError for a leaf not in the tree."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} isn't in a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency_ranges(first: int, second: int) -> list[Range]:
    """PROOF(first, D[second]), RFC 6962 §2.1.2; empty when first is 0 or second. ValueError unless first ≤ second."""
    if not 0 <= first <= second:
        raise ValueError(f"a tree of {first} can't become one of {second}")
    start, end, path = 0, second, []
    while 0 < first < end:
        middle = start + _left(end - start)
        if first <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    if start:
        path.append((start, end))
    return path[::-1]


def _left(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Does the leaf hash `leaf` stand at `index` of the tree of `size` with this root? RFC 9162 §2.1.3.2."""
    if not 0 <= index < size:
        return False
    place, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place % 2 or place == last:
            value = node_hash(sibling, value)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and value == root


def verify_consistency(first: int, second: int, path: Sequence[bytes], old: bytes, new: bytes) -> bool:
    """Did the tree of `first` leaves with root `old` grow into that of `second` with `new`? RFC 9162 §2.1.4.2."""
    if not 0 <= first <= second:
        return False
    if first in (0, second):
        return not path and old == (new if first == second else EMPTY_ROOT)
    if first & (first - 1) == 0:
        path = [old, *path]
    return bool(path) and _climb(first - 1, second - 1, path, old, new)


def _climb(place: int, last: int, path: Sequence[bytes], old: bytes, new: bytes) -> bool:
    while place % 2:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old and after == new


class Tree(Mapping[Node, bytes]):
    """A whole tree in memory: append leaf hashes, ask for the root or a proof at any size it has passed."""

    def __init__(self, leaves: Sequence[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        self.extend(leaves)

    @property
    def size(self) -> int:
        return len(self._levels[0])

    def extend(self, leaves: Sequence[bytes]) -> None:
        for level, _, hashes in grow(self.size, leaves, self):
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].extend(hashes)

    def root(self, size: int | None = None) -> bytes:
        return range_hash(0, self.size if size is None else size, self)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        return resolve(inclusion_ranges(index, size), self)

    def consistency(self, first: int, second: int) -> list[bytes]:
        return resolve(consistency_ranges(first, second), self)

    def level(self, level: int) -> Sequence[bytes]:
        """All full nodes of one level, in order."""
        return self._levels[level] if level < len(self._levels) else ()

    def __getitem__(self, node: Node) -> bytes:
        level, index = node
        try:
            return self._levels[level][index]
        except IndexError:
            raise KeyError(node) from None

    def __iter__(self) -> Iterator[Node]:
        return ((level, index) for level, hashes in enumerate(self._levels) for index in range(len(hashes)))

    def __len__(self) -> int:
        return sum(map(len, self._levels))
