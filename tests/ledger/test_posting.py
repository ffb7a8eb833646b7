"""What may be posted, how an entry is hashed, what its audit finds: all without a database."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.ids import new_id
from longbien.ledger.rules.audit import Auditor, Batch, Row, Sums, Written, bound_of
from longbien.ledger.rules.judging import judge
from longbien.ledger.rules.posting import AccountState, Leg, Posting, content, entry_hash, reversal
from tests.ledger.make import DAY, NOW, posting

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs" / "ledger" / "posting.yaml").read_text())
IDS = {name: UUID(int=n) for n, name in enumerate(["bank", "city", "fund", "world", "till", "nobody"], start=1)}
ACCOUNTS = {
    state.id: state
    for state in (
        AccountState(IDS["bank"], "VND", "bank", "debit", may_overdraw=False, debits=150, credits=50),
        AccountState(IDS["city"], "VND", "city", "credit", may_overdraw=False, debits=10, credits=70),
        AccountState(IDS["fund"], "VND", "fund", "credit", may_overdraw=False, debits=0, credits=40),
        AccountState(IDS["world"], "VND", "world", "credit", may_overdraw=True),
        AccountState(IDS["till"], "USD", "till", "debit", may_overdraw=False),
    )
}


def leg(written):
    debit, credit, amount = written.split()
    return (IDS[debit], IDS[credit], int(amount))


def verdict(asked):
    return ", ".join(f"{reason.where} {reason.code}" for reason in judge(asked, ACCOUNTS).against) or "fine"


@pytest.mark.parametrize("case", SPEC["cases"], ids=lambda case: str(case["when"])[:60])
def test_what_may_be_posted(case):
    assert verdict(posting(*map(leg, case["when"]))) == case["expect"]


FORMS = {
    "no kind": ({"kind": " "}, "kind kind"),
    "a long kind": ({"kind": "x" * 81}, "kind kind"),
    "too many legs": ({"legs": (Leg(IDS["bank"], IDS["world"], 1),) * 10_001}, "legs legs"),
    "evidence that is no hash": ({"evidence": "abc"}, "evidence evidence"),
    "evidence in capitals": ({"evidence": "A" * 64}, "evidence evidence"),
    "evidence": ({"evidence": "a" * 64}, "fine"),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_an_entry(name):
    change, expected = FORMS[name]
    assert verdict(replace(posting(leg("bank city 1")), **change)) == expected


def test_words_say_what_is_lacking():
    [reason] = judge(posting(leg("city bank 75")), ACCOUNTS).against
    assert reason.what["en"] == "account city: 15 VND are lacking"
    assert reason.what["vi"] == "tài khoản city: thiếu 15 VND"


def test_every_part_of_an_entry_is_in_its_hash():
    one = posting(leg("bank city 1"), leg("bank fund 2"))
    frame = {"number": 3, "recorded_at": NOW, "prev": b"p"}
    seen = {entry_hash(one, **frame)}
    for change in (
        {"key": new_id()}, {"kind": "other"}, {"effective_on": date(2026, 3, 3)}, {"evidence": "a" * 64},
        {"reverses": new_id()}, {"legs": one.legs[:1]}, {"legs": one.legs[::-1]},
    ):  # fmt: skip
        seen.add(entry_hash(replace(one, **change), **frame))
    for change in ({"number": 4}, {"recorded_at": NOW + timedelta(microseconds=1)}, {"prev": b"q"}):
        seen.add(entry_hash(one, **frame | change))
    assert len(seen) == 11


def test_a_key_stands_for_all_but_the_moment():
    one = posting(leg("bank city 1"))
    assert content(one) == content(replace(one))
    assert "recorded_at" not in content(one)


NAMES = st.sampled_from([IDS[name] for name in ("bank", "city", "fund", "world")])
LEGS = st.lists(st.tuples(NAMES, NAMES, st.integers(1, 90)), min_size=1, max_size=6)


@given(LEGS)
def test_a_reversal_brings_every_balance_back(legs):
    one = posting(*legs)
    if not judge(one, ACCOUNTS):
        return
    after = run(dict(ACCOUNTS), one)
    undone = reversal(one, key=new_id(), effective_on=DAY)
    assert undone.reverses == one.key
    assert judge(undone, after, before=one)
    assert {key: state.balance for key, state in run(after, undone).items()} == {
        key: state.balance for key, state in ACCOUNTS.items()
    }


@given(LEGS)
def test_nothing_is_created_or_lost(legs):
    one = posting(*legs)
    if judge(one, ACCOUNTS):
        after = run(dict(ACCOUNTS), one)
        assert sum(state.debits - state.credits for state in after.values()) == sum(
            state.debits - state.credits for state in ACCOUNTS.values()
        )
        assert all(state.balance >= 0 or state.may_overdraw for state in after.values())


def run(accounts, one):
    for step in one.legs:
        accounts[step.debit] = accounts[step.debit].debited(step.amount)
        accounts[step.credit] = accounts[step.credit].credited(step.amount)
    return accounts


def book(*asked):
    """A chain of written entries on empty accounts."""
    written, prev, row = [], b"", 0
    for number, one in enumerate(asked, start=1):
        digest = entry_hash(one, number=number, recorded_at=NOW, prev=prev)
        rows = []
        for seq in range(1, len(one.legs) + 1):
            row += 1
            rows.append(Row(row, seq, "VND", one.phase.value, (one.settles, seq) if one.settles else None))
        written.append(Written(one, number, len(one.legs), tuple(rows), NOW, prev, digest))
        prev = digest
    return written


def audited(*written):
    empty = [replace(state, debits=0, credits=0) for state in ACCOUNTS.values()]
    auditor = Auditor(empty)
    return auditor, [finding.what for entry in written for finding in auditor.read(entry)]


FIRST, SECOND = posting(leg("bank city 100")), posting(leg("city fund 40"))


def test_an_audit_without_faults():
    undone = reversal(SECOND, key=new_id(), effective_on=DAY)
    auditor, faults = audited(*book(FIRST, SECOND, undone))
    assert faults == []
    assert list(auditor.balances(sums_of(auditor))) == []
    hashes = {entry.posting.key: entry.hash.hex() for entry in book(FIRST, SECOND, undone)}
    assert list(auditor.recorded(hashes)) == []


LASTS = {"bank": 1, "city": 3, "fund": 3}


def sums_of(auditor, lasts=LASTS):
    """The sums as the table would have them; FIRST, SECOND and a reversal are three transfers."""
    ends = [(one, lasts.get(one.code, 0)) for one in book_of(auditor)]
    return [(one.id, Sums(*sums(one), last=last, unit=one.unit, bound=bound_of(one))) for one, last in ends]


def book_of(auditor):
    return auditor.accounts.values()


def sums(state):
    return state.debits, state.credits, state.held_debits, state.held_credits


def again(written, **change):
    """The same entry changed, its hash made to fit."""
    changed = replace(written, **change)
    digest = entry_hash(changed.posting, number=changed.number, recorded_at=changed.recorded_at, prev=changed.prev)
    return replace(changed, hash=digest)


def asked(*legs, **change):
    return replace(posting(*map(leg, legs), key=FIRST.key), **change)


FAULTS = {
    "an edited amount": (lambda one: replace(one, posting=asked("bank city 90")), "its hash isn't that"),
    "a gap": (lambda one: again(one, number=2), "number 1 was expected"),
    "another link": (lambda one: again(one, prev=b"x"), "doesn't follow the entry before it"),
    "a missing transfer": (lambda one: again(one, legs=2), "has transfers 1 of 2"),
    "no transfer": (lambda one: again(one, posting=asked(), rows=()), "has transfers none of 1"),
    "another unit": (
        lambda one: again(one, rows=(Row(1, 1, "USD", "posted"),)),
        "a transfer is in USD",
    ),
    "another phase": (lambda one: again(one, rows=(Row(1, 1, "VND", "pending"),)), "transfer 1 is pending"),
    "an end of nothing": (
        lambda one: again(one, rows=(Row(1, 1, "VND", "posted", (FIRST.key, 1)),)),
        "transfer 1 doesn't settle the one that it should",
    ),
    "an older row": (
        lambda one: again(one, rows=(Row(0, 1, "VND", "posted"),)),
        "weren't written after those before",
    ),
    "an overdraft": (lambda one: again(one, posting=asked("city bank 1")), "legs/1: account city: 1 VND"),
    "an unknown account": (lambda one: again(one, posting=asked("nobody city 1")), "there is no such account"),
    "a reversal of nothing": (
        lambda one: again(one, posting=asked("bank city 100", reverses=new_id())),
        "there is no such entry before it",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_an_audit_names_the_fault(name):
    change, words = FAULTS[name]
    _, faults = audited(change(book(FIRST)[0]))
    assert any(words in fault for fault in faults), faults


def test_a_reversal_that_is_none():
    crooked = replace(reversal(SECOND, key=new_id(), effective_on=DAY), legs=(Leg(IDS["fund"], IDS["city"], 39),))
    _, faults = audited(*book(FIRST, SECOND, crooked))
    assert faults == ["legs: isn't the exact reversal of its legs"]


def test_an_entry_is_reversed_once():
    undone = [reversal(SECOND, key=new_id(), effective_on=DAY) for _ in range(2)]
    more = posting(leg("bank city 40"), leg("city fund 40"))
    _, faults = audited(*book(FIRST, SECOND, undone[0], more, undone[1]))
    assert faults == ["does again what an entry before it did"]


def test_balances_and_the_record_must_agree():
    auditor, _ = audited(*book(FIRST))
    lasts = {"bank": 1, "city": 1}
    assert list(auditor.balances(sums_of(auditor, lasts))) == []
    for change in ({"debits": 7}, {"last": 9}, {"bound": "none"}, {"unit": "EUR"}, {"held_credits": 1}):
        wrong = [(account, replace(stored, **change)) for account, stored in sums_of(auditor, lasts)]
        assert len(list(auditor.balances(wrong))) == 5
    assert len(list(auditor.balances([]))) == 5
    [missing] = auditor.recorded({})
    [changed] = auditor.recorded({FIRST.key: "ab"}, [whole_of(FIRST)])
    strange = list(auditor.recorded({SECOND.key: "ab"}))[-1]
    assert str(missing) == f"entry {FIRST.key}: the record doesn't hold this hash for it"
    assert str(changed) == str(missing)
    assert str(strange) == f"entry {SECOND.key}: stands in the record, but not in the ledger"


def whole_of(*asked):
    return Batch(1, len(asked), "", book(*asked)[-1].hash.hex())


def test_a_batch_is_held_against_its_ends():
    auditor, _ = audited(*book(FIRST, SECOND))
    whole = whole_of(FIRST, SECOND)
    assert list(auditor.recorded({}, [whole])) == []
    for change in ({"hash": "ab"}, {"prev": "ab"}, {"last": 3}):
        assert "aren't those that the record holds" in str(next(auditor.recorded({}, [replace(whole, **change)])))
    [left] = auditor.recorded({}, [replace(whole, last=1, hash=book(FIRST)[0].hash.hex())])
    assert left.where == f"entry {SECOND.key}"


def test_postings_are_values():
    assert isinstance(FIRST, Posting)
    assert replace(FIRST) == FIRST
