"""An investor who joins after a distribution, by terms that equalise it: everybody ends as if present before it."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from longbien.capital.actions.funds.hold_close import pay_refunds
from longbien.capital.actions.investing.agree_distribution import agree_distribution
from longbien.capital.models import Commitment
from longbien.capital.queries.funds.books import accounts, code_of
from longbien.capital.queries.funds.commitments import account, commitment_cards
from longbien.capital.queries.statements.asked import asked_of
from longbien.capital.queries.statements.made import of_commitment
from longbien.capital.rules.funds.books import DISTRIBUTED, Place
from longbien.kernel.refusal import Refusal
from longbien.ledger.queries import audit
from tests.capital.make_investing import NOW, TERMS, Portfolio, later, portfolio
from tests.people.make import client_of

pytestmark = pytest.mark.django_db
EQUAL = {**TERMS, "equalise_distributions": True}


def given(made: Portfolio, who: str) -> int:
    """What stands as distributed to an investor."""
    return accounts(made.id)[code_of(made.id, Place(DISTRIBUTED, made.fund.commitments[who]))].balance


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=rf"^{code}")


def test_who_joins_after_a_distribution_pays_net_of_it_and_shares_the_next_one_alike() -> None:
    made = portfolio(EQUAL)
    key = made.invests(400, later(30))
    first = made.distributes(made.takes(key, 300, later(100), kind="dividend"), at=later(100))
    had = made.got(first)
    assert sum(had.values()) == 300
    made.fund.commits("late", 999, at=later(120))
    with refused("unpaid-distribution"), transaction.atomic():
        made.fund.prepares_close("late", at=later(200))
    made.pays(first, later(100))
    close = made.fund.closes("late", at=later(200))
    notice = made.fund.notice("late", close)
    # 2,000 are committed now, 999 of them by the newcomer: of 500 called 250, of 300 given 150.
    assert (notice.principal, notice.given) == (250, 150)
    assert notice.amount == notice.principal + notice.interest - notice.given
    assert sum(one.given for one in close.refunds.all()) == 150
    made.fund.pays("late", close, at=later(210))
    pay_refunds(close.pk, paid_on=later(211).date(), by=made.fund.one, at=later(211))
    stand = {who: given(made, who) for who in ("city", "first", "second", "late")}
    assert sum(stand.values()) == 300
    assert stand["late"] == 150
    second = made.distributes(made.takes(key, 700, later(300)), at=later(300))
    got, committed = made.got(second), {"city": 600, "first": 300, "second": 101, "late": 999}
    for who, amount in committed.items():
        assert abs(got[who] + stand[who] - (sum(got.values()) + 300) * amount / 2000) <= 2
    for row in Commitment.objects.filter(vehicle=made.id):
        statement = of_commitment(row.pk, asked_of(later(310).date(), later(320), now=later(320)))
        assert statement.residual == 0
    late = account(commitment_cards(Commitment.objects.filter(pk=made.fund.commitments["late"]))[0], today=NOW.date())
    assert (late.called.minor, late.received.minor) == (250, 250)
    assert audit()[1] == []
    assert made.fund.residual == 0


def test_terms_that_leave_it_out_warn_and_unequal_public_money_refuses_it() -> None:
    made = portfolio()
    key = made.invests(400, later(30))
    made.pays(made.distributes(made.takes(key, 300, later(100), kind="dividend"), at=later(100)), later(100))
    made.fund.commits("late", 999, at=later(120))
    close = made.fund.prepares_close("late", at=later(200))
    assert (
        "Quỹ đã phân chia trước đợt đóng này."
        in client_of(made.fund.one).get(reverse("capital:close", args=[close.pk])).content.decode()
    )
    unequal = {**EQUAL, "public": {"capped": {"rate": "5%"}}}
    with refused("bad-terms"):
        agree_distribution(portfolio(None).id, unequal, by=made.fund.one, at=NOW)
