"""Leaves: the canonical bytes of an event and the commitments inside them.

RFC 8785 (JSON Canonicalization Scheme); RFC 6962 §2.1 for the leaf hash; a commitment is SHA-256 over the salt
followed by the canonical JSON of the value.
"""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

import rfc8785

from longbien.kernel.event import Event, Plain, utc_micros
from longbien.kernel.subject import Subject

FORMAT = 1


def canonical(data: Plain) -> bytes:
    """RFC 8785 bytes of plain data."""
    return rfc8785.dumps(data)


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256(0x00 ‖ leaf), RFC 6962 §2.1."""
    return sha256(b"\x00" + leaf).digest()


def commitment(salt: bytes, value: Plain) -> str:
    """SHA-256(salt ‖ canonical value), hex."""
    return sha256(salt + canonical(value)).hexdigest()


def build_leaf(
    event: Event,
    *,
    event_id: UUID,
    at: datetime,
    actor_id: UUID | None,
    subject: Subject,
    link: dict[str, Plain] | None,
    salts: dict[str, bytes],
) -> bytes:
    """The canonical leaf. `link` is the place in a chain: `{"of": name, "seq": 1…, "prev": hex of the leaf before}`."""
    hidden = event.sealed_fields()
    body: dict[str, Plain] = {
        "v": FORMAT,
        "id": str(event_id),
        "type": event.key(),
        "at": utc_micros(at),
        "actor": None if actor_id is None else str(actor_id),
        "subject": str(subject),
        "open": event.open_fields(),
        "sealed": {name: commitment(salts[name], value) for name, value in hidden.items()},
    }
    if link is not None:
        body["chain"] = link
    return canonical(body)
