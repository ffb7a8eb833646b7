"""From a call to a distribution, through the actions that officers take."""

from fractions import Fraction

import pytest

from longbien.capital.queries.investing.holdings import investments
from longbien.ledger.queries import audit
from tests.capital.make_investing import later, portfolio

pytestmark = pytest.mark.django_db


def test_from_an_investment_to_the_money_of_its_exit():
    made = portfolio()
    key = made.invests(400, later(30))
    made.values(key, 600, later(100).date(), later(110))
    [card] = investments(made.id)
    assert (card.cost.minor, card.value.minor, card.share) == (400, 600, Fraction(1, 5))
    sold = made.takes(key, 1000, later(200))
    sums = made.sums()
    assert (sums["proceeds"], sums["realised"]) == (1000, 600)
    assert "cost" not in sums
    assert "fair-value" not in sums
    row = made.distributes(sold, at=later(200))
    # 500 of capital, 500·8 %·190/365 = 20.8 preferred, then 5 of catch-up, then 80/20 of the rest
    assert (row.amount, row.carry, row.escrow) == (1000, 100, 30)
    assert sum(made.got(row).values()) == 900
    assert made.got(row) == {"city": 539, "first": 270, "second": 91}
    made.pays(row, later(205))
    assert made.sums()["proceeds"] == 30  # the escrow
    assert audit()[1] == []
