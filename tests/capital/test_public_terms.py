"""What a fund distributes under its public terms: as simulated on the flows that stand in its ledger, late ones too."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from longbien.capital.actions.investing.agree_distribution import agree_distribution
from longbien.capital.models import Distribution, Vehicle
from longbien.capital.queries.investing.called import called_flows
from longbien.capital.queries.investing.decisions import distribution_card
from longbien.capital.queries.investing.explaining import explain
from longbien.capital.queries.investing.plans import distribution_terms
from longbien.capital.rules.investing.flows import Flow, read_flow
from longbien.capital.rules.public.compare import after_carry
from longbien.capital.rules.public.sharing import Moment, share_out
from longbien.kernel.refusal import Refusal
from tests.capital.make_funds import closed, later
from tests.capital.make_investing import Portfolio
from tests.people.make import organisation

pytestmark = pytest.mark.django_db
WATERFALL = {"carry": "20%", "hurdle": {"rate": "8%"}, "catch_up": {"share": "100%"}}
DUE = date(2026, 3, 12)


def fund(public: dict[str, Any], **paid: int) -> Portfolio:
    """500 called on the first day, due ten days later; each investor pays after so many days."""
    made = closed()
    agree_distribution(made.id, {"waterfall": WATERFALL, "public": public}, by=made.one, at=later(0))
    call = made.calls(500)
    for who, days in paid.items():
        made.pays(who, call, at=later(days))
    return Portfolio(made, organisation("Robot Hồ Tây", "company").pk)


def sides(made: Portfolio, row: Distribution) -> tuple[int, int]:
    got = made.got(row)
    return got.get("city", 0), got.get("first", 0) + got.get("second", 0)


def simulated(made: Portfolio, row: Distribution) -> tuple[int, int]:
    """By the engine of `longbien capital simulate`, on the flows that the distribution was run over."""
    rules = distribution_terms(made.id)
    assert rules is not None
    flows = [read_flow(one) for one in json.loads(row.plan)["flows"]]
    called = [Moment(one.on, one.called, 0, one.proceeds) for one in flows]
    net = after_carry(rules.waterfall, called)[0]
    moments = [Moment(one.on, one.public, one.private, left.proceeds) for one, left in zip(flows, net, strict=True)]
    last = share_out(rules.public, moments, "act/365")[-1]
    return last.public_out, last.private_out


TERMS = ({"capped": {"rate": "5%"}}, {"first-loss": {"share": "60%"}}, {"profit-shift": {"share": "50%"}})


@pytest.mark.parametrize("public", TERMS, ids=lambda one: next(iter(one)))
def test_a_late_payer_counts_from_the_day_the_money_came(public: dict[str, Any]) -> None:
    made = fund(public, city=0, second=10, first=40)
    assert called_flows(Vehicle.objects.get(pk=made.id)) == [
        Flow(DUE, 500, 300, 50, source="call 1"),
        Flow(later(40).date(), 0, 0, 150, source="call 1 paid 2026-04-11"),
    ]
    key = made.invests(450, later(50))
    for days, amount in ((100, 333), (300, 777), (900, 1234)):
        given = made.distributes(made.takes(key, amount, later(days), "dividend"), at=later(days))
        assert sides(made, given) == simulated(made, given)
        told = explain(distribution_card(given))
        assert told.explanation.residual == 0
        assert told.origins["call 1 paid 2026-04-11"].url == told.origins["call 1"].url
        made.pays(given, later(days))


def test_what_is_not_paid_yet_has_no_part_and_counts_once_it_is() -> None:
    made = fund({"capped": {"rate": "5%"}}, city=0, second=10)
    key = made.invests(300, later(20))
    first = made.distributes(made.takes(key, 100, later(30), "dividend"), at=later(30))
    assert sides(made, first) == simulated(made, first) == (86, 14)  # 300 and 50 are paid in, 150 are not
    made.pays(first, later(30))
    made.fund.pays("first", made.row.calls.get(), at=later(35))
    second = made.distributes(made.takes(key, 1000, later(400), "dividend"), at=later(400))
    assert sides(made, second) == simulated(made, second)
    assert made.fund.residual == 0


def test_a_close_in_between_moves_what_counts_and_the_late_join_from_the_first_day() -> None:
    made = fund({"capped": {"rate": "5%"}}, city=0, first=0, second=0)
    key = made.invests(400, later(20))
    first = made.distributes(made.takes(key, 50, later(30), "dividend"), at=later(30))
    assert sides(made, first) == simulated(made, first)
    made.pays(first, later(30))
    made.fund.commits("late", 499, at=later(60))
    close = made.fund.closes("late", at=later(60))
    before = called_flows(Vehicle.objects.get(pk=made.id))
    assert [(one.public, one.private) for one in before] == [(200, 134)]  # the late one has paid nothing yet
    made.fund.pays("late", close, at=later(65))
    assert [(one.public, one.private) for one in called_flows(made.row)] == [(200, 300)]
    second = made.distributes(made.takes(key, 900, later(500), "dividend"), at=later(500))
    flows = [read_flow(one) for one in json.loads(second.plan)["flows"]]
    assert sum(one.public for one in flows) == 200
    got = made.got(second)
    assert (got["city"], sum(got.values()) - got["city"]) == simulated(made, second)


def test_nothing_is_both_due_and_paid() -> None:
    made = fund({"capped": {"rate": "5%"}})
    again = made.fund.calls(100, later(15), due_in=200)
    made.fund.pays("city", again, at=later(20))
    key = made.invests(50, later(21))
    back = made.takes(key, 30, later(30), "dividend")
    with pytest.raises(Refusal, match=r"^nothing-paid-in"), transaction.atomic():
        made.prepares_to_distribute(back, at=later(30))
