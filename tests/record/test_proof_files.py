"""C2SP tlog-proof: written as the specification says, read back, and refused wherever a byte of it departs."""

from base64 import b64decode, b64encode
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.record.rules.checkpoint import Checkpoint, sign
from longbien.record.rules.merkle import Tree, leaf_hash
from longbien.record.rules.proof import BadProof, examine, read_proof, write_proof
from tests.record.test_leaves import leaf
from tests.record.test_tiles import KEY, OTHER, verifier

SPECS = yaml.safe_load((Path(__file__).parents[1] / "specs" / "record" / "proofs.yaml").read_text())


def proof(count=5, index=3, key=KEY):
    leaves = [leaf(n) for n in range(count)]
    tree = Tree([leaf_hash(one) for one in leaves])
    note = sign(Checkpoint("city.example/log", count, tree.root()), key)
    return write_proof(leaves[index], index, tree.inclusion(index, count), note)


def wrong(found):
    """The last step of an examination: what was to be checked, and what was found instead."""
    step = found.steps[-1]
    return step.what["en"], step.wrong and step.wrong["en"]


@pytest.mark.parametrize("case", SPECS["cases"], ids=lambda case: case["case"])
def test_files(case):
    if "refused" in case:
        with pytest.raises(BadProof, match=case["refused"]):
            read_proof(case["when"])
    else:
        read = read_proof(case["when"])
        found = {"index": read.index, "path": len(read.path), "extra": read.extra and b64encode(read.extra).decode()}
        assert found == case["expect"]
        assert case["when"].endswith(read.note)


@pytest.mark.parametrize("count", range(1, 20))
def test_every_entry_of_small_logs_is_proven(count):
    for index in range(count):
        found = examine(proof(count, index), verifier())
        assert (found.holds, found.index, found.head.size, found.leaf.open) == (True, index, count, {"count": index})


def test_an_entry_given_beside_the_file():
    assert examine(proof(), verifier(), leaf(3)).holds
    assert "isn't under the signed root" in wrong(examine(proof(), verifier(), leaf(2)))[1]
    assert "one changed space" in wrong(examine(proof(), verifier(), leaf(3) + b" "))[1]
    bare = "\n".join(line for line in proof().split("\n") if not line.startswith("extra"))
    assert "none was given" in wrong(examine(bare, verifier()))[1]
    assert examine(bare, verifier(), leaf(3)).holds


def test_each_step_says_what_failed():
    assert wrong(examine("hello", verifier())) == (
        "The file is a C2SP tlog-proof.",
        "the first line isn't “c2sp.org/tlog-proof@v1”",
    )
    found = examine(proof(key=OTHER), verifier())
    assert wrong(found)[1].startswith("the note isn't signed by city.example/log")
    assert (found.holds, found.leaf) == (False, None)
    assert wrong(examine(proof().replace("index 3", "index 2"), verifier()))[1].startswith("The entry isn't under")


@given(st.data())
def test_one_changed_letter_proves_nothing(data):
    """Of everything that is hashed or signed; of a name or an id nobody asks, another signature may stand there."""
    good = proof()
    at = data.draw(st.integers(0, len(good) - 1))
    letter = data.draw(st.characters(min_codepoint=32, max_codepoint=126))
    changed = good[:at] + letter + good[at + 1 :]
    assert changed == good or not examine(changed, verifier()).holds


def test_a_path_is_at_most_sixty_three_long():
    line = b64encode(bytes(32)).decode()
    assert len(b64decode(line)) == 32
    head = "c2sp.org/tlog-proof@v1\nindex 0\n"
    assert len(read_proof(head + f"{line}\n" * 63 + "\nnote\n").path) == 63
    with pytest.raises(BadProof, match="too long"):
        read_proof(head + f"{line}\n" * 64 + "\nnote\n")
