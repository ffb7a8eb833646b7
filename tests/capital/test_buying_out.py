"""The private side buys the public share of a running fund: two officers, one entry, and every split after it."""

import io
import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import transaction

from longbien.capital.actions.buy_outs.buy_out import Buying, confirm_buy_out, prepare_buy_out
from longbien.capital.actions.funds.call_capital import confirm_call
from longbien.capital.actions.investing.agree_distribution import agree_distribution
from longbien.capital.actions.investing.deciding import drop
from longbien.capital.actions.investing.undo import ask_reversal, confirm_reversal
from longbien.capital.models import BuyOut, Call
from longbien.capital.queries.funds.bought import bought_out, stakes
from longbien.capital.queries.funds.commitments import account, commitment
from longbien.capital.queries.investing.buy_outs import buy_out_card
from longbien.capital.queries.investing.buying_out import hindrances, offer_of
from longbien.capital.queries.investing.explaining import data_of, explain
from longbien.capital.queries.statements import asked_of, of_commitment, of_vehicle
from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.ledger.queries import audit
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.queries import actor_for
from tests.capital.make_buy_outs import BUY_ON, buys, fund_with_schedule, parts, prepares
from tests.capital.make_funds import NOW, TODAY, later
from tests.capital.make_investing import TERMS, Portfolio, paper, portfolio
from tests.capital.test_statements import cells

pytestmark = pytest.mark.django_db


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=rf"^{code}")


def held(made: Portfolio) -> dict[str, tuple[int, int]]:
    names = {key: name for name, key in made.fund.commitments.items()}
    return {names[one.id]: (one.committed, one.called) for one in stakes(made.row)}


def test_two_officers_sell_the_public_share() -> None:
    """300 of 600 were called of the public side: at 1 % for two years they are 306.03. Of it one buyer takes three
    quarters."""
    made = fund_with_schedule()
    key = prepares(made)
    with refused("one-at-a-time"), transaction.atomic():
        prepares(made)
    with refused("not-allowed"), transaction.atomic():
        confirm_buy_out(key, by=made.fund.one, at=BUY_ON)
    assert confirm_buy_out(key, by=made.fund.two, at=BUY_ON) == 1
    row = BuyOut.objects.get()
    assert row.price == 306
    moved = {one.commitment.organisation.name: (one.committed, one.called, one.price) for one in row.parts.all()}
    assert moved == {
        "Ngân sách": (-600, -300, -306), "Tổ chức first": (450, 225, 230), "Tổ chức second": (150, 75, 76),
    }  # fmt: skip
    assert held(made) == {"first": (750, 375), "second": (251, 125)}
    assert made.sums()["bought-for"] == made.sums()["sold-for"] == 306
    assert made.fund.residual == 0
    assert audit()[1] == []
    with refused("bought-out"), transaction.atomic():
        prepares(made)


def test_every_unit_of_the_price_is_explained_in_the_terminal_too() -> None:
    made = fund_with_schedule()
    row = buys(made)
    card = buy_out_card(row)
    told = explain(card)
    assert (told.explanation.cash, told.explanation.residual) == (306, 0)
    assert [one.minor for one in told.explanation.paths] == [230, 76]
    [price] = told.explanation.lines
    assert [(name, value) for name, value, _ in price.inputs] == [("net paid 2026-03-12", "300"), ("rate", "1/100")]
    assert told.origins[price.inputs[0][2]].name["en"] == "Capital call 1"
    first = data_of(card, told)["paths"][0]
    assert (first["to"], first["public_terms"]["clause"]) == ("Ngân sách", "/distribution/public/buy-out")
    out = io.StringIO()
    call_command("capital", "explain", to_slug(row.pk), stdout=out)
    assert out.getvalue().strip().endswith("residual 0 of 306")
    assert (
        "vốn công góp ròng ngày 12/03/2026 | net paid in by public money on 2026-03-12 = 300 [call 1]" in out.getvalue()
    )
    out = io.StringIO()
    call_command("capital", "explain", to_slug(row.pk), "--unit", "231", "--json", stdout=out)
    assert json.loads(out.getvalue())["residual"] == "0"


def test_later_calls_and_distributions_are_of_those_who_hold_the_stakes() -> None:
    made = fund_with_schedule()
    key = made.invests(400, later(30))
    buys(made)
    after = BUY_ON + timedelta(days=1)
    call = made.fund.calls(501, after)
    asked = {one.commitment_id: one.principal for one in call.notices.all()}
    whose = made.fund.commitments
    assert asked == {whose["first"]: 375, whose["second"]: 126}
    for who in ("first", "second"):
        made.fund.pays(who, call, at=after)
    sold = made.takes(key, 2002, after + timedelta(days=20))
    given = made.distributes(sold, at=after + timedelta(days=20))
    got = made.got(given)
    assert set(got) == {"first", "second"}
    assert sum(got.values()) + given.carry == 2002
    assert abs(got["first"] * 251 - got["second"] * 750) < 1001
    assert made.fund.residual == 0
    with refused("too-much"), transaction.atomic():
        made.fund.calls(1, after + timedelta(days=21))


def test_it_is_refused_outside_the_window_for_wrong_parts_and_while_something_is_owed() -> None:
    made = fund_with_schedule()
    early, late = BUY_ON - timedelta(days=1), BUY_ON.replace(year=2034) + timedelta(days=1)
    for day in (early, late):
        with refused("outside-window"), transaction.atomic():
            prepares(made, day)
    for wrong in ({"first": 599}, {"first": 601}, {"first": 300, "city": 300}, {"first": 700, "second": -100}):
        with refused("parts-differ"), transaction.atomic():
            prepares(made, **wrong)
    with refused("no-evidence"), transaction.atomic():
        asked = Buying(BUY_ON.date(), parts(made, first=600))
        prepare_buy_out(made.id, asked, paper=None, by=made.fund.one, at=BUY_ON)
    with refused("not-yet"), transaction.atomic():
        prepare_buy_out(made.id, asked, paper=paper(), by=made.fund.one, at=early)
    day = BUY_ON + timedelta(days=5)
    call = made.fund.calls(101, BUY_ON)
    for who in ("city", "first"):
        with refused("not-paid-in"), transaction.atomic():
            prepares(made, day, first=600)
        made.fund.pays(who, call, at=day)
    with refused("not-paid-in"), transaction.atomic():
        prepares(made, day)  # the second one buys too
    with refused("out-of-order"), transaction.atomic():
        prepare_buy_out(made.id, asked, paper=paper(), by=made.fund.one, at=day)
    prepares(made, day, first=600)


def test_what_was_distributed_lowers_the_price_and_must_be_paid_first() -> None:
    made = fund_with_schedule()
    key = made.invests(400, later(30))
    given = made.distributes(made.takes(key, 200, later(100), "dividend"), at=later(100))
    with refused("unpaid-distribution"), transaction.atomic():
        prepares(made)
    made.pays(given, later(105))
    row = buys(made)
    # 300 for two years, less 120 for 638 days of 30/360: 306.03 - 120·1.01^(635/360)
    got = made.got(given)["city"]
    assert got == 120
    assert row.price == 184
    told = explain(buy_out_card(row))
    assert [source for _, _, source in told.explanation.lines[0].inputs][:2] == ["call 1", "distribution 1"]
    assert told.origins["distribution 1"].name["vi"] == "Lần phân chia 1"
    with refused("not-last"), transaction.atomic():
        ask_reversal("distribution", given.pk, reason="Nhầm ngày", by=made.fund.one, at=BUY_ON)


def test_public_money_that_has_its_price_back_is_bought_for_nothing() -> None:
    made = fund_with_schedule()
    key = made.invests(400, later(30))
    made.pays(made.distributes(made.takes(key, 900, later(100), "dividend"), at=later(100)), later(100))
    row = buys(made)
    assert row.price == 0
    assert explain(buy_out_card(row)).explanation.residual == 0
    assert held(made) == {"first": (750, 375), "second": (251, 125)}
    assert "bought-for" not in made.sums()
    out = io.StringIO()
    call_command("capital", "explain", to_slug(row.pk), stdout=out)
    assert out.getvalue().strip().endswith("residual 0 of 0")


def test_a_fund_without_a_schedule_has_nothing_to_buy() -> None:
    for made in (portfolio(), portfolio(None)):
        with refused("no-schedule"), transaction.atomic():
            prepares(made)
    empty = fund_with_schedule()
    with refused("nothing-paid-in"):
        offer_of(empty.id, TODAY - timedelta(days=1))


def test_whoever_is_tied_to_a_side_decides_nothing() -> None:
    made = fund_with_schedule()
    one, two = made.fund.one, made.fund.two
    key = prepares(made)
    made.fund.two = tied(two, made.fund.orgs["city"])
    with refused("not-allowed"), transaction.atomic():
        confirm_buy_out(key, by=made.fund.two, at=BUY_ON)
    drop("buyout", key, reason="Người thứ hai có lợi ích", by=one, at=BUY_ON)
    made.fund.one = tied(one, made.fund.orgs["second"])
    with refused("not-allowed"), transaction.atomic():
        prepares(made)
    prepares(made, first=600)


def tied(officer: Actor, organisation_id: UUID) -> Actor:
    stated = Stated(organisation_id, "adviser", TODAY, is_public=True)
    declare_interest(stated=stated, person_id=officer.person_id, by=officer, at=NOW)
    return actor_for(officer.person_id)


def test_figures_that_changed_in_between_are_prepared_anew() -> None:
    made = fund_with_schedule()
    key = prepares(made)
    call = made.fund.calls(100, BUY_ON)
    with refused("not-paid-in"), transaction.atomic():
        confirm_buy_out(key, by=made.fund.two, at=BUY_ON)
    for who in ("city", "first", "second"):
        made.fund.pays(who, call, at=BUY_ON)
    with refused("plan-changed"), transaction.atomic():
        confirm_buy_out(key, by=made.fund.two, at=BUY_ON)
    waiting = made.fund.prepares_call(50, BUY_ON)
    drop("buyout", key, reason="Có lần gọi vốn mới", by=made.fund.one, at=BUY_ON)
    buys(made)
    with refused("plan-changed"), transaction.atomic():
        confirm_call(waiting.pk, by=made.fund.two, at=BUY_ON)
    assert Call.objects.filter(state="posted").count() == 2


def test_a_reversal_gives_everything_back_until_something_is_built_on_it() -> None:
    made = fund_with_schedule()
    before = held(made), made.sums()
    row = buys(made)
    ask_reversal("buyout", row.pk, reason="Tiền bị ngân hàng trả lại", by=made.fund.one, at=BUY_ON)
    confirm_reversal("buyout", row.pk, by=made.fund.two, at=BUY_ON)
    assert (held(made), made.sums()) == before
    assert bought_out(made.id) is None
    again = buys(made, first=600)
    assert again.number == 2
    assert held(made) == {"first": (900, 450), "second": (101, 50)}
    assert all(statement.residual == 0 for statement in statements(made, BUY_ON.date()).values())
    call = made.fund.calls(10, BUY_ON + timedelta(days=1))
    assert call.notices.count() == 2
    with refused("not-last"), transaction.atomic():
        ask_reversal("buyout", again.pk, reason="Nhầm", by=made.fund.one, at=BUY_ON + timedelta(days=1))


def test_nobody_joins_and_no_terms_change_after_it() -> None:
    made = fund_with_schedule()
    buys(made)
    made.fund.commits("late", 100, at=BUY_ON)
    with refused("bought-out"), transaction.atomic():
        made.fund.prepares_close("late", at=BUY_ON)
    with refused("in-use"), transaction.atomic():
        agree_distribution(made.id, TERMS, by=made.fund.one, at=BUY_ON)


def test_accounts_and_statements_of_both_sides_say_so_and_leave_nothing() -> None:
    made = fund_with_schedule()
    key = made.invests(400, later(30))
    made.values(key, 600, later(100).date(), later(110))
    day_before, then = (BUY_ON - timedelta(days=1)).date(), BUY_ON - timedelta(seconds=1)
    known = files(statements(made, day_before, then))
    buys(made)
    assert files(statements(made, day_before, then)) == known  # the same bytes, whatever came since
    late = statements(made, day_before, BUY_ON + timedelta(hours=1))
    assert {who: cells(one, "account", "closing")[1] for who, one in late.items() if who} == {
        "city": 420, "first": 210, "second": 70,
    }  # fmt: skip
    after = statements(made, BUY_ON.date(), known=BUY_ON + timedelta(hours=1))
    assert all(one.residual == 0 for one in after.values())
    city, first, second = after["city"], after["first"], after["second"]
    worth = 700 * 600 // 1001  # 100 in cash and the investment at 600
    assert cells(city, "account", "handed-over")[1] == -420
    assert abs(worth - 420) <= 1
    assert cells(city, "account", "closing")[1] == 0
    assert cells(first, "account", "handed-over")[1] == 315
    assert cells(second, "account", "handed-over")[1] == 105
    assert cells(city, "account", "contribution-1")[1] == 300
    assert cells(city, "commitment", "price")[1] == 306
    assert cells(first, "commitment", "price")[1] == -230
    assert cells(city, "commitment", "taken-over")[1] == -300
    assert cells(first, "commitment", "unfunded")[1] == 375
    assert str(city.row("performance", "dpi").cells[0].value) == "1.020000"
    assert cells(first, "performance", "in")[0] == 150 + 230
    total = sum(cells(one, "account", "closing")[1] for who, one in after.items() if who)
    assert total == cells(after[""], "balance", "net")[0]


def test_the_account_of_an_investor_says_what_may_still_be_called() -> None:
    made = fund_with_schedule()
    buys(made)
    left = {}
    for who, key in made.fund.commitments.items():
        told = account(commitment(made.fund.one, key), today=date(2028, 6, 1))
        left[who] = (told.called.minor, told.uncalled.minor)
        assert told.bought is not None
    assert left == {"city": (300, 0), "first": (150, 375), "second": (50, 126)}


def test_what_stands_in_the_way_is_told_before_the_form_is_filled_in() -> None:
    made = fund_with_schedule()
    soon = offer_of(made.id, date(2027, 1, 1))
    assert [one["en"] for one in hindrances(made.id, soon)] == [
        "By the terms the right to buy holds from 2028-03-12 to the end of 2034-03-12."
    ]
    assert hindrances(made.id, offer_of(made.id, BUY_ON.date())) == ()


def files(made: dict[str, Any]) -> dict[str, bytes]:
    return {who: one.as_json("vi") for who, one in made.items()}


def statements(made: Portfolio, on: date, known: Any = None) -> dict[str, Any]:
    """Of every investor by name, and of the fund as ""."""
    moment = known or BUY_ON + timedelta(days=400)
    asked = asked_of(on, moment, now=BUY_ON + timedelta(days=500))
    found = {who: of_commitment(key, asked) for who, key in made.fund.commitments.items()}
    return {**found, "": of_vehicle(made.id, asked)}
