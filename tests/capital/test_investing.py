"""From a call to a distribution, through the actions that officers take: every amount in the ledger, and four eyes."""

from datetime import date, timedelta
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.capital.actions.investing.agree_distribution import agree_distribution
from longbien.capital.actions.investing.deciding import drop
from longbien.capital.actions.investing.distribute import confirm_distribution, pay_out
from longbien.capital.actions.investing.invest import confirm_investment
from longbien.capital.actions.investing.rating import Rated
from longbien.capital.actions.investing.settle import confirm_settlement, prepare_settlement, take_back
from longbien.capital.actions.investing.undo import ask_reversal, confirm_reversal
from longbien.capital.actions.investing.value import confirm_valuation
from longbien.capital.models import Distribution, Investment, Spent, Valuation
from longbien.capital.queries.funds import book
from longbien.capital.queries.funds.books import accounts, code_of
from longbien.capital.queries.investing.decisions import distribution
from longbien.capital.queries.investing.explaining import explain
from longbien.capital.queries.investing.holdings import held, investments
from longbien.capital.queries.investing.results import results
from longbien.capital.queries.investing.returns import returns
from longbien.capital.rules.funds.books import Place
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal
from longbien.ledger.queries import audit, balance
from longbien.people.models import Interest
from longbien.people.queries import actor_for
from tests.capital.make_investing import NOW, TERMS, Portfolio, later, portfolio
from tests.ledger.test_export import checked
from tests.people.make import actor, organisation

pytestmark = pytest.mark.django_db
DEAL = {"waterfall": {"scope": "deal", "carry": "20%", "clawback": {"escrow": "30%"}}}


def refused(code: str):
    return pytest.raises(Refusal, match=rf"^{code}")


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
    assert made.got(row) == {"city": 539, "first": 270, "second": 91}
    made.pays(row, later(205))
    assert made.sums()["proceeds"] == 30  # the escrow
    found = results([made.fund.card])[made.id]
    assert (found.invested, found.value, found.distributed, found.nav) == (400, 0, 900, 100)
    assert (found.dpi, found.tvpi) == (1.8, 2.0)
    told = returns({made.id: found}, today=later(205).date())[made.id]
    assert told.percent > 100
    assert (told.days, told.is_short) == (205, True)
    assert audit()[1] == []
    assert made.fund.residual == 0


def test_a_second_officer_looks_and_the_first_one_cannot():
    made = portfolio()
    key = made.prepares(400)
    with refused("not-allowed"):
        confirm_investment(key, by=made.fund.one, at=NOW)
    with refused("not-found"):
        confirm_investment(key, by=actor("programme-officer"), at=NOW)
    drop("investment", key, reason="Nhập nhầm", by=made.fund.two, at=NOW)
    with refused("not-now"):
        confirm_investment(key, by=made.fund.two, at=NOW)
    with refused("reason-missing"):
        drop("investment", made.prepares(1), reason="", by=made.fund.two, at=NOW)


def test_whoever_is_tied_to_a_company_decides_nothing_about_it():
    made = portfolio()
    key = made.prepares(100)
    Interest.objects.create(
        person_id=made.fund.two.id, organisation_id=made.company, kind="adviser", since=date(2026, 1, 1), entered_at=NOW
    )  # fmt: skip
    made.fund.two = actor_for(made.fund.two.id)
    with refused("not-allowed"):
        confirm_investment(key, by=made.fund.two, at=NOW)
    made.fund.one = made.fund.two
    with refused("not-allowed"):
        made.prepares(100)


def test_limits_of_law_of_terms_and_of_cash_are_refused():
    made = portfolio()
    for amount, said in ((501, "hãy gọi vốn trước"), (700, "/concentration")):
        with refused("against-the-rules") as told:
            made.prepares(amount)
        assert said in str([fault.what["vi"] for fault in told.value.faults])
    with refused("against-the-rules"):
        made.prepares(100, recycled=50)
    with refused("not-found"):
        made.prepares(100, company=new_id())
    with refused("not-yet"):
        made.prepares(100, on=later(1).date())
    with refused("about-missing"):
        made.prepares(100, about=" ")
    for rated in (Rated(Money(10**18, "VND")), Rated(Money(10**17, "USD"), "26000", "bank")):
        with refused("bad-amount"):
            made.prepares(rated)
    with refused("bad-rate"):
        made.prepares(Rated(Money(1, "USD"), "26000", ""))


def test_proceeds_may_be_invested_again_as_far_as_the_terms_say():
    made = portfolio()
    first = made.invests(400)
    sold = made.takes(first, 450, later(10))
    with refused("against-the-rules"):
        made.prepares(210, later(11), recycled=210)  # 20 % of 1001 are 200
    made.invests(250, later(11), recycled=200, company=organisation("Cảm biến", "company").pk)
    assert made.sums()["proceeds"] == 250
    assert Spent.objects.get().amount == 200
    row = made.distributes(sold, at=later(12), keep=50)
    assert (row.amount, made.sums()["payable"]) == (200, 200)
    with refused("no-proceeds"):
        made.prepares_to_distribute(new_id(), at=later(12))
    assert audit()[1] == []
    assert made.fund.residual == 0


def test_another_currency_goes_out_and_comes_back_at_rates_with_their_sources(tmp_path):
    made = portfolio()
    key = made.invests(Rated(Money(10, "USD"), "3000", "Vietcombank"), share=Fraction(0), instrument="loan")
    assert Investment.objects.get().cost == 300
    made.takes(key, Rated(Money(4, "USD"), "3100", "Vietcombank"), later(5), kind="interest")
    made.takes(key, Rated(Money(12, "USD"), "3200", "Vietcombank"), later(10))
    sums = made.sums()
    assert (sums["income"], sums["realised"], sums["proceeds"]) == (124, 84, 508)
    assert (sums["foreign-stake"], sums["foreign-fx"]) == (-6, -6)
    assert "fx" not in sums
    assert "foreign-cash" not in sums
    assert audit()[1] == []
    path = tmp_path / "books.beancount"
    call_command("ledger", "export", "--beancount", str(path), stdout=StringIO())
    assert checked(path).returncode == 0
    text = path.read_text()
    path.write_text(text.replace(" -84 ~ 0 VND", " -85 ~ 0 VND"))
    assert path.read_text() != text
    assert checked(path).returncode != 0


def test_a_value_counts_as_of_its_day_and_is_known_from_its_approval_on():
    made = portfolio()
    key = made.invests(400)
    row = Investment.objects.get()
    first, second = later(50).date(), later(100).date()
    made.values(key, 600, second, later(110))
    known_before = later(115)
    made.values(key, 500, first, later(120))  # found later, for an earlier day
    account = accounts(made.id)[code_of(made.id, Place("fair-value", key))].id
    assert held(row, on=first).above == 100
    assert held(row, on=second).above == held(row).above == 200
    assert balance(account, on=first, known_at=known_before) == 0
    assert balance(account, on=second, known_at=known_before) == 200
    made.values(key, 600, later(130).date(), later(130))  # no change: nothing is posted
    assert Valuation.objects.get(number=3).entry is None
    with refused("against-the-rules"):
        made.values(key, 1, later(-1).date(), later(130))
    with refused("against-the-rules"):
        made.values(key, 1, later(140).date(), later(130))
    assert audit()[1] == []


def test_a_valuation_needs_what_is_held_and_one_at_a_time():
    made = portfolio()
    key = made.invests(400)
    with refused("not-found"):
        made.values(new_id(), 1, NOW.date(), NOW)
    made.fund.two, two = made.fund.one, made.fund.two
    with refused("not-allowed"):
        made.values(key, 600, NOW.date(), NOW)
    with refused("one-at-a-time"):
        made.values(key, 600, NOW.date(), NOW)
    confirm_valuation(Valuation.objects.get().pk, by=two, at=NOW)
    made.fund.two = two
    made.takes(key, 700, later(1))
    with refused("not-held"):
        made.values(key, 600, later(2).date(), later(2))


def test_a_part_a_loss_and_an_asset_in_kind():
    made = portfolio()
    key, other = made.invests(200), made.invests(201, company=organisation("Cảm biến", "company").pk)
    made.values(key, 299, later(11).date(), later(11))
    half = made.takes(key, 180, later(12), kind="partial", part=Fraction(1, 2))
    assert held(Investment.objects.get(pk=key)) == held(Investment.objects.get(pk=key), on=later(12).date())
    assert made.sums()["cost"] == 301
    assert made.sums()["fair-value"] == 50
    made.takes(other, 0, later(13), kind="write-off")
    assert made.sums()["realised"] == 80 - 201
    with refused("not-valued"):
        made.takes(key, 151, later(14), kind="in-kind")
    asset = made.takes(key, 150, later(14), kind="in-kind")
    for wrong in (((half, asset), 0, "mixed"), ((half,), 180, "keeps-too-much"), ((asset,), 1, "keeps-too-much")):
        with refused(wrong[2]):
            made.prepares_to_distribute(*wrong[0], at=later(15), keep=wrong[1])
    with refused("out-of-order"):
        made.prepares_to_distribute(half, at=later(11))
    money = made.distributes(half, at=later(15))
    assert '"closes":true' in money.plan  # the write-off is told once
    row = made.distributes(asset, at=later(15))
    assert (row.in_kind_id, row.amount) == (key, 150)
    assert '"closes":true' in row.plan
    for one in (money, row):
        made.pays(one, later(16))
    assert "in-kind" not in made.sums()
    with refused("not-to-pay"):
        made.pays(row, later(16))
    with refused("out-of-order"):
        made.takes(key, 5, later(-1), kind="dividend")
    with refused("not-found"):
        made.takes(new_id(), 5, later(16))
    with refused("against-the-rules"):
        made.takes(key, 5, later(16))
    assert audit()[1] == []
    assert made.fund.residual == 0


def test_a_draft_whose_figures_have_changed_is_refused_and_posting_twice_is_too():
    made = portfolio()
    key = made.invests(400)
    sold = made.takes(key, 600, later(5))
    row = made.prepares_to_distribute(sold, at=later(400))
    with refused("one-at-a-time"):
        made.prepares_to_distribute(sold, at=later(400))
    call = made.fund.calls(100, at=later(300))
    with refused("plan-changed"):
        confirm_distribution(row.pk, by=made.fund.two, at=later(400))
    drop("distribution", row.pk, reason="Số liệu đổi", by=made.fund.two, at=later(400))
    row = made.distributes(sold, at=later(400))
    assert call.due_on.isoformat() in row.plan
    with refused("not-now"):
        confirm_distribution(row.pk, by=made.fund.two, at=later(400))
    with refused("in-use"):
        agree_distribution(made.id, DEAL, by=made.fund.one, at=later(400))


def test_terms_are_agreed_before_and_kept_by_their_version():
    made = portfolio(None)
    sold = made.takes(made.invests(400), 600, later(5))
    with refused("no-terms"):
        made.prepares_to_distribute(sold, at=later(5))
    with refused("bad-terms"):
        agree_distribution(made.id, {"waterfall": {}}, by=made.fund.one, at=NOW)
    assert agree_distribution(made.id, TERMS, by=made.fund.one, at=NOW) == 2
    assert agree_distribution(made.id, TERMS, by=made.fund.one, at=NOW) == 2


def settle(made: Portfolio, at) -> Distribution:
    key = prepare_settlement(made.id, on=at.date(), by=made.fund.one, at=at)
    confirm_settlement(key, by=made.fund.two, at=at)
    return Distribution.objects.get(pk=key)


def test_nothing_is_settled_before_anything_was_distributed():
    made = portfolio()
    with refused("nothing-distributed"):
        settle(made, NOW)


def test_each_kind_can_be_reversed_by_two_and_the_books_stand_as_before():
    made = portfolio()
    before = made.sums()
    key = made.invests(400)
    value = made.values(key, 600, NOW.date(), NOW)
    sold = made.takes(key, 1000, later(11))
    row = made.distributes(sold, at=later(12))
    steps = (("distribution", row.pk), ("proceeds", sold), ("valuation", value), ("investment", key))
    for kind, one in steps[1:]:
        with refused("not-last"):
            ask_reversal(kind, one, reason="Nhập nhầm", by=made.fund.one, at=later(13))
    for n, (kind, one) in enumerate(steps):
        at = later(13 + n)
        with refused("not-asked"):
            confirm_reversal(kind, one, by=made.fund.two, at=at)
        ask_reversal(kind, one, reason="Nhập nhầm", by=made.fund.one, at=at)
        with refused("not-allowed"):
            confirm_reversal(kind, one, by=made.fund.one, at=at)
        assert confirm_reversal(kind, one, by=made.fund.two, at=at)
        with refused("not-last"):
            ask_reversal(kind, one, reason="Nhập nhầm", by=made.fund.one, at=at)
    assert made.sums() == before
    assert made.fund.residual == 0
    assert audit()[1] == []
    paid = made.distributes(made.takes(made.invests(100, later(20)), 50, later(21)), at=later(22))
    made.pays(paid, later(22))
    with refused("not-last"):
        ask_reversal("distribution", paid.pk, reason="Nhập nhầm", by=made.fund.one, at=later(23))


def test_the_manager_gives_back_what_was_too_much_when_all_is_sold():
    made = portfolio(DEAL)
    good, bad = made.invests(250), made.invests(250, company=organisation("Cảm biến", "company").pk)
    row = made.distributes(made.takes(good, 400, later(10)), at=later(10))
    assert (row.carry, row.escrow) == (30, 9)
    made.pays(row, later(10))
    with refused("not-over"):
        prepare_settlement(made.id, on=later(11).date(), by=made.fund.one, at=later(11))
    made.takes(bad, 0, later(20), kind="write-off")
    done = settle(made, later(21))
    assert (done.amount, done.carry, done.escrow) == (30, 21, 0)  # a loss: all of it comes back
    assert sum(made.got(done).values()) == 30
    with refused("not-to-pay"):
        made.pays(done, later(22))
    take_back(done.pk, paid_on=later(22).date(), by=made.fund.one, at=later(22))
    with refused("nothing-owed"):
        take_back(done.pk, paid_on=later(22).date(), by=made.fund.one, at=later(22))
    made.pays(done, later(22))
    sums = made.sums()
    assert {"carry", "escrow", "proceeds", "payable", "carry-due"} & sums.keys() == set()
    assert sums["distributed"] == 400
    with refused("settled"):
        prepare_settlement(made.id, on=later(23).date(), by=made.fund.one, at=later(23))
    assert audit()[1] == []


def test_a_good_end_releases_the_escrow():
    made = portfolio()
    row = made.distributes(made.takes(made.invests(400), 1000, later(200)), at=later(200))
    made.pays(row, later(200))
    done = settle(made, later(201))
    assert (done.amount, done.carry, done.escrow) == (0, 0, row.escrow)
    pay_out(done.pk, paid_on=later(201).date(), by=made.fund.one, at=later(201))
    assert "proceeds" not in made.sums()
    other = portfolio({"waterfall": {"carry": "0%"}})
    other.distributes(other.takes(other.invests(400), 300, later(20)), at=later(20))
    with refused("nothing-to-settle"):
        settle(other, later(21))


PUBLIC = ({"pari-passu": {}}, {"capped": {"rate": "5%"}}, {"first-loss": {"share": "50%"}},
          {"profit-shift": {"share": "50%"}})  # fmt: skip


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    scope=st.sampled_from(["fund", "deal", "deal-with-losses"]),
    public=st.sampled_from(PUBLIC),
    first=st.integers(1, 1500),
    second=st.integers(0, 600),
    more=st.integers(0, 300),
)
def test_whatever_comes_in_adds_up_on_the_way_of_the_officers(scope, public, first, second, more):
    """Tiers sum to the cash, the investors get no less of more, the manager ends with at most its share of the profit,
    and a reversal leaves nothing behind."""
    with transaction.atomic():
        terms = {**TERMS, "waterfall": {**TERMS["waterfall"], "scope": scope}, "public": public}
        made = portfolio(terms)
        one = made.invests(250)
        two = made.invests(250, company=organisation(f"Cảm biến {new_id()}", "company").pk)
        sold = made.takes(one, first, later(300))
        before = made.sums()
        row = made.distributes(sold, at=later(300))
        told = explain(distribution(row.pk)).explanation
        assert (told.residual, told.cash) == (0, first)
        assert sum(made.got(row).values()) + row.carry == first
        ask_reversal("distribution", row.pk, reason="Thử", by=made.fund.one, at=later(300))
        confirm_reversal("distribution", row.pk, by=made.fund.two, at=later(300))
        assert made.sums() == before
        again = made.distributes(sold, at=later(300))
        assert made.got(again) == made.got(row)
        extra = made.takes(one, more, later(300), kind="dividend") if more else None
        if extra:
            made.distributes(extra, at=later(300))
        theirs = sum(one.amount for one in Distribution.objects.filter(vehicle=made.id, state="posted")) - sum(
            Distribution.objects.filter(vehicle=made.id, state="posted").values_list("carry", flat=True)
        )
        assert theirs >= first - row.carry
        lost = made.takes(two, second, later(400), kind="exit" if second else "write-off")
        if second:
            made.distributes(lost, at=later(400))
        received = sum(one.carry for one in Distribution.objects.filter(vehicle=made.id, state="posted"))
        profit = first + more + second - 500
        if received:
            done = settle(made, later(401))
            assert received - done.amount <= max(Fraction(1, 5) * profit, 0)
        assert book(made.fund.card).residual == 0
        assert audit()[1] == []
        transaction.set_rollback(True)


def test_money_is_invested_only_from_the_day_it_was_there():
    made = portfolio()
    call = made.fund.calls(200, at=later(10))
    made.fund.pays("city", call, 100, at=later(20))
    made.prepares(600, later(20), on=later(20).date())
    with refused("against-the-rules") as told:
        made.prepares(600, later(20), on=later(19).date())
    assert [(one.where, "chỉ còn 500 VND" in one.what["vi"]) for one in told.value.faults] == [("on", True)]
    with refused("against-the-rules"):
        made.prepares(1, later(20), on=NOW.date() - timedelta(days=1))


def test_a_distribution_before_anything_was_due_says_from_when_on():
    made = portfolio()
    sold = made.takes(made.invests(100), 200, NOW)
    with refused("nothing-paid-in") as told:
        made.prepares_to_distribute(sold, at=NOW)
    assert "12/03/2026" in told.value.what["vi"]
    made.prepares_to_distribute(sold, at=later(10))
