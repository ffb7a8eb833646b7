"""A proof in a file: one entry, its path and the signed head. Whoever has the public key can check it anywhere."""

from collections.abc import Sequence
from typing import Any

from longbien.kernel.plain import Plain
from longbien.record.rules.checkpoint import Checkpoint, NotSigned, Verifier, open_checkpoint
from longbien.record.rules.leaf import Leaf, read_leaf
from longbien.record.rules.merkle import leaf_hash, verify_inclusion

FORMAT = "longbien-proof/1"


class BadProof(ValueError):
    """The proof doesn't prove what it says; the words tell which part."""


def write_proof(leaf: str, index: int, path: Sequence[bytes], note: str) -> dict[str, Plain]:
    """The JSON form. `leaf` is the exact text that the log hashes, `path` goes from the leaf up, in hex."""
    return {"format": FORMAT, "index": index, "leaf": leaf, "path": [step.hex() for step in path], "checkpoint": note}


def check_proof(data: Any, verifier: Verifier) -> tuple[Leaf, Checkpoint]:
    """What the proven entry says, and the head it stands under. BadProof names the part that fails."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BadProof(f"format: this isn't a {FORMAT}")
    try:
        head = open_checkpoint(data["checkpoint"], verifier)
    except (KeyError, AttributeError, NotSigned) as error:
        raise BadProof(f"checkpoint: {error}") from error
    try:
        leaf, index = data["leaf"].encode(), int(data["index"])
        said = read_leaf(leaf)
        path = [bytes.fromhex(step) for step in data["path"]]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadProof(f"leaf, index or path: {error}") from error
    if not verify_inclusion(leaf_hash(leaf), index, head.size, path, head.root):
        raise BadProof("path: the leaf isn't under the signed root at this index")
    return said, head
