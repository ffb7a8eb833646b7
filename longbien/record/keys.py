"""The key that signs the log: made once by `longbien migrate`, kept in LONGBIEN_VAR/keys, readable by its owner."""

import os
import threading
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from longbien.record.rules.checkpoint import Verifier


class NoKey(RuntimeError):
    """There is no signing key yet, or the file holds another kind of key."""


def key_path() -> Path:
    return Path(settings.VAR) / "keys" / "log.pem"


def make_key() -> bool:
    """Make the signing key unless there is one; True when it was made."""
    return write_once(key_path(), new_private_key())


def new_private_key() -> bytes:
    """A fresh Ed25519 key as PKCS#8 PEM."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def write_once(path: Path, content: bytes) -> bool:
    """Write a secret that only its owner reads, unless there is one; True when it was written.

    Written whole beside its place and linked there: of two processes that start at once, one wins.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def signing_key() -> Ed25519PrivateKey:
    """The private key. NoKey when `longbien migrate` has not made it."""
    try:
        key = load_pem_private_key(key_path().read_bytes(), password=None)
    except FileNotFoundError as error:
        raise NoKey(f"there is no signing key at {key_path()}: run `longbien migrate`") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NoKey(f"{key_path()} holds no Ed25519 key")
    return key


def verifier() -> Verifier:
    """The public half, under the name of this hub's log."""
    return Verifier(settings.HUB.log_origin, signing_key().public_key().public_bytes_raw())
