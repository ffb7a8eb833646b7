"""The audit of holds and of what was opened: without a database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from longbien.kernel.ids import new_id
from longbien.ledger.rules.audit import bound_of
from longbien.ledger.rules.opened import Opened, Said, held_against
from longbien.ledger.rules.posting import AccountState, Phase, settlement
from tests.ledger.make import DAY, NOW, posting
from tests.ledger.test_posting import IDS, audited, book, leg, sums_of

FIRST = posting(leg("bank city 100"))
HELD = posting(leg("city fund 40"), phase=Phase.PENDING)


def ending(phase, *amounts):
    return settlement(HELD, phase, key=new_id(), effective_on=DAY, amounts=amounts)


@pytest.mark.parametrize(("phase", "amounts", "left"), [(Phase.TAKEN, (), 40), (Phase.TAKEN, (7,), 7),
                                                        (Phase.VOIDED, (), 0)])  # fmt: skip
def test_holds_are_replayed(phase, amounts, left):
    auditor, faults = audited(*book(FIRST, HELD, ending(phase, *amounts)))
    assert faults == []
    fund, city = auditor.accounts[IDS["fund"]], auditor.accounts[IDS["city"]]
    assert (fund.balance, city.available, city.held) == (left, 100 - left, 0)
    assert list(auditor.balances(sums_of(auditor))) == []


def test_what_is_held_is_told_apart_from_what_moved():
    auditor, faults = audited(*book(FIRST, HELD))
    assert faults == []
    assert auditor.accounts[IDS["city"]].held == 40
    stored = dict(sums_of(auditor, {"bank": 1, "city": 2, "fund": 2}))
    assert list(auditor.balances(stored.items())) == []
    stored[IDS["city"]] = replace(stored[IDS["city"]], held_debits=0)
    assert len(list(auditor.balances(stored.items()))) == 1


def test_a_hold_ends_once():
    _, faults = audited(*book(FIRST, HELD, ending(Phase.VOIDED), ending(Phase.TAKEN)))
    assert "does again what an entry before it did" in faults


def test_an_end_without_its_hold():
    _, faults = audited(*book(FIRST, ending(Phase.TAKEN)))
    assert faults == ["settles: there is no such pending entry"]


ROW = Opened(new_id(), "account city (VND)", {"unit": "VND", "code": "city", "owner": ""}, NOW)
SAID = Said(ROW.id, {"unit": "VND", "code": "city"}, NOW)


def found(rows, record):
    return [str(one) for one in held_against(rows, record)]


def test_what_was_opened_is_held_against_the_record():
    assert found([ROW], [SAID]) == []
    assert found([ROW], []) == ["account city (VND): the record doesn't say that it was opened"]
    assert found([], [SAID]) == [f"{ROW.id}: was opened, says the record, but isn't there"]
    for change in ({"fields": {"code": "other"}}, {"at": NOW + timedelta(microseconds=1)}):
        assert found([replace(ROW, **change)], [SAID]) == ["account city (VND): isn't as it was opened"]


def test_what_binds_an_account_is_told():
    account = AccountState(new_id(), "VND", "a", "debit", may_overdraw=False)
    told = [bound_of(replace(account, **change)) for change in ({}, {"side": "credit"}, {"may_overdraw": True})]
    assert told == ["credits", "debits", ""]
    assert bound_of(replace(account, may_overdraw=True, is_control=True)) == "even"
