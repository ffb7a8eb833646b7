"""The audit of the whole record: everything that can be derived is derived again and compared with what is stored.

An `Auditor` is shown the rows in order (leaves of the log, then the events that wait, then chains, openings, nodes,
checkpoints) and yields a `Finding` for each thing that doesn't agree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from longbien.record.rules.checkpoint import NotSigned, Verifier, open_checkpoint
from longbien.record.rules.leaf import Leaf, Link, commitment, read_leaf
from longbien.record.rules.merkle import Node, Tree, leaf_hash

NOTHING = bytes(32)


@dataclass(frozen=True)
class Finding:
    """Something wrong: in which table, at which entry or index, and what."""

    table: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.where}: {self.what}"


@dataclass(frozen=True)
class EventRow:
    """An event as its table has it; `at` in the written form of the leaf."""

    id: str
    type: str
    at: str
    actor: str | None
    subject: str
    chain: str
    seq: int | None
    leaf: str


@dataclass(frozen=True)
class Tail:
    """The end of a chain as far as it was followed: its length and the leaf hash of its last event."""

    length: int = 0
    head: bytes = b""


class Auditor:
    """Follows the log leaf by leaf. `tree` is what the events say the log is."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.chains: dict[str, Tail] = {}

    def place(self, index: int, stored: bytes, event: EventRow | None) -> Iterator[Finding]:
        """A row of the log with its event, in the order of the index."""
        for lost in range(self.tree.size, index):
            yield Finding("record_leaf", f"index {lost}", "is missing")
        self.tree.extend([NOTHING] * (index - self.tree.size))
        if event is None:
            yield Finding("record_event", f"index {index}", "the event of this leaf is missing")
            self.tree.extend([stored])
            return
        computed = leaf_hash(event.leaf.encode())
        if computed != stored:
            yield Finding("record_leaf", f"index {index}, entry {event.id}", "the hash isn't that of the event's leaf")
        self.tree.extend([computed])
        yield from self._event(event, computed)

    def wait(self, event: EventRow, *, pending: bool) -> Iterator[Finding]:
        """An event that has no place in the log."""
        if not pending:
            yield Finding("record_event", f"entry {event.id}", "is neither in the log nor waiting for its place")
        yield from self._event(event, leaf_hash(event.leaf.encode()))

    def _event(self, event: EventRow, computed: bytes) -> Iterator[Finding]:
        try:
            leaf = read_leaf(event.leaf.encode())
        except ValueError as error:
            yield Finding("record_event", f"entry {event.id}", str(error))
            return
        for column, said, stored in _columns(leaf, event):
            if said != stored:
                yield Finding("record_event", f"entry {event.id}", f"column {column} isn't what the leaf says")
        if leaf.chain:
            yield from self._link(event.id, leaf.chain, computed)

    def _link(self, entry: str, link: Link, computed: bytes) -> Iterator[Finding]:
        tail = self.chains.get(link.of, Tail())
        if link.seq != tail.length + 1:
            what = f"is number {link.seq} of {link.of}, expected was {tail.length + 1}"
            yield Finding("record_event", f"entry {entry}", what)
        elif link.prev != tail.head.hex():
            what = f"doesn't follow number {tail.length} of {link.of}: the hash of the one before is another"
            yield Finding("record_event", f"entry {entry}", what)
        self.chains[link.of] = Tail(link.seq, computed)

    def heads(self, stored: Iterable[tuple[str, Tail]]) -> Iterator[Finding]:
        """The stored heads of all chains."""
        known = dict(stored)
        for name in sorted(self.chains.keys() | known.keys()):
            if known.get(name, Tail()) != self.chains.get(name, Tail()):
                yield Finding("record_chain", name, "the stored head isn't the last event of the chain")

    def nodes(self, stored: Iterable[tuple[Node, bytes]]) -> Iterator[Finding]:
        """The stored nodes above the leaves."""
        seen = set()
        for node, value in stored:
            seen.add(node)
            if self.tree.get(node) != value:
                yield Finding("record_node", _name(node), "the hash isn't that of its two children")
        for node in self.tree:
            if node[0] and node not in seen:
                yield Finding("record_node", _name(node), "is missing")

    def checkpoint(self, note: str, verifier: Verifier, *, where: str, size: int | None = None) -> Iterator[Finding]:
        """A signed head, stored (`size` is its column) or kept outside, against the tree that the events make."""
        try:
            head = open_checkpoint(note, verifier)
        except NotSigned as error:
            yield Finding("record_checkpoint", where, str(error))
            return
        if size not in (None, head.size):
            yield Finding("record_checkpoint", where, f"the note is of size {head.size}")
        if head.size > self.tree.size:
            what = f"had {head.size} entries, the log has {self.tree.size}: its tail was cut off"
            yield Finding("record_checkpoint", where, what)
        elif self.tree.root(head.size) != head.root:
            what = f"the first {head.size} entries aren't those that were signed: history was changed"
            yield Finding("record_checkpoint", where, what)


def check_opening(leaf: str, name: str, salt: bytes, value: str) -> str:
    """What is wrong with an opening; empty when it opens its commitment."""
    try:
        sealed = read_leaf(leaf.encode()).sealed
    except ValueError as error:
        return str(error)
    if name not in sealed:
        return "the entry has no such sealed field"
    return "" if commitment(salt, value.encode()) == sealed[name] else "the value isn't the one that was sealed"


def check_document(digest: str, size: int, chunks: Iterable[bytes]) -> str:
    """What is wrong with the bytes of a document; empty when nothing is."""
    found, length = sha256(), 0
    for chunk in chunks:
        found.update(chunk)
        length += len(chunk)
    return "" if (found.hexdigest(), length) == (digest, size) else "the bytes aren't those that were stored"


def _columns(leaf: Leaf, event: EventRow) -> Iterator[tuple[str, object, object]]:
    link = leaf.chain
    yield "id", leaf.id, event.id
    yield "type", leaf.type, event.type
    yield "at", leaf.at, event.at
    yield "actor_id", leaf.actor, event.actor
    yield "subject", leaf.subject, event.subject
    yield "chain", (link.of, link.seq) if link else ("", None), (event.chain, event.seq)


def _name(node: Node) -> str:
    return f"level {node[0]}, index {node[1]}"
