"""Actions, events and reactions: one transaction, reactions last, nothing half done."""

from datetime import datetime

import pytest
from django.db import connection

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.record import keys, models, queries, registry
from longbien.record.actions.act import OutsideAction, act
from longbien.record.actions.emit import emit
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.queries.audit import audit
from longbien.record.rules.leaf import commitment, read_leaf
from longbien.record.rules.merkle import Tree, leaf_hash, position, verify_consistency, verify_inclusion
from tests.record.make import LAN, NOW, Mailed, Noted, note, notes, trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def reacting(monkeypatch):
    """Lets a test subscribe a quick reaction for its own time."""

    def subscribe(event, reaction):
        known = registry._quick.get(event, [])
        monkeypatch.setitem(registry._quick, event, [*known, reaction])

    return subscribe


def test_an_event_is_written_with_its_openings():
    case = trial()
    entry_id = note(3, subject=case, reason="mưa lớn")
    entry = queries.entry(entry_id)
    assert (entry.type, entry.kind, entry.open, entry.subject) == ("test.noted/1", "test.noted", {"count": 3}, case)
    assert (entry.actor_id, entry.at, entry.index, entry.seq) == (LAN.id, NOW, None, None)
    opening = queries.opening(entry_id, "reason")
    assert opening.value == "mưa lớn"
    assert commitment(opening.salt, '"mưa lớn"'.encode()) == entry.sealed["reason"]
    assert queries.opening(entry_id, "count") is None
    assert queries.entry_url(entry_id).startswith("/record/")


@pytest.mark.parametrize("words", ["a\0b", "\u202e", "<b>", "x" * 1_000_000, "'; DROP TABLE", "ẨẪ 😀"])
def test_sealed_words_may_be_anything(words):
    assert queries.opening(note(1, subject=trial(), reason=words), "reason").value == words


def test_events_are_only_written_in_actions():
    with pytest.raises(OutsideAction, match="Noted must be emitted inside"):
        emit(Noted(1, reason=None), subject=trial(), by=LAN, at=NOW)


def test_events_need_an_instant():
    @act
    def naive():
        emit(Noted(1, reason=None), subject=trial(), by=LAN, at=datetime(2026, 1, 1))  # noqa: DTZ001

    with pytest.raises(TypeError, match="time zone"):
        naive()


def test_chains_are_numbered_and_linked():
    case = trial()
    ids = [note(n, subject=case, chain=case) for n in range(3)]
    links = [read_leaf(entry.leaf.encode()).chain for entry in queries.chain(case)]
    assert [link.seq for link in links] == [1, 2, 3]
    assert links[0].prev == ""
    assert links[1].prev == leaf_hash(queries.entry(ids[0]).leaf.encode()).hex()
    assert [entry.id for entry in queries.chain(case)] == ids
    assert queries.chain(trial()) == ()


def test_reactions_run_last_and_in_order(reacting):
    seen = []
    reacting(Noted, lambda happened: seen.append((happened.what.count, happened.by, happened.now, happened.key)))

    @act
    def two(case):
        note(1, subject=case)
        note(2, subject=case)
        assert seen == []

    two(trial())
    assert seen == [(1, LAN, NOW, ""), (2, LAN, NOW, "")]


def test_a_reaction_may_act_and_be_reacted_to(reacting):
    seen = []
    reacting(Noted, _mail)
    reacting(Mailed, lambda happened: seen.append(happened.what.count))
    note(4, subject=trial())
    assert seen == [4]


@act
def _mail(happened):
    emit(Mailed(happened.what.count), subject=happened.subject, by=SYSTEM, at=happened.at)


def test_a_failing_reaction_undoes_the_action(reacting):
    def fail(happened):
        raise ValueError("no")

    reacting(Noted, fail)
    case = trial()
    with pytest.raises(ValueError, match="no"):
        note(1, subject=case)
    assert queries.entries(case) == ()


def test_a_nested_action_that_fails_leaves_nothing(reacting):
    seen, case = [], trial()
    reacting(Noted, lambda happened: seen.append(happened.what.count))

    @act
    def inner():
        note(2, subject=case)
        raise ValueError("inner")

    @act
    def outer():
        note(1, subject=case)
        with pytest.raises(ValueError, match="inner"):
            inner()
        note(3, subject=case)

    outer()
    assert seen == [1, 3]
    assert [entry.open["count"] for entry in queries.entries(case)] == [1, 3]


def test_two_reactions_of_one_name_are_refused():
    def react(happened):
        pass

    name = registry.name_of(react)
    registry.on(slow=True)(react)
    try:
        with pytest.raises(RuntimeError, match="two reactions are called"):
            registry.timer(react)
        assert registry.reaction_named(name) is react
        assert not registry.is_timer(name)
    finally:
        del registry._named[name]


def test_sequencing_in_portions_grows_one_tree():
    case = trial()
    ids = notes(37, subject=case, chain=case)
    placed = [sequence(limit=limit) for limit in (1, 2, 5, 8, 0, 13, 100, 100)]
    assert placed == [1, 2, 5, 8, 0, 13, 8, 0]
    assert queries.size() == 37
    leaves = [leaf_hash(entry.leaf.encode()) for entry in queries.chain(case)]
    assert [queries.entry(one).index for one in ids] == list(range(37))
    tree = Tree(leaves)
    stored = {row.position: bytes(row.hash) for row in models.Node.objects.all()}
    assert stored == {position(node): tree[node] for node in tree if node[0]}
    assert queries.checkpoint_of(37).root == tree.root()


def test_a_head_is_signed_once_per_size():
    assert queries.head() is None
    note(1, subject=trial())
    sequence()
    first = sign_checkpoint(at=NOW)
    assert sign_checkpoint(at=NOW) == first
    note(2, subject=trial())
    assert queries.head().waiting == 1
    sequence()
    assert sign_checkpoint(at=NOW) != first
    assert models.Checkpoint.objects.count() == 2
    assert queries.head().checkpoint.size == 2


def test_an_empty_log_can_be_signed():
    assert sign_checkpoint(at=NOW).splitlines()[1:3] == ["0", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="]


def test_proofs_for_other_rooms():
    ids = notes(9, subject=trial())
    sequence()
    sign_checkpoint(at=NOW)
    proofs = queries.proof_for([ids[7], ids[2], ids[2]])
    assert [one.index for one in proofs.entries] == [2, 7]
    for one in proofs.entries:
        hashed = leaf_hash(one.leaf.encode())
        assert verify_inclusion(hashed, one.index, proofs.checkpoint.size, one.path, proofs.checkpoint.root)
    roots = [queries.checkpoint_of(size).root for size in range(10)]
    for first in range(10):
        for second in range(first, 10):
            path = queries.consistency(first, second)
            assert verify_consistency(first, second, path, roots[first], roots[second])


def test_an_entry_is_proven_only_under_a_signed_head():
    [one] = notes(1, subject=trial())
    for step in (lambda: None, sequence):
        step()
        with pytest.raises(Refusal, match="not-yet-proven"):
            queries.proof_for([one])
    sign_checkpoint(at=NOW)
    assert queries.proof_for([one]).entries[0].entry_id == one
    with pytest.raises(Refusal, match="not-found"):
        queries.proof_for([one, trial().id])
    with pytest.raises(Refusal, match="no-such-size"):
        queries.consistency(1, 2)


def test_entries_of_a_subject_and_of_all():
    case = trial()
    ids = [note(n, subject=case) for n in range(4)]
    assert [entry.id for entry in queries.entries(case)] == ids
    assert [entry.id for entry in queries.entries(case, limit=2)] == ids[:2]
    assert [entry.id for entry in queries.entries(limit=3)] == ids[:0:-1]
    assert [entry.id for entry in queries.entries_before(ids[2], limit=1)] == [ids[1]]
    assert queries.entries_by_id(ids).keys() == set(ids)
    assert [entry.id for entry in queries.entries_of_type("test.noted/1")] == ids
    assert queries.entry(case.id) is None


def test_the_whole_of_it_agrees():
    case = trial()
    notes(5, subject=case, chain=case)
    sequence(limit=3)
    sign_checkpoint(at=NOW)
    auditor, found = audit(keys.verifier())
    assert found == []
    assert (auditor.tree.size, connection.in_atomic_block) == (3, True)
