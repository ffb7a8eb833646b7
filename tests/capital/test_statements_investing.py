"""Statements of a fund that invested: values as of a day and as known at a moment, distributions by what they are."""

import pytest

from longbien.capital.queries.statements import asked_of, of_commitment, of_vehicle
from longbien.kernel.ids import to_slug
from tests.capital.make_investing import later, portfolio
from tests.capital.test_statements import cells

pytestmark = pytest.mark.django_db


def at(as_of: int, known: int = 400):
    return asked_of(later(as_of).date(), later(known), now=later(400), first=later(0).date())


def test_a_valuation_and_a_distribution_fall_into_their_lines():
    made = portfolio()
    key = made.invests(400, later(30))
    made.values(key, 600, later(100).date(), later(110))
    sold = made.takes(key, 1000, later(200))
    made.pays(made.distributes(sold, at=later(200)), later(205))
    city = made.fund.commitments["city"]

    valued = of_vehicle(made.id, at(150))
    assert valued.residual == 0
    assert cells(valued, "balance", "fair-value")[0] == cells(valued, "balance", "unrealised")[0] == 200
    assert cells(valued, "investments", to_slug(key)) == (400, 400, 600, 0)
    assert str(valued.row("investments", to_slug(key)).cells[-1].value) == "1.500000"
    assert cells(of_vehicle(made.id, at(150, known=105)), "balance", "net")[0] == 500
    assert cells(of_commitment(city, at(150)), "account", "unrealised")[1] == 120

    over = of_vehicle(made.id, at(210))
    assert over.residual == 0
    assert cells(over, "cash", "closing")[0] == 130
    assert cells(over, "cash", "capital.payout") == (-970, -970)
    assert cells(over, "balance", "escrow")[0] == 30
    assert cells(over, "balance", "realised")[0] == 600
    assert str(over.row("performance", "dpi").cells[0].value) == "1.800000"
    accounts = {who: of_commitment(one, at(210)) for who, one in made.fund.commitments.items()}
    assert all(one.residual == 0 for one in accounts.values())
    assert cells(accounts["city"], "account", "returned")[1] == -300
    assert cells(accounts["city"], "account", "gained")[1] == -239
    assert cells(accounts["city"], "account", "carry")[1] == -60
    assert cells(accounts["city"], "commitment", "paid-out")[1] == 539
    assert sum(cells(one, "account", "closing")[1] for one in accounts.values()) == 100
