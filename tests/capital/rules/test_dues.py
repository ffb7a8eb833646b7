"""Fees that step down, and late closers."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.capital.rules.dues.equalisation import Call, equalised, paid_by
from longbien.capital.rules.dues.fees import FeeStep, fee, fees
from longbien.capital.rules.exchange import exchanged
from longbien.capital.rules.shares import least_whole, weights_of
from longbien.kernel.money import Money

STEPS = (FeeStep(5, Fraction(2, 100)), FeeStep(8, Fraction(1, 100), "invested"))
CLOSE = date(2027, 1, 1)
ANNUAL = {"closed_on": CLOSE, "rate": Fraction(8, 100), "day_count": "act/365"}
commitments = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 10**12), min_size=1, max_size=4)
calls = st.lists(st.builds(Call, st.dates(date(2026, 1, 1), CLOSE), st.integers(0, 10**12)), max_size=5)


@given(calls, commitments, commitments)
def test_a_late_closer_ends_as_if_present_at_the_first_close(called, before, more):
    after = {name: before.get(name, 0) + more.get(name, 0) for name in [*before, *more]}
    paid = paid_by(called, before)
    settled = equalised(called, before, after, **ANNUAL)
    for was, change, should in zip(paid, settled, paid_by(called, after), strict=True):
        assert {name: was.get(name, 0) + minor for name, minor in change.due.items()} == should
        assert sum(change.due.values()) == 0
        assert sum(change.interest.values()) == 0
        assert all(minor * change.due[name] >= 0 for name, minor in change.interest.items())


def test_interest_is_paid_by_who_came_late_to_those_who_waited():
    called = [Call(date(2026, 10, 3), 1000)]
    (one,) = equalised(called, {"A": 3, "B": 1}, {"A": 3, "B": 1, "C": 4}, **ANNUAL)
    assert one.due == {"A": -375, "B": -125, "C": 500}
    assert one.interest == {"A": -8, "B": -2, "C": 10}


def test_a_close_changes_nothing_when_nobody_comes():
    (one,) = equalised([Call(CLOSE, 7)], {"A": 1, "B": 2}, {"A": 1, "B": 2}, **ANNUAL)
    assert one.due == {"A": 0, "B": 0}
    assert one.interest == {}


@pytest.mark.parametrize(
    ("call", "after", "words"),
    [(Call(date(2028, 1, 1), 5), {"A": 2}, "after the close"), (Call(CLOSE, 5), {"A": 1}, "no commitment smaller")],
)
def test_what_no_close_can_do(call, after, words):
    with pytest.raises(ValueError, match=words):
        equalised([call], {"A": 2}, after, **ANNUAL)


def test_fees_step_down_and_end():
    assert fee(STEPS, 1, committed=1000) == 20
    assert fee(STEPS, 1, committed=1000, part=Fraction(1, 4)) == 5
    assert fee(STEPS, 6, committed=1000, invested=400) == 4
    assert fee(STEPS, 9, committed=1000, invested=400) == 0
    assert fees(STEPS, committed=1000, invested=[0, 100, 200, 300, 400, 400, 300, 100]) == 108
    assert fees((), committed=1000) == 0
    with pytest.raises(ValueError, match="counted from 1"):
        fee(STEPS, 0, committed=1000)


def test_money_in_another_currency():
    assert exchanged(Money(10000, "USD"), Fraction("82.42135"), "INR") == Money(824214, "INR")
    assert exchanged(Money(1250, "USD"), Fraction(26_000), "VND") == Money(325_000, "VND")
    assert exchanged(Money(325_000, "VND"), Fraction(1, 26_000), "USD") == Money(1250, "USD")
    with pytest.raises(ValueError, match="above zero"):
        exchanged(Money(1, "USD"), Fraction(0), "VND")


def test_a_cap_on_one_side_asks_for_a_larger_whole():
    assert least_whole(600_000_000_000, Fraction(49, 100)) == 1_224_489_795_919
    assert least_whole(49, Fraction(49, 100)) == 100
    for cap in (Fraction(0), Fraction(101, 100)):
        with pytest.raises(ValueError, match="above 0, at most 1"):
            least_whole(1, cap)


def test_parts_as_whole_weights():
    assert weights_of([Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)]) == [3, 2, 1]
