"""Pending entries on their tables: held, taken, given back, over in time, and each of it but once."""

from datetime import timedelta

import pytest

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.ledger import queries
from longbien.ledger.actions.post import expire_due, post, reverse, take, void
from longbien.ledger.rules.posting import Phase
from longbien.record.actions.deliver import deliver
from tests.ledger.make import DAY, DONE, NOW, book, move, posting
from tests.ledger.test_ledger import verify

pytestmark = pytest.mark.django_db
LATER = DONE | {"at": NOW + timedelta(hours=2)}


@pytest.fixture
def at():
    accounts = book()
    move(accounts["bank"], accounts["city"], 100)
    return accounts


def hold(at, amount=30, **change):
    return post(posting((at["city"], at["fund"], amount), phase=Phase.PENDING, **change), **DONE)


def end(ending, held, done=DONE, **more):
    return ending(held.id, key=new_id(), effective_on=DAY, **done, **more)


def balances(at):
    return {code: queries.balance(at[code]) for code in ("city", "fund")}


def test_a_hold_is_taken_once(at):
    held = hold(at)
    assert balances(at) == {"city": 100, "fund": 0}
    assert queries.account("VND", "city").available == 70
    assert queries.held_on([at["city"]]) == (held.id,)
    taken = end(take, held)
    assert balances(at) == {"city": 70, "fund": 30}
    assert queries.posting(taken.id).settles == held.id
    for ending in (take, void):
        with pytest.raises(Refusal, match="already-settled") as refused:
            end(ending, held)
        assert refused.value.status == 409
    assert queries.held_on([at["city"]]) == ()
    assert verify().startswith("3 entries")


def test_what_is_not_taken_is_given_back(at):
    held = hold(at)
    end(take, held, amounts=(12,))
    assert balances(at) == {"city": 88, "fund": 12}
    assert queries.account("VND", "city").held == 0
    other = hold(at)
    end(void, other)
    assert balances(at) == {"city": 88, "fund": 12}
    with pytest.raises(Refusal, match="amounts"):
        end(take, hold(at), amounts=(1, 2))
    with pytest.raises(Refusal, match="not-postable"):
        end(take, hold(at), amounts=(31,))
    assert verify().startswith("7 entries")


def test_what_is_held_can_not_be_spent(at):
    hold(at, 60)
    with pytest.raises(Refusal, match="not-postable") as refused:
        move(at["city"], at["fund"], 41)
    assert refused.value.faults[0].what["en"] == "account city: 1 VND are lacking"
    move(at["city"], at["fund"], 40)


def test_a_hold_ends_when_its_time_is_over(at):
    held = hold(at, 60, expires_at=NOW + timedelta(hours=1))
    with pytest.raises(Refusal, match="not-postable") as refused:
        end(take, held, LATER)
    assert refused.value.faults[0].what["en"] == "the pending entry has expired"
    # Whoever needs what it held doesn't wait for the timer.
    post(posting((at["city"], at["fund"], 80)), **LATER)
    assert balances(at) == {"city": 20, "fund": 80}
    assert expire_due(at=LATER["at"]) == 0
    assert verify().startswith("4 entries")


def test_the_timer_ends_it(at):
    held = hold(at, 60, expires_at=NOW + timedelta(hours=1))
    kept = hold(at, 10)
    while deliver(clock=lambda: NOW):
        pass
    assert queries.held_on([at["city"]]) == (held.id, kept.id)
    while deliver(clock=lambda: LATER["at"]):
        pass
    assert queries.held_on([at["city"]]) == (kept.id,)
    assert queries.account("VND", "city").available == 90
    assert verify().startswith("4 entries")


def test_a_hold_is_given_back_and_what_was_taken_is_reversed(at):
    held = hold(at)
    with pytest.raises(Refusal, match="not-postable"):
        end(reverse, held)
    taken = end(take, held)
    end(reverse, taken)
    assert balances(at) == {"city": 100, "fund": 0}
    assert verify().startswith("4 entries")


def test_a_past_balance_knows_no_holds(at):
    held = hold(at)
    end(take, held, LATER)
    assert queries.balance(at["fund"], known_at=NOW) == 0
    assert queries.balance(at["fund"], known_at=LATER["at"]) == 30
    assert queries.balances([at["city"]], on=DAY)[at["city"]].held == 0
