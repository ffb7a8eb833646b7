"""Leaves: the canonical bytes of an event and the commitments inside them.

RFC 8785 (JSON Canonicalization Scheme); RFC 6962 §2.1 for the leaf hash; a commitment is SHA-256 over the salt of 32
bytes followed by the canonical JSON of the value.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import rfc8785

from longbien.kernel.event import Event
from longbien.kernel.plain import LARGEST, Plain, utc_micros
from longbien.kernel.subject import Subject
from longbien.record.rules.tiles import LARGEST_ENTRY

FORMAT = 1


@dataclass(frozen=True)
class Link:
    """A place in a chain: its name, the number from 1, the hex leaf hash of the event before (empty for the first)."""

    of: str
    seq: int
    prev: str

    def to_data(self) -> dict[str, Plain]:
        return {"of": self.of, "seq": self.seq, "prev": self.prev}


@dataclass(frozen=True)
class Leaf:
    """What a leaf says. `sealed` maps the name of each hidden field to its commitment."""

    id: str
    type: str
    at: str
    actor: str | None
    subject: str
    open: Mapping[str, Plain]
    sealed: Mapping[str, str]
    chain: Link | None = None


ATOMS = (str, bool, type(None))
# The C encoder writes what RFC 8785 asks, but for the order of keys beyond ASCII and for numbers that are not safe.
FAST = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True)


def canonical(data: Plain) -> bytes:
    """RFC 8785 bytes of plain data."""
    if _is_safe(data):
        written = FAST.encode(data)
        if written.isascii() or isinstance(data, str):
            return written.encode()
    return rfc8785.dumps(data)


def _is_safe(data: Any) -> bool:
    """Whether no number in it needs care; the keys are looked at once they are written."""
    kind = type(data)
    if kind is int:
        return -LARGEST <= int(data) <= LARGEST
    if kind is dict:
        return all(type(key) is str for key in data) and all(map(_is_safe, data.values()))
    return kind in ATOMS or (kind is list and all(map(_is_safe, data)))


def commitment(salt: bytes, value: bytes) -> str:
    """SHA-256(salt ‖ canonical value), hex."""
    return sha256(salt + value).hexdigest()


@dataclass(frozen=True)
class Frame:
    """What stands around an event in its leaf: which entry, when, by whom, about what, where in a chain."""

    id: UUID
    at: datetime
    actor_id: UUID | None
    subject: Subject
    link: Link | None = None


def build_leaf(event: Event, frame: Frame, sealed: Mapping[str, str]) -> bytes:
    """The canonical leaf. ValueError when it is larger than a C2SP entry bundle can carry (65,535 bytes)."""
    body: dict[str, Plain] = {
        "v": FORMAT,
        "id": str(frame.id),
        "type": event.key(),
        "at": utc_micros(frame.at),
        "actor": None if frame.actor_id is None else str(frame.actor_id),
        "subject": str(frame.subject),
        "open": event.open_fields(),
        "sealed": dict(sealed),
    }
    if frame.link is not None:
        body["chain"] = frame.link.to_data()
    leaf = canonical(body)
    if len(leaf) > LARGEST_ENTRY:
        raise ValueError(
            f"{event.key()} holds {len(leaf)} open bytes, the log takes {LARGEST_ENTRY}: seal what is large"
        )
    return leaf


def read_leaf(leaf: bytes) -> Leaf:
    """What the bytes of a leaf say. ValueError unless they are canonical JSON of this format."""
    try:
        body = json.loads(leaf)
        is_canonical = canonical(body) == leaf
        form, chain = body.pop("v"), body.pop("chain", None)
        read = Leaf(**body, chain=None if chain is None else Link(**chain))
    except (TypeError, KeyError, AttributeError, RecursionError, ValueError) as error:
        raise ValueError("this is not a leaf") from error
    if form != FORMAT:
        raise ValueError(f"a leaf of an unknown format: {form!r}")
    if not is_canonical or not isinstance(read.open, dict) or not isinstance(read.sealed, dict):
        raise ValueError("the leaf isn't the canonical JSON of an event")
    return read
