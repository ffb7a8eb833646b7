"""Is the timeline the whole of what the record holds of this trial, and does it stand in the log?"""

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from longbien.kernel.text import Text
from longbien.record.rules.checkpoint import NotSigned, Verifier, open_checkpoint
from longbien.record.rules.leaf import Leaf, canonical, commitment, read_leaf
from longbien.record.rules.merkle import leaf_hash, verify_inclusion
from longbien.trials.rules.dossier.check import Check, check
from longbien.trials.rules.dossier.file import BEFORE_TIMELINE, digest

Parts = Mapping[str, Any]
BUILT = "trials.dossier-built"


@dataclass(frozen=True)
class Told:
    """A leaf of the timeline as it reads, and those of its sealed fields that were opened."""

    leaf: Leaf
    opened: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """The type without its version."""
        return self.leaf.type.partition("/")[0]

    def field(self, name: str) -> Any:
        """A field, open or opened; KeyError when it stays sealed."""
        return self.leaf.open[name] if name in self.leaf.open else self.opened[name]


def told(parts: Parts) -> tuple[Told, ...]:
    """The timeline as it reads. ValueError and its like when it does not."""
    return tuple(
        Told(read_leaf(entry["leaf"].encode()), {name: one["value"] for name, one in entry["openings"].items()})
        for entry in parts["timeline"]
    )


def of_kind(parts: Parts, *kinds: str) -> list[Told]:
    return [one for one in told(parts) if one.kind in kinds]


def check_chain(
    parts: Parts, manifest: Mapping[str, Any], lines: Mapping[str, bytes], verifier: Verifier
) -> list[Check]:
    """The five checks of the timeline against itself, its openings, the log and the lines of the parts before it."""
    count = len(parts["timeline"]) if isinstance(parts["timeline"], list) else 0
    return [
        check("timeline", _numbered(count), lambda: _gaps(parts, manifest)),
        check("timeline", OPENINGS, lambda: _openings(parts)),
        check("timeline", COMMITTED, lambda: _commitments(parts, manifest, lines)),
        check("log", SIGNED, lambda: _note(parts, verifier)),
        check("log", _included(count), lambda: _proofs(parts, verifier)),
    ]


def _gaps(parts: Parts, manifest: Mapping[str, Any]) -> Iterator[Text]:
    """Numbers from 1 without a gap, each leaf naming the hash of the one before, all of the one trial."""
    name, before = f"trials.trial:{manifest['trial']}", ""
    for number, entry in enumerate(parts["timeline"], 1):
        leaf = read_leaf(entry["leaf"].encode())
        link = leaf.chain
        if link is None or link.of != name:
            yield Text.of(vi=f"Mục {number} không thuộc chuỗi {name}.", en=f"Entry {number} isn't of the chain {name}.")
        elif link.seq != number:
            yield Text.of(
                vi=f"Thiếu hoặc thừa: cần mục số {number}, nhưng gặp số {link.seq}.",
                en=f"A gap: number {number} is due, number {link.seq} stands there.",
            )
        elif link.prev != before:
            yield Text.of(
                vi=f"Mục {number} không nối tiếp mục đứng trước nó.",
                en=f"Entry {number} does not follow the one before it.",
            )
        before = leaf_hash(entry["leaf"].encode()).hex()


def _openings(parts: Parts) -> Iterator[Text]:
    """Every opened field hashes, with its salt, to the commitment in its leaf."""
    for number, entry in enumerate(parts["timeline"], 1):
        leaf = read_leaf(entry["leaf"].encode())
        for name, one in entry["openings"].items():
            if commitment(bytes.fromhex(one["salt"]), canonical(one["value"])) != leaf.sealed.get(name):
                yield Text.of(
                    vi=f"Mục {number}: “{name}” không khớp với cam kết trong sổ.",
                    en=f"Entry {number}: “{name}” isn't what the record committed to.",
                )


def _commitments(parts: Parts, manifest: Mapping[str, Any], lines: Mapping[str, bytes]) -> Iterator[Text]:
    """The last leaf says that this dossier was built, of how many leaves, batches and breaches, and of which parts."""
    last = told(parts)[-1] if parts["timeline"] else None
    if last is None or last.kind != BUILT:
        yield Text.of(
            vi="Mục cuối không phải việc lập hồ sơ này.", en="The last entry isn't the building of this dossier."
        )
        return
    counted = {
        "number": manifest["number"],
        "leaves": len(parts["timeline"]) - 1,
        "batches": len(parts["batches"]),
        "breaches": len(parts["breaches"]),
        "parts": digest(lines[name] for name in BEFORE_TIMELINE),
    }
    for name, actual in counted.items():
        said = last.leaf.open.get(name)
        if said != actual:
            yield Text.of(
                vi=f"{name}: sổ ghi {said}, hồ sơ có {actual}.",
                en=f"{name}: the record says {said}, the dossier has {actual}.",
            )


def _note(parts: Parts, verifier: Verifier) -> Iterator[Text]:
    try:
        open_checkpoint(parts["log"]["checkpoint"], verifier)
    except NotSigned as error:
        yield Text.of(vi=f"Điểm kiểm tra không đúng: {error}.", en=f"The checkpoint is wrong: {error}.")


def _proofs(parts: Parts, verifier: Verifier) -> Iterator[Text]:
    """An RFC 6962 audit path from each leaf, hashed anew, to the root of the signed checkpoint."""
    head = open_checkpoint(parts["log"]["checkpoint"], verifier)
    leaves: Sequence[Mapping[str, Any]] = parts["timeline"]
    for number, (entry, proof) in enumerate(zip(leaves, parts["log"]["proofs"], strict=True), 1):
        path = [b64decode(sibling, validate=True) for sibling in proof["path"]]
        if not verify_inclusion(leaf_hash(entry["leaf"].encode()), proof["index"], head.size, path, head.root):
            yield Text.of(
                vi=f"Mục {number} không có trong nhật ký đã ký.", en=f"Entry {number} does not stand in the signed log."
            )


def _numbered(count: int) -> Text:
    return Text.of(
        vi=f"Dòng thời gian: {count} mục của thử nghiệm này, đánh số từ 1 không khuyết, nối nhau bằng SHA-256",
        en=f"Timeline: {count} entries of this trial, numbered from 1 without a gap, linked by SHA-256",
    )


def _included(count: int) -> Text:
    return Text.of(
        vi=f"Cả {count} mục nằm trong nhật ký: đường kiểm RFC 6962 dẫn tới gốc của điểm kiểm tra đã ký",
        en=f"All {count} entries stand in the log: an RFC 6962 audit path leads to the root of the signed checkpoint",
    )


OPENINGS = Text.of(
    vi="Các trường được mở khớp với cam kết có muối trong sổ",
    en="The opened fields are what the record committed to, salt and value",
)
COMMITTED = Text.of(
    vi="Mục cuối ghi việc lập hồ sơ này, đúng số mục, số gói dữ liệu, số vi phạm và SHA-256 của các phần đứng trước",
    en="The last entry records this dossier: so many entries, batches and breaches, and the SHA-256 of the parts above",
)
SIGNED = Text.of(
    vi="Điểm kiểm tra của nhật ký do khóa đã cho ký", en="The checkpoint of the log is signed by the given key"
)
