"""Keys and values as text: base58 multibase, Ed25519 multikeys, `did:key` and `did:web`.

Controlled Identifiers 1.0 §2.2.2 (Multikey) and §2.4 (Multibase); did:key and did:web method specifications.
"""

from urllib.parse import quote, urlsplit

import base58
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = b"\xed\x01"
LONGEST = 200  # characters; decoding base58 takes quadratic time


def encode(value: bytes) -> str:
    """Multibase: `z` and base58 in Bitcoin's alphabet."""
    return "z" + base58.b58encode(value).decode()


def decode(written: object) -> bytes:
    """The bytes behind a `z…` value. ValueError for anything else."""
    if not isinstance(written, str) or not written.startswith("z") or len(written) > LONGEST:
        raise ValueError("not a base58 multibase value")
    return base58.b58decode(written[1:])


def multikey(key: Ed25519PublicKey) -> str:
    """`z6Mk…`: the public key as a multikey."""
    return encode(ED25519 + key.public_bytes_raw())


def read_multikey(written: str) -> Ed25519PublicKey:
    """ValueError unless it is an Ed25519 public key."""
    raw = decode(written)
    if not raw.startswith(ED25519) or len(raw) != 34:
        raise ValueError("not an Ed25519 multikey")
    return Ed25519PublicKey.from_public_bytes(raw[2:])


def did_key(key: Ed25519PublicKey) -> str:
    return f"did:key:{multikey(key)}"


def read_did_key(method: str) -> Ed25519PublicKey:
    """The key of `did:key:z6Mk…#z6Mk…`. ValueError when the two parts differ or it is none."""
    did, _, fragment = method.partition("#")
    written = did.removeprefix("did:key:")
    if not did.startswith("did:key:") or written != fragment:
        raise ValueError("not a verification method of did:key")
    return read_multikey(written)


def did_web(url: str) -> str:
    """`https://hub.example:8443` → `did:web:hub.example%3A8443`."""
    return "did:web:" + quote(urlsplit(url).netloc, safe="")
