"""Falsifying the record by direct SQL, the triggers out of the way: a checkpoint kept outside tells.

Each attack also runs without the outside checkpoint; only a re-hash of everything under the hub's own key passes there.
"""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from longbien.kernel.plain import utc_micros
from longbien.record import keys, models, queries
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.rules.checkpoint import Checkpoint, sign
from longbien.record.rules.leaf import canonical
from longbien.record.rules.merkle import Tree, leaf_hash, position
from tests.record.make import NOW, note, notes, trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(fresh_database):
    """A log of twenty-three entries in two chains and without, its checkpoint kept outside; then five more."""
    one, two = trial(), trial()
    for _ in range(5):
        note(1, subject=one, chain=one)
        note(2, subject=two, chain=two)
    notes(13, subject=one)
    sequence()
    outside = fresh_database.var / "outside.txt"
    outside.write_text(sign_checkpoint(at=NOW))
    notes(5, subject=two, chain=two)
    sequence()
    sign_checkpoint(at=NOW)
    assert verify() == verify(outside) == "28 entries, 2 chains: all is as it was signed"
    return outside


def verify(outside=None):
    out = StringIO()
    given = ["--checkpoint", str(outside)] if outside else []
    with suppress(CommandError):
        call_command("log", "verify", *given, stdout=out)
    return out.getvalue().strip()


def sql(*statements):
    """Run statements with every trigger and foreign key out of the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            for table in ("event", "leaf", "node", "checkpoint", "stamp", "opening", "chain", "pending", "delivery"):
                cursor.execute(f"ALTER TABLE record_{table} DISABLE TRIGGER ALL")
        for statement, given in statements:
            cursor.execute(statement, given)


def entry(index):
    return models.Leaf.objects.select_related("event").get(index=index).event


def raw_id(one):
    return one.pk.hex if connection.vendor == "sqlite" else one.pk


def edited(leaf):
    return leaf.replace('"count":1', '"count":7')


def test_an_edited_leaf(kept):
    one = entry(2)
    sql(("UPDATE record_event SET leaf = %s WHERE id = %s", [edited(one.leaf), raw_id(one)]))
    found = verify(kept)
    assert f"record_leaf index 2, entry {one.pk}: the hash isn't that of the event's leaf" in found
    assert "outside.txt: the first 23 entries aren't those that were signed" in found


def test_an_edited_column(kept):
    one = entry(2)
    sql(("UPDATE record_event SET subject = 'trials.trial:x' WHERE id = %s", [raw_id(one)]))
    assert f"record_event entry {one.pk}: column subject isn't what the leaf says" in verify(kept)


def test_an_edited_moment(kept):
    one = entry(3)
    sql(("UPDATE record_event SET at = '2020-01-01 00:00:00' WHERE id = %s", [raw_id(one)]))
    assert f"record_event entry {one.pk}: column at isn't what the leaf says" in verify(kept)


def test_a_deleted_event(kept):
    one = entry(4)
    sql(
        ("DELETE FROM record_opening WHERE event_id = %s", [raw_id(one)]),
        ("DELETE FROM record_event WHERE id = %s", [raw_id(one)]),
    )
    found = verify(kept)
    assert "record_event index 4: the event of this leaf is missing" in found
    assert "is number 4 of" in found


def test_a_deleted_event_with_its_place(kept):
    one = entry(15)
    sql(
        ("DELETE FROM record_opening WHERE event_id = %s", [raw_id(one)]),
        ("DELETE FROM record_leaf WHERE event_id = %s", [raw_id(one)]),
        ("DELETE FROM record_event WHERE id = %s", [raw_id(one)]),
    )
    found = verify(kept)
    assert "record_leaf index 15: is missing" in found
    assert "outside.txt: the first 23 entries aren't those that were signed" in found


def test_an_inserted_event(kept):
    one = entry(0)
    fields = "type, at, actor_id, subject, chain, chain_seq, leaf"
    sql((f"INSERT INTO record_event (id, {fields}) SELECT %s, type, at, actor_id, subject, '', NULL, leaf"
         " FROM record_event WHERE id = %s", ["f" * 32, raw_id(one)]))  # fmt: skip
    assert "ffffffff-ffff-ffff-ffff-ffffffffffff: is neither in the log nor waiting" in verify(kept)


def test_an_inserted_event_that_pushes_the_others(kept):
    rewrite(lambda leaves: [*leaves[:9], edited(leaves[8]), *leaves[9:]], outside_only=True)
    assert "outside.txt: the first 23 entries aren't those that were signed" in verify(kept)


def test_a_truncated_tail(kept):
    cut(20)
    found = verify(kept)
    assert "outside.txt: had 23 entries, the log has 20: its tail was cut off" in found


def test_a_truncated_tail_whose_chains_were_cut_too(kept):
    cut(20, signed=True)
    assert verify() == "20 entries, 2 chains: all is as it was signed"
    assert verify(kept).endswith("had 23 entries, the log has 20: its tail was cut off")


def test_a_full_rehash(kept):
    rewrite(lambda leaves: [edited(leaves[0]), *leaves[1:]])
    assert verify() == "28 entries, 2 chains: all is as it was signed"
    assert verify(kept).endswith("the first 23 entries aren't those that were signed: history was changed")


def test_a_full_rehash_under_another_key(kept):
    keys.key_path().unlink()
    keys.make_key()
    rewrite(lambda leaves: [edited(leaves[0]), *leaves[1:]])
    assert verify() == "28 entries, 2 chains: all is as it was signed"
    assert "outside.txt: the note isn't signed by" in verify(kept)


def test_changed_nodes_openings_checkpoints_and_chains(kept):
    one = entry(1)
    sql(
        ("UPDATE record_node SET hash = %s WHERE position = %s", [b"x" * 32, position((1, 0))]),
        ("DELETE FROM record_node WHERE position = %s", [position((2, 1))]),
        ("UPDATE record_opening SET value = '\"other\"' WHERE event_id = %s", [raw_id(one)]),
        ("UPDATE record_checkpoint SET size = 22 WHERE size = 23", []),
        ("UPDATE record_chain SET length = 4 WHERE name = %s", [one.chain]),
    )
    found = verify()
    assert "record_node level 1, index 0: the hash isn't that of its two children" in found
    assert "record_node level 2, index 1: is missing" in found
    assert f"record_opening entry {one.pk}, field reason: the value isn't the one that was sealed" in found
    assert "record_checkpoint size 22: the note is of size 23" in found
    assert f"record_chain {one.chain}: the stored head isn't the last event of the chain" in found


def test_a_place_given_twice(kept):
    one = entry(1)
    sql(("INSERT INTO record_pending (event_id) VALUES (%s)", [raw_id(one)]))
    assert f"record_pending entry {one.pk}: waits for a place although it has one" in verify()


def test_erased_openings_are_no_fault(kept):
    models.Opening.objects.filter(event=entry(0)).delete()
    assert verify(kept) == "28 entries, 2 chains: all is as it was signed"


def cut(size, *, signed=False):
    """Remove every entry from `size` on; with `signed`, leave nothing that the hub's own key could contradict."""
    gone = [row.event for row in models.Leaf.objects.filter(index__gte=size).select_related("event")]
    ids = [raw_id(one) for one in gone]
    marks = ", ".join(["%s"] * len(ids))
    sql(
        (f"DELETE FROM record_opening WHERE event_id IN ({marks})", ids),
        ('DELETE FROM record_leaf WHERE "index" >= %s', [size]),
        (f"DELETE FROM record_event WHERE id IN ({marks})", ids),
    )
    if signed:
        rewrite(lambda leaves: leaves)


def rewrite(change, *, outside_only=False):
    """Re-hash the whole record around changed leaves: links, columns, places, nodes, chain heads, checkpoints."""
    rows = list(models.Leaf.objects.order_by("index").select_related("event"))
    events = {json.loads(row.event.leaf)["id"]: row.event for row in rows}
    openings = list(models.Opening.objects.values())
    heads, written = {}, []
    for leaf in change([row.event.leaf for row in rows]):
        body = json.loads(leaf)
        if any(body["id"] == known["id"] for known, _ in written):
            body |= {"id": "ffffffff-ffff-7fff-8fff-ffffffffffff"}
        if link := body.get("chain"):
            seq, prev = heads.get(link["of"], (0, b""))
            body["chain"] = {"of": link["of"], "seq": seq + 1, "prev": prev.hex()}
        done = canonical(body).decode()
        if link:
            heads[link["of"]] = (seq + 1, leaf_hash(done.encode()))
        written.append((body, done))
    hashes = [leaf_hash(done.encode()) for _, done in written]
    tree = Tree(hashes)
    sizes = [size for size in models.Checkpoint.objects.values_list("size", flat=True) if size <= tree.size]
    sql(*((f"DELETE FROM record_{table}", []) for table in ("opening", "leaf", "node", "checkpoint", "chain", "event")))
    for index, (body, done) in enumerate(written):
        known = events.get(body["id"])
        link = body.get("chain", {})
        one = models.Event.objects.create(
            id=body["id"], type=body["type"], at=known.at if known else NOW, actor_id=body["actor"],
            subject=body["subject"], chain=link.get("of", ""), chain_seq=link.get("seq"), leaf=done,
        )  # fmt: skip
        assert body["at"] == utc_micros(one.at)
        models.Leaf.objects.create(index=index, event=one, hash=hashes[index])
    models.Opening.objects.bulk_create(models.Opening(**row) for row in openings if str(row["event_id"]) in events)
    models.Node.objects.bulk_create(models.Node(position=position(node), hash=tree[node]) for node in tree if node[0])
    chains = (models.Chain(name=name, length=length, head=value) for name, (length, value) in heads.items())
    models.Chain.objects.bulk_create(chains)
    for size in sizes:
        head = Checkpoint(queries.checkpoint_of(0).origin, size, tree.root(size))
        models.Checkpoint.objects.create(size=size, at=NOW, note=sign(head, keys.signing_key()))
    if not outside_only:
        assert queries.size() == len(rows)
