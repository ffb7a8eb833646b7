"""The Merkle tree against the published vectors, against its own recursive definition, and against forgers."""

from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.record.rules.merkle import (
    EMPTY_ROOT,
    Tree,
    consistency_ranges,
    inclusion_ranges,
    leaf_hash,
    node_at,
    node_hash,
    nodes_of,
    position,
    verify_consistency,
    verify_inclusion,
)

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs" / "record" / "merkle.yaml").read_text())
LEAVES = [leaf_hash(bytes.fromhex(leaf)) for leaf in SPEC["leaves"]]
TREE = Tree(LEAVES)


def naive(leaves):
    """MTH exactly as RFC 6962 §2.1 writes it."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(naive(leaves[:split]), naive(leaves[split:]))


def some_leaves(count):
    return [leaf_hash(bytes([n % 256, n // 256])) for n in range(count)]


def hexes(proof):
    return [step.hex() for step in proof]


def test_published_roots():
    assert {size: TREE.root(size).hex() for size in range(9)} == SPEC["roots"]


@pytest.mark.parametrize("case", SPEC["inclusion"], ids=lambda case: str(case["when"]))
def test_published_inclusion(case):
    assert hexes(TREE.inclusion(**case["when"])) == case["expect"]


@pytest.mark.parametrize("case", SPEC["consistency"], ids=lambda case: str(case["when"]))
def test_published_consistency(case):
    assert hexes(TREE.consistency(**case["when"])) == case["expect"]


@pytest.mark.parametrize("case", SPEC["ranges"], ids=lambda case: case["when"])
def test_the_example_of_the_rfc(case):
    kind, _, first, _, second = case["when"].split()
    ranges = {"inclusion": inclusion_ranges, "consistency": consistency_ranges}[kind](int(first), int(second))
    assert ranges == [tuple(SPEC["names"][name]) for name in case["expect"].split()]


@given(st.integers(0, 70), st.lists(st.integers(1, 20), max_size=5))
def test_growing_in_portions_gives_the_same_tree(size, portions):
    leaves, tree, at = some_leaves(size), Tree(), 0
    for portion in [*portions, size]:
        tree.extend(leaves[at : at + portion])
        at = min(size, at + portion)
    assert tree.size == size
    assert tree.root() == naive(leaves)
    assert all(tree.root(part) == naive(leaves[:part]) for part in range(size + 1))
    assert len(tree) == len(list(tree)) == sum(len(tree.level(level)) for level in range(10))


@given(st.data())
def test_every_proof_verifies_and_only_in_its_place(data):
    size = data.draw(st.integers(1, 100))
    index = data.draw(st.integers(0, size - 1))
    tree = Tree(some_leaves(size))
    leaf, path, root = tree[0, index], tree.inclusion(index, size), tree.root()
    assert verify_inclusion(leaf, index, size, path, root)
    assert not verify_inclusion(leaf, index, size, [*path, root], root)
    assert not verify_inclusion(leaf_hash(b"forged"), index, size, path, root)
    assert not verify_inclusion(leaf, index, size, path, EMPTY_ROOT)
    assert not verify_inclusion(leaf, index, index, path, root)
    for other in set(range(size)) - {index}:
        assert not verify_inclusion(leaf, other, size, path, root)
    for at in range(len(path)):
        assert not verify_inclusion(leaf, index, size, path[:at] + path[at + 1 :], root)


@given(st.data())
def test_every_growth_verifies_and_no_other(data):
    second = data.draw(st.integers(1, 100))
    first = data.draw(st.integers(1, second))
    tree = Tree(some_leaves(second))
    path, old, new = tree.consistency(first, second), tree.root(first), tree.root(second)
    assert verify_consistency(first, second, path, old, new)
    assert not verify_consistency(first, second, [*path, old], old, new)
    assert not verify_consistency(first, second, path, EMPTY_ROOT, new)
    assert not verify_consistency(first, second, path, old, EMPTY_ROOT)
    for at in range(len(path)):
        assert not verify_consistency(first, second, path[:at] + path[at + 1 :], old, new)


def test_growth_from_nothing():
    assert consistency_ranges(0, 5) == consistency_ranges(5, 5) == []
    assert verify_consistency(0, 5, [], EMPTY_ROOT, TREE.root(5))
    assert verify_consistency(0, 0, [], EMPTY_ROOT, EMPTY_ROOT)
    assert not verify_consistency(0, 5, [], TREE.root(1), TREE.root(5))
    assert not verify_consistency(0, 5, [EMPTY_ROOT], EMPTY_ROOT, TREE.root(5))
    assert not verify_consistency(6, 5, [], TREE.root(6), TREE.root(5))
    assert not verify_consistency(3, 5, [], TREE.root(3), TREE.root(5))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_path_for_a_leaf_outside(index, size):
    with pytest.raises(ValueError, match="isn't in a tree"):
        inclusion_ranges(index, size)


@pytest.mark.parametrize(("first", "second"), [(-1, 3), (4, 3)])
def test_no_growth_backwards(first, second):
    with pytest.raises(ValueError, match="can't become"):
        consistency_ranges(first, second)


@given(st.integers(0, 62), st.integers(0, 10**6))
def test_positions_name_one_node_each(level, index):
    assert node_at(position((level, index))) == (level, index)


def test_positions_walk_the_tree_in_order():
    assert [position((0, 0)), position((1, 0)), position((0, 1)), position((2, 0)), position((0, 2))] == [0, 1, 2, 3, 4]


def test_a_node_that_is_not_full_is_not_there():
    with pytest.raises(KeyError):
        TREE[1, 4]
    with pytest.raises(KeyError):
        TREE[9, 0]
    assert nodes_of([(0, 7)]) == {(2, 0), (1, 2), (0, 6)}
    assert TREE.level(9) == ()
