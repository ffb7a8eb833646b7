"""Checkpoints: the signed head of the log. C2SP signed-note (Ed25519, type 0x01) around C2SP tlog-checkpoint.

Keys are handed in; where they lie is the business of `record.keys`.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from longbien.kernel.text import Text

ED25519 = b"\x01"
DASH = "\u2014"
MOST_SIGNATURES = 64
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


# The key that signs; rules above take it as a value and need not know the library.
Key = Ed25519PrivateKey


class NotSigned(ValueError):
    """The note is malformed, or no signature of the expected key verifies; `what` says which."""

    def __init__(self, *, vi: str, en: str) -> None:
        super().__init__(en)
        self.what = Text.of(vi=vi, en=en)


@dataclass(frozen=True)
class Verifier:
    """A public key and the name it signs under."""

    name: str
    key: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or any(letter.isspace() for letter in self.name):
            raise ValueError(f"not a key name: {self.name!r}")
        if len(self.key) != 32:
            raise ValueError("an Ed25519 public key has 32 bytes")

    @property
    def id(self) -> bytes:
        """SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[:4]."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:4]

    def __str__(self) -> str:
        """The vkey form: `name+hex id+base64(0x01 ‖ public key)`."""
        return f"{self.name}+{self.id.hex()}+{b64encode(ED25519 + self.key).decode()}"

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """Read the vkey form. ValueError when it is malformed, of another type, or its id doesn't fit."""
        name, plus, rest = vkey.strip().partition("+")
        key_id, second, encoded = rest.partition("+")
        if not plus or not second:
            raise ValueError("a public key is written name+id+key")
        try:
            data = b64decode(encoded, validate=True)
        except Error as error:
            raise ValueError("the key is no base64") from error
        if data[:1] != ED25519:
            raise ValueError("the key is not an Ed25519 key of type 0x01")
        verifier = cls(name, data[1:])
        if verifier.id.hex() != key_id:
            raise ValueError("the key's id doesn't belong to its name and bytes")
        return verifier


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: how many leaves it had and their Merkle root."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def sign(checkpoint: Checkpoint, key: Key) -> str:
    """The signed note of a checkpoint; the key signs under the log's origin."""
    body = checkpoint.body()
    verifier = Verifier(checkpoint.origin, key.public_key().public_bytes_raw())
    signature = b64encode(verifier.id + key.sign(body.encode())).decode()
    return f"{body}\n{DASH} {verifier.name} {signature}\n"


def open_note(note: str, verifier: Verifier) -> str:
    """The text of a signed note. NotSigned unless the verifier's key signed it; other keys are passed over."""
    text, blank, tail = note.rpartition("\n\n")
    if CONTROL.search(note) or not blank or not tail.endswith("\n"):
        raise NotSigned(vi="đây không phải một điểm kiểm tra đã ký", en="this is not a signed note")
    body = text + "\n"
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NotSigned(vi="điểm kiểm tra mang quá nhiều chữ ký", en="the note carries too many signatures")
    signatures = [data[4:] for name, data in map(_signature, lines) if (name, data[:4]) == (verifier.name, verifier.id)]
    if not signatures:
        raise NotSigned(
            vi=f"điểm kiểm tra không do {verifier.name} ký bằng khoá {verifier.id.hex()}",
            en=f"the note isn't signed by {verifier.name} with key {verifier.id.hex()}",
        )
    for signature in signatures:
        try:
            Ed25519PublicKey.from_public_bytes(verifier.key).verify(signature, body.encode())
        except InvalidSignature as error:
            raise NotSigned(
                vi=f"chữ ký của {verifier.name} sai", en=f"the signature of {verifier.name} is wrong"
            ) from error
    return body


def _signature(line: str) -> tuple[str, bytes]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != DASH:
        raise NotSigned(vi="một dòng chữ ký sai khuôn dạng", en="a signature line is malformed")
    try:
        data = b64decode(parts[2], validate=True)
    except (Error, ValueError) as error:
        raise NotSigned(vi="một chữ ký không phải base64", en="a signature is no base64") from error
    if len(data) < 5:
        raise NotSigned(vi="một chữ ký quá ngắn", en="a signature is too short")
    return parts[1], data


def parse_body(body: str) -> Checkpoint:
    """Read the text of a checkpoint; extension lines are passed over. NotSigned when it is malformed."""
    lines = body.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines) or not SIZE.fullmatch(lines[1]):
        raise NotSigned(vi="đây không phải điểm kiểm tra của một nhật ký", en="this is not the checkpoint of a log")
    try:
        root = b64decode(lines[2], validate=True)
    except (Error, ValueError) as error:
        raise NotSigned(
            vi="gốc của điểm kiểm tra không phải base64", en="the checkpoint's root is no base64"
        ) from error
    if len(root) != 32:
        raise NotSigned(vi="gốc của điểm kiểm tra không phải SHA-256", en="the checkpoint's root is no SHA-256")
    return Checkpoint(lines[0], int(lines[1]), root)


def open_checkpoint(note: str, verifier: Verifier) -> Checkpoint:
    """The checkpoint inside a signed note. NotSigned unless the log that the verifier names signed it."""
    checkpoint = parse_body(open_note(note, verifier))
    if checkpoint.origin != verifier.name:
        raise NotSigned(
            vi=f"điểm kiểm tra là của nhật ký khác: {checkpoint.origin}",
            en=f"the checkpoint is of another log: {checkpoint.origin}",
        )
    return checkpoint
