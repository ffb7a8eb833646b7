"""Money in another currency, caps and weights: the smaller reckonings."""

from fractions import Fraction

import pytest

from longbien.capital.rules.exchange import exchanged
from longbien.capital.rules.shares import least_whole, weights_of
from longbien.kernel.money import Money


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
