"""Many entries at once: the same as one by one, all of them or none, and found by the audit as a batch."""

from dataclasses import replace

import pytest

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.ledger import models, queries
from longbien.ledger.actions.open_ledger import AccountTerms, open_account
from longbien.ledger.actions.post import post
from longbien.ledger.actions.post_many import post_many
from longbien.ledger.events import EntriesPosted
from longbien.ledger.rules.posting import Phase, entry_hash
from longbien.record.queries import entries, entry
from tests.ledger.make import DONE, NOW, book, move, posting, undo
from tests.ledger.test_ledger import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    accounts = book()
    move(accounts["bank"], accounts["city"], 100)
    return accounts


def test_a_batch_is_posted_in_its_order(at):
    asked = [
        posting((at["city"], at["fund"], 60)),
        posting((at["fund"], at["world"], 50), (at["fund"], at["city"], 10)),
    ]
    first, second = post_many(asked, **DONE)
    assert (first.number, second.number) == (2, 3)
    assert second.hash == entry_hash(asked[1], number=3, recorded_at=NOW, prev=first.hash)
    assert queries.posted(asked[1].key) == second
    said = entry(second.record_id)
    assert said.kind == EntriesPosted.type
    assert (said.open["first"], said.open["last"], said.open["hash"]) == (2, 3, second.hash.hex())
    assert queries.balance(at["city"]) == 50
    assert queries.postings([one.key for one in asked]) == tuple(asked)
    assert verify().startswith("3 entries")


def test_a_batch_is_idempotent_and_mixes_with_what_stands(at):
    asked = [posting((at["city"], at["fund"], amount)) for amount in (1, 2, 3)]
    post(asked[1], **DONE)
    first = post_many(asked, **DONE)
    assert [one.number for one in first] == [3, 2, 4]
    assert post_many(asked, **DONE) == first
    assert queries.balance(at["fund"]) == 6
    with pytest.raises(Refusal, match="key-reused"):
        post_many([replace(asked[0], kind="other")], **DONE)
    assert post_many([], **DONE) == ()


def test_more_than_a_statement_holds(at):
    posted = post_many([posting((at["city"], at["fund"], 1), (at["fund"], at["city"], 1)) for _ in range(505)], **DONE)
    assert [one.number for one in posted] == list(range(2, 507))
    assert verify().startswith("506 entries")


REFUSED = {
    "an overdraft": (lambda at: [(at["city"], at["fund"], 60), (at["city"], at["fund"], 60)], "19 VND are lacking"),
    "an amount of 0": (lambda at: [(at["city"], at["fund"], 0)], "must be a positive integer"),
    "an account that isn't there": (lambda at: [(at["city"], new_id(), 1)], "there is no such account"),
    "more than it holds": (lambda at: [(at["bank"], at["world"], 2**63 - 1)], "more than the ledger can hold"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_all_or_none_and_in_words(at, name):
    legs, words = REFUSED[name]
    with pytest.raises(Refusal, match="not-postable") as refused:
        post_many([posting((at["bank"], at["city"], 1)), *(posting(leg) for leg in legs(at))], **DONE)
    assert words in refused.value.faults[0].what["en"]
    assert models.Entry.objects.count() == 1
    assert queries.balance(at["city"]) == 100


def test_a_control_account_is_even_after_each_entry(at):
    meeting = open_account(AccountTerms("VND", "meeting", "debit", is_control=True), **DONE)
    whole = posting((meeting, at["fund"], 30), (at["city"], meeting, 30))
    halves = [posting((meeting, at["fund"], 30)), posting((at["city"], meeting, 30))]
    with pytest.raises(Refusal, match="not-postable") as refused:
        post_many(halves, **DONE)
    assert refused.value.faults[0].what["en"] == "account meeting: must end at 0"
    post_many([whole], **DONE)
    assert queries.balance(at["fund"]) == 30
    assert verify().startswith("2 entries")


def test_holds_and_events_keep_what_they_say(at):
    event = Subject("capital.call", new_id())
    asked = [
        posting((at["city"], at["fund"], 1), event=event),
        posting((at["city"], at["fund"], 2), phase=Phase.PENDING),
    ]
    held = post_many(asked, **DONE)[1]
    assert [one.key for one in queries.entries_of(event)] == [asked[0].key]
    assert queries.held_on([at["fund"]]) == (held.id,)
    [plain] = post_many([posting((at["city"], at["fund"], 1), event=event)], **DONE)
    assert queries.posting(undo(plain.id).id).event == event
    assert len(entries(Subject("ledger.entry", plain.id))) == 1
    assert verify().startswith("5 entries")
