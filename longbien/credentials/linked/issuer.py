"""Who this hub is to the world of credentials: its `did:web`, the document behind it, and whose keys are known."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from longbien.credentials import keys
from longbien.credentials.rules.multikey import did_web, multikey, read_did_key


def did() -> str:
    return did_web(settings.ENV.url)


def method() -> str:
    """The verification method that signs: the DID and its key."""
    return f"{did()}#{_key()}"


def did_document() -> dict[str, Any]:
    """What `/.well-known/did.json` serves (Decentralized Identifiers 1.0, Controlled Identifiers 1.0)."""
    own = did()
    key = {"id": method(), "type": "Multikey", "controller": own, "publicKeyMultibase": _key()}
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": own,
        "verificationMethod": [key],
        "assertionMethod": [method()],
    }


def resolve(written: str) -> Ed25519PublicKey:
    """The key of a verification method: ours, or one that its own name gives (`did:key`). ValueError for any other.

    Nobody's documents are fetched: whoever writes a credential would choose what this machine asks for.
    """
    if written == method():
        return keys.credentials_key().public_key()
    return read_did_key(written)


def _key() -> str:
    return multikey(keys.credentials_key().public_key())
