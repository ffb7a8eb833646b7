"""The auditor without a database: rows that agree, and each way in which they may not."""

from dataclasses import replace
from hashlib import sha256

import pytest

from longbien.kernel.ids import new_id
from longbien.kernel.plain import utc_micros
from longbien.record.rules.audit import Auditor, EventRow, Tail, check_document, check_opening
from longbien.record.rules.checkpoint import Checkpoint, sign
from longbien.record.rules.leaf import Frame, Link, build_leaf, commitment, read_leaf
from longbien.record.rules.merkle import Tree, leaf_hash
from tests.record.make import LAN, NOW, Noted, trial
from tests.record.test_tiles import KEY, OTHER, verifier

CASE = trial()
SALT, VALUE = b"s" * 32, '"because"'


def row(count, *, link=None):
    frame = Frame(new_id(), NOW, LAN.id, CASE, link)
    leaf = build_leaf(Noted(count, reason="because"), frame, {"reason": commitment(SALT, VALUE.encode())})
    said = read_leaf(leaf)
    return EventRow(
        id=said.id,
        type=said.type,
        at=utc_micros(NOW),
        actor=said.actor,
        subject=said.subject,
        chain=link.of if link else "",
        seq=link.seq if link else None,
        leaf=leaf.decode(),
    )


def chained(count):
    """A chain of so many rows."""
    rows, prev = [], b""
    for n in range(1, count + 1):
        rows.append(row(n, link=Link(str(CASE), n, prev.hex())))
        prev = leaf_hash(rows[-1].leaf.encode())
    return rows


def hashed(one):
    return leaf_hash(one.leaf.encode())


def found(rows, *, start=0):
    auditor = Auditor()
    faults = [str(fault) for at, one in enumerate(rows, start) for fault in auditor.place(at, hashed(one), one)]
    return auditor, faults


def tail(rows):
    return Tail(len(rows), hashed(rows[-1]))


def test_what_agrees_is_not_reported():
    rows = chained(3)
    auditor, faults = found([row(0), *rows])
    assert faults == []
    assert list(auditor.wait(row(9), pending=True)) == []
    assert list(auditor.heads([(str(CASE), tail(rows))])) == []
    assert list(auditor.nodes([(node, auditor.tree[node]) for node in auditor.tree if node[0]])) == []
    note = sign(Checkpoint("city.example/log", 3, auditor.tree.root(3)), KEY)
    assert list(auditor.checkpoint(note, verifier(), where="size 3", size=3)) == []


def test_a_changed_leaf():
    one = row(1)
    edited = replace(one, leaf=one.leaf.replace('"count":1', '"count":2'))
    [fault] = Auditor().place(0, hashed(one), edited)
    assert str(fault) == f"record_leaf index 0, entry {one.id}: the hash isn't that of the event's leaf"


COLUMNS = {
    "id": {"id": "x"},
    "type": {"type": "test.other/1"},
    "at": {"at": "2026-01-01T00:00:00.000000Z"},
    "actor_id": {"actor": None},
    "subject": {"subject": "trials.trial:x"},
    "chain": {"chain": "trials.trial:x", "seq": 1},
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_that_the_leaf_contradicts(column):
    _, faults = found([replace(row(1), **COLUMNS[column])])
    assert len(faults) == 1
    assert faults[0].endswith(f"column {column} isn't what the leaf says")


def test_a_leaf_that_is_none():
    _, faults = found([replace(row(1), leaf="{}")])
    assert faults[0].endswith("this is not a leaf")


def test_a_missing_event_and_missing_places():
    auditor = Auditor()
    rows = [row(0), row(1)]
    list(auditor.place(0, hashed(rows[0]), rows[0]))
    faults = [*auditor.place(1, hashed(rows[1]), None), *auditor.place(4, hashed(row(4)), row(4))]
    assert [fault.where for fault in faults][:3] == ["index 1", "index 2", "index 3"]
    assert auditor.tree.size == 5


def test_a_gap_in_a_chain():
    rows = chained(4)
    _, faults = found([rows[0], rows[2], rows[3]])
    assert len(faults) == 1
    assert f"is number 3 of {CASE}, expected was 2" in faults[0]


def test_a_chain_that_does_not_follow():
    rows = chained(2)
    strange = row(2, link=Link(str(CASE), 2, "00" * 32))
    _, faults = found([rows[0], strange])
    assert f"doesn't follow number 1 of {CASE}" in faults[0]


def test_a_cut_chain_shows_in_its_head():
    rows = chained(3)
    auditor, _ = found(rows[:2])
    assert [fault.where for fault in auditor.heads([(str(CASE), tail(rows))])] == [str(CASE)]
    assert [fault.where for fault in auditor.heads([])] == [str(CASE)]
    assert [fault.where for fault in auditor.heads([(str(CASE), tail(rows[:2])), ("other", Tail(1, b"x"))])] == [
        "other"
    ]


def test_an_event_nobody_knows_of():
    one = row(1)
    [fault] = Auditor().wait(one, pending=False)
    assert str(fault) == f"record_event entry {one.id}: is neither in the log nor waiting for its place"


def test_nodes_changed_missing_and_too_many():
    auditor, _ = found([row(n) for n in range(4)])
    nodes = {node: auditor.tree[node] for node in auditor.tree if node[0]}
    changed = nodes | {(1, 1): b"x" * 32, (5, 0): b"y" * 32}
    del changed[2, 0]
    faults = [(fault.where, fault.what) for fault in auditor.nodes(changed.items())]
    assert ("level 1, index 1", "the hash isn't that of its two children") in faults
    assert ("level 5, index 0", "the hash isn't that of its two children") in faults
    assert ("level 2, index 0", "is missing") in faults
    assert len(faults) == 3


def checked(note, *, size=None, rows=4):
    auditor = Auditor()
    auditor.tree = Tree([leaf_hash(bytes([n])) for n in range(rows)])
    return [fault.what for fault in auditor.checkpoint(note, verifier(), where="outside", size=size)]


def head(size, *, key=KEY, root=None):
    tree = Tree([leaf_hash(bytes([n])) for n in range(size)])
    return sign(Checkpoint("city.example/log", size, root or tree.root()), key)


def test_checkpoints():
    assert checked(head(4)) == checked(head(2), size=2) == []
    assert checked(head(4), size=3) == ["the note is of size 4"]
    assert checked(head(4, key=OTHER))[0].startswith("the note isn't signed by")
    assert checked(head(6)) == ["had 6 entries, the log has 4: its tail was cut off"]
    assert checked(head(3, root=bytes(32)))[0].endswith("history was changed")


def test_openings():
    leaf = row(1).leaf
    assert check_opening(leaf, "reason", SALT, VALUE) == ""
    assert check_opening(leaf, "count", SALT, VALUE) == "the entry has no such sealed field"
    assert check_opening(leaf, "reason", SALT, '"other"') == "the value isn't the one that was sealed"
    assert check_opening(leaf, "reason", b"t" * 32, VALUE) == "the value isn't the one that was sealed"
    assert check_opening("{", "reason", SALT, VALUE) == "this is not a leaf"


def test_documents():
    digest = sha256(b"abc").hexdigest()
    assert check_document(digest, 3, [b"a", b"bc"]) == ""
    assert check_document(digest, 4, [b"abc"]) == "the bytes aren't those that were stored"
    assert check_document(digest, 3, [b"abd"]) == "the bytes aren't those that were stored"
