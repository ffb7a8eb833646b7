"""Digests of related resources: Subresource Integrity, and multibase of a SHA-256 (bare, or as a multihash)."""

import base64
import hashlib
from typing import Any

from longbien.credentials.rules.multikey import decode

ALGORITHMS = ("sha256", "sha384", "sha512")
MULTIHASH = b"\x12\x20"


def agrees(resource: dict[str, Any], content: bytes) -> bool:
    """Whether every digest that a related resource states is that of its content."""
    stated = [_matches_sri(resource["digestSRI"], content)] if "digestSRI" in resource else []
    if "digestMultibase" in resource:
        stated.append(_matches_multibase(resource["digestMultibase"], content))
    return all(stated)


def _matches_sri(stated: object, content: bytes) -> bool:
    algorithm, _, value = str(stated).partition("-")
    if algorithm not in ALGORITHMS:
        return False
    return _base64(value) == hashlib.new(algorithm, content).digest()


def _matches_multibase(stated: object, content: bytes) -> bool:
    written, digest = str(stated), hashlib.sha256(content).digest()
    try:
        value = _base64(written[1:]) if written.startswith("u") else decode(written)
    except ValueError:
        return False
    return value in (digest, MULTIHASH + digest)


def _base64(written: str) -> bytes | None:
    """Either alphabet, with or without padding."""
    try:
        return base64.urlsafe_b64decode(
            written.replace("+", "-").replace("/", "_").rstrip("=") + "=" * (-len(written.rstrip("=")) % 4)
        )
    except ValueError:
        return None
