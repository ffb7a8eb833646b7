"""Rates of many funds at once are those that the library tells of each."""

import random
from datetime import date, timedelta

import pytest

from longbien.capital.rules.performance.many import rates_of
from longbien.capital.rules.performance.rates import dated_rate
from longbien.kernel.refusal import Refusal

START = date(2020, 1, 1)


def days(count: int, apart: int = 91) -> list[date]:
    return [START + timedelta(days=apart * n) for n in range(count)]


def test_a_thousand_funds_of_different_lengths_as_the_library_tells_them():
    chance = random.Random(20261129)
    funds = []
    for _ in range(300):
        calls, gives = chance.randint(1, 20), chance.randint(1, 30)
        paid = [-chance.randint(1, 10**11) for _ in range(calls)] + [chance.randint(0, 10**11) for _ in range(gives)]
        funds.append((days(len(paid), chance.randint(1, 200)), paid))
    for day_count in ("act/365", "act/360", "30/360", "act/act"):
        for told, (when, paid) in zip(rates_of(funds, day_count), funds, strict=True):
            try:
                assert told == pytest.approx(dated_rate(when, paid, day_count).value, abs=1e-10, rel=1e-10)
            except Refusal:
                assert told is None


@pytest.mark.parametrize(
    ("paid", "why"),
    [
        ([-100, -50, 60, -20, 200], "sums so far turn once, and there is a gain"),
        ([-100, -50, 60, -20, 100], "sums so far turn once, and there is a loss"),
        ([-100, 230, -132], "two rates: whichever the library tells"),
        ([-100, 1], "nearly all is lost"),
        ([-100, 10**17], "ten to the fifteen"),
    ],
)
def test_flows_that_need_care(paid: list[int], why: str):
    when = days(len(paid), 365)
    assert rates_of([(when, paid)], "act/365") == pytest.approx([dated_rate(when, paid, "act/365").value]), why


def test_days_out_of_order_and_funds_without_a_rate():
    when = [date(2021, 1, 1), date(2020, 1, 1)]
    assert rates_of([(when, [110, -100])], "act/365") == pytest.approx([dated_rate(when, [110, -100], "act/365").value])
    for nothing in ((), (0,), (5, 5), (-5, -5)):
        assert rates_of([(days(len(nothing)), nothing)], "act/365") == [None]
    assert rates_of([], "act/365") == []
