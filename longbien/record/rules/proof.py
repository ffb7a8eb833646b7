"""A proof in a file, C2SP tlog-proof: the index of an entry, its path and the signed head.

Whoever has the public key can check it anywhere. The `extra` line carries the leaf itself, so that one file is enough;
nothing has to be believed of it, for its hash must lead to the signed root.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass

from longbien.kernel.text import Text
from longbien.record.rules.checkpoint import Checkpoint, NotSigned, Verifier, open_checkpoint
from longbien.record.rules.leaf import Leaf, read_leaf
from longbien.record.rules.merkle import leaf_hash, verify_inclusion

MAGIC = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 63
INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)


class BadProof(ValueError):
    """The file is no tlog-proof; `what` says where it departs."""

    def __init__(self, *, vi: str, en: str) -> None:
        super().__init__(en)
        self.what = Text.of(vi=vi, en=en)


@dataclass(frozen=True)
class Proof:
    """What the file holds. `path` goes from the leaf up, `note` is the signed head, `extra` what nobody signed."""

    index: int
    path: tuple[bytes, ...]
    note: str
    extra: bytes | None = None


@dataclass(frozen=True)
class Step:
    """One thing that was checked; `wrong` says what was found instead, None when it holds."""

    what: Text
    wrong: Text | None = None


@dataclass(frozen=True)
class Examined:
    """What checking a proof found, step by step up to the first that fails. `head` and `leaf` as far as they stand."""

    steps: tuple[Step, ...]
    head: Checkpoint | None = None
    leaf: Leaf | None = None
    index: int = 0

    @property
    def holds(self) -> bool:
        return all(step.wrong is None for step in self.steps)


def write_proof(leaf: bytes, index: int, path: Sequence[bytes], note: str) -> str:
    """The file. `leaf` are the exact bytes that the log hashes."""
    hashes = "".join(f"{b64encode(step).decode()}\n" for step in path)
    return f"{MAGIC}\nextra {b64encode(leaf).decode()}\nindex {index}\n{hashes}\n{note}"


def read_proof(text: str) -> Proof:
    """Read the file. BadProof when it isn't written as C2SP writes it."""
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines.pop(0) != MAGIC:
        raise BadProof(vi=f"dòng đầu không phải “{MAGIC}”", en=f"the first line isn't “{MAGIC}”")
    extra = _bytes(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else None
    index = INDEX.fullmatch(lines.pop(0)) if lines else None
    if index is None:
        raise BadProof(
            vi="thiếu dòng “index” với số thứ tự của mục", en="the line “index” with the entry's number lacks"
        )
    path = tuple(map(_hash, lines))
    if not blank or len(path) > LONGEST_PATH:
        raise BadProof(vi="tệp bị cắt cụt hoặc quá dài", en="the file is cut short, or too long")
    return Proof(int(index[1]), path, note, extra)


def _hash(line: str) -> bytes:
    value = _bytes(line)
    if len(value) != 32:
        raise BadProof(vi="một dòng của đường đi không phải mã SHA-256", en="a line of the path is no SHA-256")
    return value


def _bytes(written: str) -> bytes:
    try:
        value = b64decode(written, validate=True)
    except (Error, ValueError) as error:
        raise BadProof(vi="một dòng không phải base64", en="a line is no base64") from error
    if b64encode(value).decode() != written:
        raise BadProof(vi="một dòng không phải base64", en="a line is no base64")
    return value


FORM = Text.of(vi="Tệp là một chứng minh C2SP tlog-proof.", en="The file is a C2SP tlog-proof.")
SIGNED = Text.of(
    vi="Đầu nhật ký trong tệp được ký bằng khoá này.", en="The head of the log in the file is signed with this key."
)
ENTRY = Text.of(
    vi="Mục này là một mục của sổ ghi, nguyên từng byte.", en="The entry is one of a record, byte for byte."
)
INCLUDED = Text.of(
    vi="Mã băm của mục dẫn tới gốc đã ký, đúng vị trí đã nêu.",
    en="The hash of the entry leads to the signed root, at the place that is said.",
)
NO_ENTRY = Text.of(
    vi="Tệp không mang theo mục nào và cũng không có mục nào được đưa kèm.",
    en="The file carries no entry, and none was given with it.",
)
NO_LEAF = Text.of(
    vi="Đây không phải nguyên văn một mục: chỉ cần đổi một dấu cách là thành mục khác.",
    en="This isn't the exact text of an entry: one changed space makes it another.",
)
OUTSIDE = Text.of(
    vi="Mục này không nằm dưới gốc đã ký ở vị trí đó: mục, số thứ tự hoặc đường đi đã bị đổi.",
    en="The entry isn't under the signed root at that place: it, its number or the path was changed.",
)


def examine(text: str, verifier: Verifier, leaf: bytes | None = None) -> Examined:
    """Check a proof in the order of C2SP's “Verifying”. `leaf` is the entry in question; without, the file's own."""
    try:
        proof = read_proof(text)
    except BadProof as error:
        return Examined((Step(FORM, error.what),))
    try:
        head = open_checkpoint(proof.note, verifier)
    except NotSigned as error:
        return Examined((Step(FORM), Step(SIGNED, error.what)))
    begun = (Step(FORM), Step(SIGNED))
    given = proof.extra if leaf is None else leaf
    if given is None:
        return Examined((*begun, Step(ENTRY, NO_ENTRY)), head)
    try:
        said = read_leaf(given)
    except ValueError:
        return Examined((*begun, Step(ENTRY, NO_LEAF)), head)
    stands = verify_inclusion(leaf_hash(given), proof.index, head.size, proof.path, head.root)
    return Examined((*begun, Step(ENTRY), Step(INCLUDED, None if stands else OUTSIDE)), head, said, proof.index)
