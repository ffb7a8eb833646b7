"""Holds, control accounts and exchanges as rules: what may be held, taken, given back, met in the middle, converted."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.ledger.rules.exchange import Quote, converted, quoted
from longbien.ledger.rules.judging import judge
from longbien.ledger.rules.posting import AccountState, Leg, Phase, content, entry_hash, reversal, settlement
from tests.ledger.make import DAY, NOW, posting

CITY, FUND, MEETING, TILL, WORLD, BANK = (UUID(int=n) for n in range(1, 7))
ACCOUNTS = {
    one.id: one
    for one in (
        AccountState(CITY, "VND", "city", "credit", may_overdraw=False, credits=100),
        AccountState(FUND, "VND", "fund", "credit", may_overdraw=False),
        AccountState(MEETING, "VND", "meeting", "debit", may_overdraw=True, is_control=True),
        AccountState(TILL, "USD", "till", "debit", may_overdraw=False, debits=1_000, scale=2),
        AccountState(WORLD, "USD", "world", "credit", may_overdraw=True, scale=2),
        AccountState(BANK, "VND", "bank", "debit", may_overdraw=True),
    )
}
LATER = NOW + timedelta(hours=1)


def verdict(asked, accounts=ACCOUNTS, **more):
    return ", ".join(f"{one.where} {one.code}" for one in judge(asked, accounts, at=NOW, **more).against) or "fine"


def hold(*legs, **change):
    return posting(*(legs or [(CITY, FUND, 30)]), **{"phase": Phase.PENDING} | change)


def moved(accounts, asked, held=()):
    """The accounts after an entry."""
    found = dict(accounts)
    for at, leg in enumerate(asked.legs):
        effect = asked.phase.effect(leg.amount, held[at] if held else 0)
        found[leg.debit] = found[leg.debit].debited(*effect)
        found[leg.credit] = found[leg.credit].credited(*effect)
    return found


def test_a_hold_takes_from_what_is_free_and_moves_nothing():
    after = moved(ACCOUNTS, hold())
    city, fund = after[CITY], after[FUND]
    assert (city.balance, city.held, city.available) == (100, 30, 70)
    assert (fund.balance, fund.held, fund.available) == (0, 0, 0)
    assert verdict(posting((CITY, FUND, 70)), after) == "fine"
    assert verdict(posting((CITY, FUND, 71)), after) == "legs/1 overdraft"
    assert verdict(hold((CITY, FUND, 101))) == "legs/1 overdraft"
    # What is on its way can't be spent yet.
    assert verdict(posting((FUND, CITY, 1)), after) == "legs/1 overdraft"


ENDS = {
    "taken": (Phase.TAKEN, (), {}, "fine"),
    "taken in part": (Phase.TAKEN, (1,), {}, "fine"),
    "more than is held": (Phase.TAKEN, (31,), {}, "legs/1 not-held"),
    "given back": (Phase.VOIDED, (), {}, "fine"),
    "given back in part": (Phase.VOIDED, (29,), {}, "legs/1 not-held"),
    "taken in time": (Phase.TAKEN, (), {"expires_at": LATER}, "fine"),
    "taken too late": (Phase.TAKEN, (), {"expires_at": NOW}, "settles expired"),
    "over": (Phase.EXPIRED, (), {"expires_at": NOW}, "fine"),
    "not over yet": (Phase.EXPIRED, (), {"expires_at": LATER}, "settles not-due"),
    "never over": (Phase.EXPIRED, (), {}, "settles not-due"),
    "given back when it is over": (Phase.VOIDED, (), {"expires_at": NOW}, "fine"),
}


@pytest.mark.parametrize("name", ENDS)
def test_how_a_hold_ends(name):
    phase, amounts, change, expected = ENDS[name]
    pending = hold(**change)
    ending = settlement(pending, phase, key=new_id(), effective_on=DAY, amounts=amounts)
    after = moved(ACCOUNTS, pending)
    assert verdict(ending, after, before=pending) == expected
    if expected == "fine":
        left = moved(after, ending, [30])
        assert left[CITY].held == 0
        assert left[FUND].balance == (ending.legs[0].amount if phase == Phase.TAKEN else 0)


FORMS = {
    "an end of nothing": (lambda: posting((CITY, FUND, 1), phase=Phase.TAKEN), "settles no-pending"),
    "an end that is none": (lambda: posting((CITY, FUND, 1), settles=new_id()), "settles no-pending"),
    "a term without a hold": (lambda: posting((CITY, FUND, 1), expires_at=LATER), "expires_at not-pending"),
    "a hold that reverses": (lambda: hold(reverses=new_id()), "phase phase"),
    "a hold that exchanges": (lambda: hold(quote=QUOTE), "phase phase"),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_a_hold(name):
    make, expected = FORMS[name]
    assert verdict(make()) == expected


def test_only_a_hold_can_be_ended_and_with_its_own_legs():
    pending = hold()
    ending = settlement(pending, Phase.TAKEN, key=new_id(), effective_on=DAY)
    assert verdict(ending) == "settles no-pending"
    assert verdict(ending, before=posting((CITY, FUND, 30))) == "settles no-pending"
    other = replace(ending, legs=(Leg(CITY, BANK, 30),))
    assert verdict(other, before=pending) == "legs other-accounts"


def test_a_hold_is_not_reversed():
    undone = reversal(hold(), key=new_id(), effective_on=DAY)
    assert verdict(undone, before=hold()) == "reverses hold"
    assert verdict(undone) == "reverses no-entry"
    crooked = replace(undone, legs=(Leg(FUND, CITY, 29),))
    assert verdict(crooked, before=posting((CITY, FUND, 30))) == "legs no-mirror"


MEETINGS = {
    "met in full": ([(MEETING, CITY, 50), (FUND, MEETING, 50)], "legs/2 overdraft"),
    "met by many": ([(MEETING, FUND, 50), (BANK, MEETING, 20), (BANK, MEETING, 30)], "fine"),
    "left open": ([(MEETING, FUND, 50), (BANK, MEETING, 20)], "legs control"),
}


@pytest.mark.parametrize("name", MEETINGS)
@pytest.mark.parametrize("phase", [Phase.POSTED, Phase.PENDING])
def test_a_control_account_ends_at_0(name, phase):
    legs, expected = MEETINGS[name]
    assert verdict(posting(*legs, phase=phase)) == expected


QUOTE = Quote("USD", "VND", "26125.5", "the bank of the test", DAY)
SCALES = {"USD": 2, "VND": 0}
RATES = {
    "at the rate": ([(WORLD, TILL, 200), (BANK, CITY, 52_251)], {}, "fine"),
    "one đồng more": ([(WORLD, TILL, 200), (BANK, CITY, 52_252)], {}, "legs/2 off-rate"),
    "one đồng less": ([(WORLD, TILL, 200), (BANK, CITY, 52_250)], {}, "legs/2 off-rate"),
    "rounded down": ([(WORLD, TILL, 1), (BANK, CITY, 261)], {}, "fine"),
    "rounded up": ([(WORLD, TILL, 1), (BANK, CITY, 262)], {}, "legs/2 off-rate"),
    "the other way round": ([(BANK, CITY, 26_000), (WORLD, TILL, 99)], {}, "fine"),
    "the other way round, a cent more": ([(BANK, CITY, 26_000), (WORLD, TILL, 100)], {}, "legs/2 off-rate"),
    "one unit only": ([(BANK, CITY, 1)], {}, "legs exchange"),
    "three transfers": ([(WORLD, TILL, 2), (BANK, CITY, 500), (BANK, CITY, 22)], {}, "legs exchange"),
    "a rate of nothing": ([(WORLD, TILL, 200), (BANK, CITY, 1)], {"rate": "0.0"}, "quote quote"),
    "a rate that is no number": ([(WORLD, TILL, 200), (BANK, CITY, 1)], {"rate": "1e3"}, "quote quote"),
    "no source": ([(WORLD, TILL, 200), (BANK, CITY, 52_251)], {"source": " "}, "quote quote"),
    "one unit twice": ([(WORLD, TILL, 200), (BANK, CITY, 1)], {"counter": "USD"}, "quote quote"),
}


@pytest.mark.parametrize("name", RATES)
def test_an_exchange_is_at_its_rate(name):
    legs, change, expected = RATES[name]
    assert verdict(posting(*legs, quote=replace(QUOTE, **change))) == expected


@given(st.integers(1, 10**15), st.integers(1, 10**12), st.integers(0, 9))
def test_nothing_is_gained_by_going_there_and_back(amount, digits, places):
    quote = replace(QUOTE, rate=f"{Decimal(digits).scaleb(-places):f}")
    assert list(quoted(quote)) == []
    there = converted(amount, quote, SCALES, into="VND")
    back = converted(there, quote, SCALES, into="USD")
    assert back <= amount
    assert there <= amount * quote.per_minor(SCALES) < there + 1


def test_what_is_not_said_is_not_in_the_hash():
    """Entries from before there were holds keep their hash."""
    plain = posting((CITY, FUND, 1))
    assert content(plain).keys() == {"id", "kind", "effective_on", "evidence", "reverses", "legs"}
    frame = {"number": 1, "recorded_at": NOW, "prev": b""}
    seen = {entry_hash(plain, **frame)}
    for change in (
        {"event": Subject("capital.call", new_id())}, {"phase": Phase.PENDING}, {"settles": new_id()},
        {"expires_at": LATER}, {"quote": QUOTE}, {"quote": replace(QUOTE, quoted_on=date(2026, 3, 3))},
    ):  # fmt: skip
        seen.add(entry_hash(replace(plain, **change), **frame))
    assert len(seen) == 7
