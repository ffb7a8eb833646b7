"""The record on the web: tiles and proofs for programs, pages for people, nothing personal on either."""

import gzip

import pytest

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.subject import Subject
from longbien.record import keys, queries, registry
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.actions.erase import erase_openings
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.rules.checkpoint import Verifier, open_checkpoint
from longbien.record.rules.merkle import Tree, leaf_hash, verify_consistency
from longbien.record.rules.proof import examine
from longbien.record.rules.tiles import read_entries
from longbien.ui.links import title_of, url_for
from tests.record.make import LAN, NOW, Mailed, Noted, note, notes, trial

pytestmark = pytest.mark.django_db


def fill(count):
    ids = notes(count, subject=trial())
    while sequence():
        pass
    return ids


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, response.content[:300]
    return response


def english(client, entry_id):
    return get(client, f"/en/record/{to_slug(entry_id)}").content.decode()


def test_checkpoint_and_key_fit_together(client):
    fill(3)
    sign_checkpoint(at=NOW)
    verifier = Verifier.parse(get(client, "/log/key").content.decode())
    response = get(client, "/log/checkpoint")
    head = open_checkpoint(response.content.decode(), verifier)
    assert (head.size, head.root) == (3, queries.checkpoint_of(3).root)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "max-age=2" in response["Cache-Control"]


def test_before_the_first_signature(client):
    assert get(client, "/log/checkpoint", 404)["Content-Type"] == "application/problem+json"


def test_a_client_rebuilds_the_log_from_its_tiles(client):
    fill(70_000 // 200 + 200)  # 550: two full tiles and one of 38
    sign_checkpoint(at=NOW)
    head = queries.head().checkpoint
    leaves, hashes = [], b""
    for tile in ("000", "001", "002.p/38"):
        leaves += read_entries(get(client, f"/log/tile/entries/{tile}").content)
        hashes += get(client, f"/log/tile/0/{tile}").content
    assert [leaf_hash(leaf) for leaf in leaves] == [hashes[at : at + 32] for at in range(0, len(hashes), 32)]
    tree = Tree([leaf_hash(leaf) for leaf in leaves])
    assert tree.root() == head.root
    upper = get(client, "/log/tile/1/000.p/2").content
    assert upper == tree[8, 0] + tree[8, 1]
    response = get(client, "/log/tile/0/000")
    assert response["Content-Type"] == "application/octet-stream"
    assert "immutable" in response["Cache-Control"]


MISSING = ["0/003", "0/002", "0/002.p/39", "1/000", "1/000.p/3", "2/000.p/1", "7/000", "64/000", "00/000",
           "0/000.p/256", "0/000.p/01", "0/x000/001", "0/1",
           "entries/002", "entries/003.p/1", "entries/zz", "0/x999/x999/x999/999"]  # fmt: skip


def test_tiles_that_are_not_there(client):
    fill(550)
    for tile in MISSING:
        response = get(client, f"/log/tile/{tile}", 404)
        assert "Cache-Control" not in response
    get(client, "/log/tile/x/000", 404)


def test_an_inclusion_proof_needs_only_the_public_key(client):
    ids = fill(9)
    sign_checkpoint(at=NOW)
    for written in (to_slug(ids[4]), str(ids[4])):
        response = get(client, f"/log/proof/inclusion/{written}")
        found = examine(response.content.decode(), keys.verifier())
        assert (found.holds, found.leaf.id, found.index, found.head.size) == (True, str(ids[4]), 4, 9)
        assert response["Content-Disposition"] == f'attachment; filename="{to_slug(ids[4])}.tlog-proof"'


def test_an_entry_bare(client):
    [one] = fill(1)
    response = get(client, f"/log/leaf/{to_slug(one)}")
    assert response.content.decode() == queries.entry(one).leaf
    assert "immutable" in response["Cache-Control"]
    get(client, f"/log/leaf/{new_id()}", 404)
    get(client, "/log/leaf/zz", 404)


def test_bundles_are_compressed_for_whoever_takes_it(client):
    fill(256)
    plain = get(client, "/log/tile/entries/000")
    packed = client.get("/log/tile/entries/000", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content)


def test_no_proof(client):
    [one] = fill(1)
    assert get(client, f"/log/proof/inclusion/{to_slug(one)}", 409).json()["type"].endswith("not-yet-proven")
    get(client, f"/log/proof/inclusion/{new_id()}", 404)
    get(client, "/log/proof/inclusion/zz", 404)
    get(client, "/log/proof/inclusion/z-z", 404)


def test_consistency_proofs(client):
    fill(13)
    roots = [queries.checkpoint_of(size).root for size in range(14)]
    found = get(client, "/log/proof/consistency?first=6&second=13").json()
    path = [bytes.fromhex(step) for step in found["path"]]
    assert verify_consistency(6, 13, path, roots[6], roots[13])
    for query, status in {
        "": 400, "first=1": 400, "first=x&second=3": 400, "first=-1&second=3": 400, "first=٣&second=3": 400,
        f"first={'9' * 30}&second=3": 400, "first=5&second=3": 422, "first=5&second=14": 422,
    }.items():  # fmt: skip
        assert get(client, f"/log/proof/consistency?{query}", status).json()["title"]["en"]


def test_the_log_is_only_read(client):
    for path in ("/log/checkpoint", "/log/key", "/log/tile/0/000", "/log/proof/consistency"):
        assert client.post(path).status_code == 405
    assert client.head("/log/key").status_code == 200


def test_an_entry_as_people_read_it(client):
    case = trial()
    entry_id = note(7, subject=case, reason="bí mật của Lan", chain=case)
    url = queries.entry_url(entry_id)
    page = get(client, url).content.decode()
    assert "Một ghi chép thử" in page
    assert "bí mật" not in page
    assert str(LAN.id) in page
    assert "Đang chờ chứng minh" in page
    assert "<dd>7</dd>" in page
    sequence()
    sign_checkpoint(at=NOW)
    page = english(client, entry_id)
    assert "A note for tests" in page
    assert "Proven in the log" in page
    assert f"/log/proof/inclusion/{to_slug(entry_id)}" in page
    assert "erased for good" not in page
    erase_openings([entry_id], subject=case, by=LAN, at=NOW)
    assert "erased for good" in english(client, entry_id)


def test_an_entry_between_its_place_and_its_signature(client):
    sign_checkpoint(at=NOW)
    [one] = fill(1)
    assert "Entry 1; the next signed head" in english(client, one)


def test_entries_that_are_not_there(client):
    get(client, f"/record/{to_slug(new_id())}", 404)
    get(client, "/record/zz", 404)


def test_hostile_open_fields_are_shown_and_not_run(client):
    case = trial()

    @act
    def strange():
        return emit(Noted("<script>alert(1)</script>", reason=None), subject=case, by=LAN, at=NOW)

    page = get(client, queries.entry_url(strange())).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_who_did_it(client, monkeypatch):
    """The name only where a higher room says that this viewer may see it."""
    monkeypatch.setattr(registry, "_namers", [])

    @act
    def by(actor):
        return emit(Mailed(1), subject=trial(), by=actor, at=NOW)

    ours = english(client, by(LAN))
    assert str(LAN.id) in ours
    registry.names_actors(lambda viewer, actor_id: "Lan" if actor_id == LAN.id else None)
    assert "<dd>Lan</dd>" in english(client, by(LAN))
    assert "<dd>the system</dd>" in english(client, by(SYSTEM))
    nobody = type(LAN)()
    assert "someone who was not signed in" in english(client, by(nobody))


def test_the_list_pages_back(client):
    assert "Nothing has been recorded yet" in get(client, "/en/record/").content.decode()
    fill(53)
    sign_checkpoint(at=NOW)
    page = get(client, "/en/record/")
    assert page.content.decode().count("A note for tests") == 50
    before = page.context["older"]
    rest = get(client, f"/en/record/?before={to_slug(before)}").content.decode()
    assert rest.count("A note for tests") == 3
    assert "Older entries" not in rest
    get(client, "/record/?before=zz%00")


def test_the_list_asks_the_same_however_long_it_is(client, django_assert_max_num_queries):
    note(1, subject=trial())
    sequence()
    with django_assert_max_num_queries(12) as one:
        get(client, "/record/")
    fill(3)
    with django_assert_max_num_queries(len(one.captured_queries)):
        get(client, "/record/")


def test_links_lead_to_entries(client):
    entry_id = note(1, subject=trial())
    subject = Subject("record.event", entry_id)
    assert url_for(subject) == queries.entry_url(entry_id)
    assert to_slug(entry_id)[-6:].upper() in title_of(subject)
