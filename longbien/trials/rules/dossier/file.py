"""The file: UTF-8 JSON Lines, each line the RFC 8785 bytes of its data, each ended by one newline.

Line 1 is the manifest: which trial of which hub, and the length and SHA-256 of every part's line, in order. Then come
the parts, `{"content": …, "part": "plan"}`. The last line is the signature: with the manifest before it and an empty
line between, it is a C2SP signed note of the key that signs the hub's log. A manifest can't be taken for a checkpoint:
it begins with a brace, and no log's name does.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from longbien.kernel.text import Text
from longbien.record.rules.checkpoint import DASH, Key, NotSigned, Verifier, open_note
from longbien.record.rules.leaf import canonical
from longbien.trials.rules.dossier.check import Check, failed

FORMAT = "longbien-dossier/1"
MANIFEST, SIGNATURE = "manifest", "signature"
BEFORE_TIMELINE = (
    "plan", "regime", "licence", "waivers", "batches", "breaches", "suspensions", "incidents", "statistics",
)  # fmt: skip
PARTS = (*BEFORE_TIMELINE, "timeline", "log", "keys")


@dataclass(frozen=True)
class Header:
    """Whose dossier it is. `built_at` is an instant in UTC as the record writes it."""

    hub: str
    trial: str
    number: str
    built_at: str


@dataclass(frozen=True)
class Opened:
    """What could be read: the manifest, and the line of every part that is as the manifest says."""

    manifest: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, bytes] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()

    @property
    def whole(self) -> bool:
        return bool(self.checks) and all(check.passed for check in self.checks)

    @cached_property
    def parts(self) -> dict[str, Any]:
        """What the unchanged parts say."""
        return {name: json.loads(line)["content"] for name, line in self.lines.items()}


def part_line(name: str, content: Any) -> bytes:
    """The line of a part, without its newline."""
    return canonical({"part": name, "content": content})


def part_lines(parts: Mapping[str, Any]) -> dict[str, bytes]:
    """The lines of several parts, by name."""
    return {name: part_line(name, content) for name, content in parts.items()}


def digest(lines: Iterable[bytes]) -> str:
    """SHA-256 over the lines of some parts, each with its newline: what the record commits to."""
    total = sha256()
    for line in lines:
        total.update(line + b"\n")
    return total.hexdigest()


def write(header: Header, lines: Mapping[str, bytes], key: Key, signer: str) -> bytes:
    """The bytes of a dossier of these parts' lines, in their order, signed by `key` under the name `signer`."""
    verifier = Verifier(signer, key.public_key().public_bytes_raw())
    manifest = canonical(
        {
            "format": FORMAT,
            "hub": header.hub,
            "trial": header.trial,
            "number": header.number,
            "built_at": header.built_at,
            "key": str(verifier),
            "parts": [
                {"name": name, "bytes": len(line), "sha256": sha256(line).hexdigest()} for name, line in lines.items()
            ],
        }
    )
    signed = b64encode(verifier.id + key.sign(manifest + b"\n")).decode()
    signature = {"manifest_sha256": sha256(manifest).hexdigest(), "signature": f"{DASH} {signer} {signed}"}
    return b"".join(line + b"\n" for line in (manifest, *lines.values(), canonical(signature)))


def read(file: bytes, verifier: Verifier) -> Opened:
    """Open a dossier: every line against the manifest, the manifest against the signature of `verifier`'s key."""
    if not file:
        return Opened(checks=(failed(MANIFEST, READABLE, Text.of(vi="Tệp rỗng.", en="The file is empty.")),))
    lines = file.split(b"\n")
    head, found, foot, rest = lines[0], lines[1:-2], lines[-2] if len(lines) > 2 else b"", lines[-1]
    manifest = _manifest(head)
    if manifest is None:
        return Opened(checks=(failed(MANIFEST, READABLE), _signed(head, foot, rest, verifier)))
    checks = [Check(MANIFEST, READABLE), _signed(head, foot, rest, verifier), _named_key(manifest, verifier)]
    whole = {}
    for place in _places(manifest["parts"], found):
        checks.append(_part(place))
        if checks[-1].passed:
            whole[place.name] = place.line
    checks += _extra(manifest["parts"], found)
    return Opened(manifest, whole, tuple(checks))


@dataclass(frozen=True)
class _Place:
    """A part of the manifest and the line that holds it, empty when none does; `in_order` unless it was moved."""

    name: str
    size: int
    sha256: str
    line: bytes
    in_order: bool


def _manifest(line: bytes) -> dict[str, Any] | None:
    """The manifest, when the line is one of this format."""
    try:
        said = json.loads(line)
        names = [(part["name"], part["bytes"] + 0, part["sha256"] + "") for part in said["parts"]]
        proper = said["format"] == FORMAT and canonical(said) == line and len(dict.fromkeys(names)) == len(names)
        return said if proper and all(isinstance(said[key], str) for key in ("hub", "trial", "number", "key")) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _signed(manifest: bytes, line: bytes, rest: bytes, verifier: Verifier) -> Check:
    """The last line: is it a signature, of this manifest, by this key? Names the line that was changed."""
    if rest:
        return failed(SIGNATURE, SIGNED, NOT_LAST)
    said = _signature(line)
    if said is None:
        return failed(SIGNATURE, SIGNED, NO_SIGNATURE)
    same = said["manifest_sha256"] == sha256(manifest).hexdigest()
    try:
        note = f"{manifest.decode()}\n\n{said['signature']}\n"
        open_note(note, verifier)
    except (NotSigned, UnicodeDecodeError) as error:
        wrong = Text.of(vi=f"Chữ ký không đúng: {error}.", en=f"The signature is wrong: {error}.")
        return failed(SIGNATURE if same else MANIFEST, SIGNED, wrong)
    return Check(SIGNATURE, SIGNED) if same else failed(SIGNATURE, SIGNED, ANOTHER_MANIFEST)


def _signature(line: bytes) -> dict[str, str] | None:
    """The signature line, when it is written in the one way that such a line is written."""
    try:
        said = json.loads(line)
        encoded = said["signature"].rpartition(" ")[2]
        proper = canonical(said) == line and set(said) == {"manifest_sha256", "signature"}
        return said if proper and b64encode(b64decode(encoded, validate=True)).decode() == encoded else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, Error):
        return None


def _named_key(manifest: Mapping[str, Any], verifier: Verifier) -> Check:
    if manifest["key"] == str(verifier):
        return Check(MANIFEST, SAME_KEY)
    wrong = Text.of(
        vi=f"Hồ sơ ghi khóa khác: {manifest['key']}", en=f"The dossier names another key: {manifest['key']}"
    )
    return failed(MANIFEST, SAME_KEY, wrong)


def _places(said: Sequence[Mapping[str, Any]], lines: Sequence[bytes]) -> list[_Place]:
    """Find each part's line: where it belongs, else wherever its hash is found."""
    by_hash = {sha256(line).hexdigest(): at for at, line in enumerate(lines)}
    places, last = [], -1
    for at, part in enumerate(said):
        found = by_hash.get(part["sha256"], -1)
        line = lines[found] if found >= 0 else lines[at] if len(lines) == len(said) else b""
        places.append(_Place(part["name"], part["bytes"], part["sha256"], line, found < 0 or found > last))
        last = max(last, found)
    return places


def _part(place: _Place) -> Check:
    """Length, SHA-256, name and order of one part."""
    what = Text.of(
        vi=f"Phần “{place.name}”: {place.size} byte, SHA-256 {place.sha256[:16]}… như bảng kê, đúng thứ tự",
        en=f"Part “{place.name}”: {place.size} bytes, SHA-256 {place.sha256[:16]}… as the manifest says, in its order",
    )
    if not place.line:
        return failed(place.name, what, Text.of(vi="Không có trong tệp.", en="It is not in the file."))
    actual = sha256(place.line).hexdigest()
    if actual != place.sha256 or len(place.line) != place.size:
        wrong = Text.of(
            vi=f"Đã bị thay đổi: {len(place.line)} byte, SHA-256 {actual[:16]}…",
            en=f"It was changed: {len(place.line)} bytes, SHA-256 {actual[:16]}…",
        )
        return failed(place.name, what, wrong)
    if not place.in_order:
        return failed(place.name, what, Text.of(vi="Không ở đúng vị trí.", en="It stands in the wrong place."))
    if not place.line.startswith(b'{"content":') or not place.line.endswith(b',"part":' + canonical(place.name) + b"}"):
        return failed(place.name, what, Text.of(vi="Dòng mang tên khác.", en="The line bears another name."))
    return Check(place.name, what)


def _extra(said: Sequence[Mapping[str, Any]], lines: Sequence[bytes]) -> list[Check]:
    """Lines that the manifest does not know."""
    known = {part["sha256"] for part in said}
    strange = len(lines) > len(said) and [line for line in lines if sha256(line).hexdigest() not in known]
    doubled = len(lines) > len(said) and not strange
    if not strange and not doubled:
        return [Check(MANIFEST, NOTHING_ELSE)]
    return [failed(MANIFEST, NOTHING_ELSE, Text.of(vi="Có dòng thừa.", en="There are lines that it does not name."))]


READABLE = Text.of(
    vi=f"Dòng đầu là bảng kê JSON chuẩn hóa theo định dạng {FORMAT}",
    en=f"The first line is a canonical JSON manifest of format {FORMAT}",
)
SIGNED = Text.of(
    vi="Dòng cuối là chữ ký Ed25519 của bảng kê, kiểm được bằng khóa công khai đã cho",
    en="The last line is an Ed25519 signature of the manifest that the given public key verifies",
)
SAME_KEY = Text.of(
    vi="Dấu vân tay khóa ghi trong hồ sơ trùng với khóa công khai đã cho",
    en="The key fingerprint in the dossier is that of the given public key",
)
NOTHING_ELSE = Text.of(
    vi="Tệp không chứa gì ngoài các phần trong bảng kê", en="The file holds nothing but the parts of the manifest"
)
NOT_LAST = Text.of(
    vi="Tệp không kết thúc bằng dòng chữ ký và một dấu xuống dòng.",
    en="The file does not end with the signature line and one newline.",
)
NO_SIGNATURE = Text.of(vi="Dòng cuối không phải chữ ký.", en="The last line is no signature.")
ANOTHER_MANIFEST = Text.of(
    vi="Dòng chữ ký ghi một bảng kê khác.", en="The signature line names the hash of another manifest."
)
