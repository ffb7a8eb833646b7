"""The ledger as a file of Beancount, in rules; what bean-check says of it is in test_export.py."""

from datetime import date
from uuid import UUID

from longbien.kernel.ids import new_id
from longbien.ledger.rules.beancount import Names, Span, written_out
from longbien.ledger.rules.exchange import Quote
from longbien.ledger.rules.posting import AccountState, Phase
from tests.ledger.make import DAY, posting
from tests.ledger.test_posting import book

A, B, C, D = (UUID(int=n) for n in range(1, 5))


def account(key, unit, code, side="debit", **more):
    return AccountState(key, unit, code, side, may_overdraw=True, **more)


def test_names_are_those_that_beancount_can_read():
    names = Names(
        [account(A, "VND", "fees/owed/0192ab"), account(B, "HOUR:laser cutter", "hour/2026-03-02T08Z", "credit")]
    )
    assert names.of(A) == "Assets:VND:Fees:Owed:0192ab"
    assert names.of(B) == "Liabilities:HOUR-LASER-CUTTER:Hour:2026-03-02T08Z"
    assert names.units() == {"HOUR:laser cutter": "HOUR.LASER.CUTTER", "VND": "VND"}


def test_no_two_share_a_name():
    names = Names(
        [account(A, "VND", "a/b"), account(B, "VND", "a b"), account(C, "VND", "A-B"), account(D, "X:y", "ờ")]
    )
    assert len({names.of(one) for one in (A, B, C, D)}) == 4
    assert names.of(D) == "Assets:X-Y:0"
    units = Names(account(new_id(), unit, "a") for unit in ("X:y", "x.Y", "ờ", "9", "X" * 40, "X" * 41)).units()
    assert len(set(units.values())) == 6
    assert all(len(one) <= 24 and one[0].isalpha() for one in units.values())


def lines(*asked, accounts):
    span = Span(date(2026, 3, 1), DAY)
    return "\n".join(written_out(Names(accounts), book(*asked), span, title='The "hub" \\ of\ntests'))


def test_a_file_says_what_moved_and_what_it_comes_to():
    accounts = [
        account(A, "USD", "till", scale=2, debits=1_205),
        account(B, "USD", "owed", "credit", scale=2, credits=1_205),
    ]
    entry = posting((A, B, 1_205), evidence="ab" * 32, kind='say "hi"')
    said = lines(entry, posting((A, B, 7), phase=Phase.PENDING), accounts=accounts)
    assert said.startswith('option "title" "The \\"hub\\" \\\\ of tests"\n')
    assert '2026-03-02 * "say \\"hi\\"" "entry 1"' in said
    assert "  Assets:USD:Till 12.05 USD\n  Liabilities:USD:Owed -12.05 USD\n" in said
    assert "2026-03-03 balance Assets:USD:Till 12.05 ~ 0 USD" in said
    assert "2026-03-03 balance Liabilities:USD:Owed -12.05 ~ 0 USD" in said
    assert f'  evidence: "{"ab" * 32}"' in said
    assert "entry 2" not in said


def test_an_exchange_tells_its_price():
    accounts = [
        account(A, "USD", "a", scale=2),
        account(B, "USD", "b", scale=2),
        account(C, "VND", "c"),
        account(D, "VND", "d"),
    ]
    quote = Quote("USD", "VND", "26125.5", "a bank", DAY)
    said = lines(posting((A, B, 200), (C, D, 52_251), quote=quote), accounts=accounts)
    assert '\n2026-03-02 price USD 26125.5 VND\n  source: "a bank"' in said
