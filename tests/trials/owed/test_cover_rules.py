"""Insurance and claims: which days nothing covers, what a claim may become, what claims come to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from longbien.kernel.money import Money
from longbien.kernel.period import Period
from longbien.kernel.refusal import Refusal
from longbien.trials.rules.cover.claims import (
    NAMES,
    STATES,
    TRANSITIONS,
    Known,
    Step,
    Sums,
    next_state,
    sums,
    verbs_in,
)
from longbien.trials.rules.cover.insurance import LARGEST_MINOR, Insurance, check_insurance, uncovered

DAY = date(2026, 11, 1)
TODAY = date(2026, 11, 28)
ONE = Insurance("BH-1", "Bảo hiểm Mẫu", "Thiệt hại của người thứ ba", Money(10**9, "VND"), DAY, date(2027, 11, 1))


def faults(run, *given, **more) -> list[str]:
    with pytest.raises(Refusal) as refused:
        run(*given, **more)
    return [fault.where for fault in refused.value.faults]


def days(start: int, end: int) -> Period:
    return Period(DAY + timedelta(days=start), DAY + timedelta(days=end))


@pytest.mark.parametrize(
    ("covers", "gaps"),
    [
        ([], [days(0, 100)]),
        ([days(0, 100)], []),
        ([days(-5, 105)], []),
        ([days(0, 40), days(40, 100)], []),
        ([days(60, 100), days(0, 40)], [days(40, 60)]),
        ([days(0, 40), days(10, 30)], [days(40, 100)]),
        ([days(10, 90)], [days(0, 10), days(90, 100)]),
        ([days(-9, -1), days(200, 300)], [days(0, 100)]),
        ([days(50, 200), days(120, 300)], [days(0, 50)]),
    ],
)
def test_the_days_that_nothing_covers(covers, gaps):
    assert uncovered(days(0, 100), covers) == tuple(gaps)


def test_insurance_needs_all_of_it():
    check_insurance(ONE)
    wrong = Insurance("x", "y" * 121, "\x00\x00\x00", Money(0, "VND"), DAY, DAY)
    assert faults(check_insurance, wrong) == ["number", "insurer", "covers", "amount", "last_day"]
    assert faults(check_insurance, replace(ONE, amount=Money(LARGEST_MINOR + 1, "VND"))) == ["amount"]


def moved(state: str, step: Step) -> str:
    return next_state(state, step, made_on=DAY, today=TODAY)


def test_the_life_of_a_claim():
    assert moved("claimed", Step("agree", 500)) == "agreed"
    assert moved("claimed", Step("refuse", reason="Không phải do robot gây ra.")) == "refused"
    assert moved("refused", Step("agree", 300)) == "agreed"
    assert moved("agreed", Step("agree", 400)) == "agreed"
    assert moved("agreed", Step("pay", paid_on=TODAY)) == "paid"
    assert {state: verbs_in(state) for state in STATES} == {
        "claimed": ("agree", "refuse"), "agreed": ("agree", "pay"), "refused": ("agree",), "paid": (),
    }  # fmt: skip
    assert set(NAMES) == set(STATES) == {state for state, _ in TRANSITIONS} | set(TRANSITIONS.values())


@pytest.mark.parametrize(
    ("state", "step"), [("claimed", Step("pay", paid_on=TODAY)), ("paid", Step("agree", 1)), ("agreed", Step("refuse"))]
)
def test_what_the_table_lacks_is_refused(state, step):
    with pytest.raises(Refusal) as found:
        moved(state, step)
    assert found.value.status == 409


@pytest.mark.parametrize(
    ("state", "step", "where"),
    [
        ("claimed", Step("agree"), "amount"),
        ("claimed", Step("agree", 0), "amount"),
        ("claimed", Step("agree", LARGEST_MINOR + 1), "amount"),
        ("claimed", Step("refuse", reason="không"), "reason"),
        ("agreed", Step("pay"), "paid_on"),
        ("agreed", Step("pay", paid_on=TODAY + timedelta(days=1)), "paid_on"),
        ("agreed", Step("pay", paid_on=DAY - timedelta(days=1)), "paid_on"),
    ],
)
def test_a_step_says_what_it_lacks(state, step, where):
    assert faults(moved, state, step) == [where]


def test_sums_count_what_is_agreed_to_and_paid():
    found = sums(
        [Known("claimed", 100, None), Known("agreed", 200, 150), Known("refused", 400, 50), Known("paid", 800, 700)]
    )
    assert found == Sums(claims=4, open=2, claimed_minor=1500, agreed_minor=850, paid_minor=700)
    assert sums([]) == Sums(0, 0, 0, 0, 0)
