"""Keys and settings in a backup, sealed by a passphrase: scrypt, ChaCha20-Poly1305."""

import json
import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from longbien.record.backup.archive import Unusable

COST = 1 << 17  # 128 MB and about half a second for each guess
MOST_COST = 1 << 20


def seal(files: dict[str, bytes], passphrase: str) -> bytes:
    """One line that says how, then the sealed files."""
    salt, nonce = os.urandom(16), os.urandom(12)
    head = json.dumps({"n": COST, "salt": b64encode(salt).decode(), "nonce": b64encode(nonce).decode()}).encode()
    plain = json.dumps({name: b64encode(content).decode() for name, content in files.items()}).encode()
    return head + b"\n" + ChaCha20Poly1305(_key(passphrase, salt, COST)).encrypt(nonce, plain, head)


def unseal(sealed: bytes, passphrase: str) -> dict[str, bytes]:
    """Name → content. Unusable for another passphrase, or when a byte was changed."""
    head, _, body = sealed.partition(b"\n")
    said = json.loads(head)
    cost = min(int(said["n"]), MOST_COST)
    try:
        key = _key(passphrase, b64decode(said["salt"]), cost)
        plain = ChaCha20Poly1305(key).decrypt(b64decode(said["nonce"]), body, head)
    except InvalidTag as error:
        raise Unusable(
            vi="cụm mật khẩu không đúng với bản sao lưu này", en="the passphrase isn't the one of this backup"
        ) from error
    return {name: b64decode(content) for name, content in json.loads(plain).items()}


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode())
