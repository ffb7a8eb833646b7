"""The pure rules of investments and distributions: what goes together, where every unit goes, what is explained."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.capital.rules.accounts import CONTROLS, OVERDRAWN, SIDES, net_assets
from longbien.capital.rules.funds.books import Place
from longbien.capital.rules.funds.terms import FundTerms, read_terms, write_terms
from longbien.capital.rules.investing import books
from longbien.capital.rules.investing.days import lowest_since
from longbien.capital.rules.investing.explaining import explained
from longbien.capital.rules.investing.flows import Flow, joined, read_flow, until
from longbien.capital.rules.investing.instruments import Bought, check_bought
from longbien.capital.rules.investing.limits import Asked, check_asked
from longbien.capital.rules.investing.plans import DistributionPlan, SettlementPlan, Source, read_owed
from longbien.capital.rules.investing.proceeds import CLOSING, INCOME, KINDS, Held, Realised, check_proceeds, realised
from longbien.capital.rules.investing.settling import settle
from longbien.capital.rules.investing.sharing import Investor, share
from longbien.capital.rules.investing.terms import DistributionShape, read_distribution
from longbien.capital.rules.investing.valuing import TECHNIQUES, Span, Valued, ValueInput, check_value, read_inputs
from longbien.capital.rules.investing.words import CLAUSES, TIERS, clause_name
from longbien.capital.rules.public.terms import Capped
from longbien.capital.rules.vehicles.limits import check_concentration
from longbien.capital.rules.vehicles.measures import Stake
from longbien.capital.rules.vehicles.pack import read_pack
from longbien.kernel.shape import examine, faults_only
from longbien.kernel.sourced import Sourced
from tests.capital.make_funds import PACK

DAY = date(2026, 1, 1)
INVESTORS = (Investor("city", "public", 600), Investor("first", "private", 300), Investor("second", "private", 101))
KEY, OTHER = UUID(int=1), UUID(int=2)
PUBLIC = (
    {"pari-passu": {}}, {"capped": {"rate": "5%"}}, {"first-loss": {"share": "50%"}},
    {"profit-shift": {"share": "50%"}},
    {"buy-out": {"after_years": 4, "schedule": [{"rate": "5%"}]}},
)  # fmt: skip


def terms(**more):
    waterfall = {"carry": "20%", "hurdle": {"rate": "8%"}, "catch_up": {"share": "100%"}, "clawback": {"escrow": "30%"}}
    return read_distribution({"waterfall": {**waterfall, **more.pop("waterfall", {})}, **more})


def faults(data):
    return [one.what["en"] for one in faults_only(list(examine(Sourced("t", data, {}), DistributionShape(), ("en",))))]


flows_ = st.lists(
    st.builds(
        Flow,
        on=st.dates(DAY, date(2034, 12, 31)),
        called=st.integers(0, 10**6),
        cost=st.integers(0, 10**6),
        deal=st.sampled_from("AB"),
        source=st.sampled_from(["call 1", "call 2"]),
    ),
    max_size=4,
)
rules_ = st.builds(
    lambda public, scope, carry: terms(public=public, waterfall={"scope": scope, "carry": carry}),
    st.sampled_from(PUBLIC),
    st.sampled_from(["fund", "deal", "deal-with-losses"]),
    st.sampled_from(["0%", "20%", "1/3"]),
)
cash_ = st.lists(st.tuples(st.integers(1, 10**6), st.sampled_from("AB"), st.booleans()), min_size=1, max_size=3)


def shared(rules, before, cash):
    called = [Flow(DAY, called=1000, public=600, private=400, cost=900, deal="A", source="call 0"), *before]
    split = [one if one.public else Flow(**{**vars(one), "private": one.called}) for one in called]
    end = date(2035, 1, 1)
    now = [Flow(end, proceeds=minor, deal=deal, closes=closes, source="exit") for minor, deal, closes in cash]
    flows = sorted([*split, *now], key=lambda one: (one.on, one.is_paid_out))
    return flows, share(rules, flows, len(now), INVESTORS, {})


@given(rules_, flows_, cash_)
def test_every_unit_of_a_distribution_is_explained_to_its_investor(rules, before, cash):
    flows, found = shared(rules, before, cash)
    assert found.cash == sum(minor for minor, _, _ in cash)
    assert found.residual == 0
    assert sum(found.parts().values()) + found.carry == found.cash
    assert 0 <= found.escrow <= found.carry
    plan = DistributionPlan(flows[-1].on, "t", (Source("p", found.cash),), tuple(flows), found)
    told = explained(plan.content())
    assert told.residual == 0
    assert [told.unit(0).first, told.at(told.cash + 1)] == [0, ()]
    assert told.at(told.cash)[0].minor > 0
    assert {one.line.tier for one in told.paths} <= TIERS.keys()
    got = found.parts()
    assert {who: sum(one.minor for one in told.paths if one.investor == who) for who in got} == got
    assert tuple(map(read_flow, plan.content()["flows"])) == tuple(flows)
    assert read_owed(plan.content()) == found.owed
    with pytest.raises(IndexError):
        told.unit(told.cash)


@given(rules_, flows_, st.integers(1, 10**6), st.integers(0, 10**5))
def test_investors_get_no_less_of_more(rules, before, cash, more):
    def theirs(minor):
        found = shared(rules, before, [(minor, "A", False)])[1]
        return found.cash - found.carry

    assert theirs(cash) <= theirs(cash + more)


@given(rules_, flows_, cash_)
def test_after_the_settlement_the_manager_has_at_most_its_share_of_the_profit(rules, before, cash):
    flows, found = shared(rules, before, cash)
    done = settle(rules, flows, INVESTORS, found.owed)
    assert done.received == found.carry
    assert done.received - done.given.due <= rules.waterfall.carry * max(done.profit, 0)
    assert sum(done.parts.values()) == done.given.due
    assert done.released >= 0
    assert done.short >= 0
    content = SettlementPlan(flows[-1].on, "t", (Source("p", 0),), tuple(flows), done).content()
    assert content["due"] == str(done.given.due)
    assert content["sources"] == [["p", "0"]]


def test_a_settlement_without_a_clause_takes_back_the_excess_all_the_same():
    rules = read_distribution({"waterfall": {"carry": "20%", "scope": "deal"}})
    called = Flow(DAY, called=1000, cost=500, deal="A", source="call 1")
    flows = [called, Flow(DAY, cost=500, deal="B"), Flow(date(2027, 1, 1), proceeds=900, deal="A", closes=True)]
    done = settle(rules, flows, INVESTORS, {})
    assert (done.received, done.profit, done.given.due, done.escrow) == (80, -100, 80, 0)
    assert done.parts == {"city": 48, "first": 24, "second": 8}


def test_flows_of_before_stay_as_they_were_and_late_ones_count_from_the_day_after():
    first = Flow(DAY, called=100, public=60, private=40, source="call 1")
    given_ = Flow(date(2026, 6, 1), proceeds=50, source="proceeds 1")
    again = Flow(DAY, called=100, public=50, private=50, source="call 1")
    late = Flow(date(2026, 5, 1), called=10, private=10, source="call 2")
    future = Flow(date(2027, 1, 1), called=5, private=5, source="call 3")
    found = joined([first, given_], [again, late, future])
    day_after = date(2026, 6, 2)
    moved = Flow(day_after, public=-10, private=10, source="call 1")
    assert found == [first, given_, moved, Flow(day_after, called=10, private=10, source="call 2"), future]
    assert until(found, day_after) == found[:4]
    assert joined([], [late, first]) == [first, late]
    assert joined([first], [first]) == [first]


def test_a_close_between_distributions_moves_money_between_the_sides_and_not_what_was_paid():
    rules = terms(public={"capped": {"rate": "5%"}})
    calls = [Flow(DAY, called=100, public=60, private=40, source="call 1")]
    out = Flow(date(2027, 1, 1), proceeds=60, source="proceeds 1")
    first = share(rules, [*calls, out], 1, INVESTORS, {})
    later = joined([*calls, out], [Flow(DAY, called=100, public=50, private=50, source="call 1")])
    again = share(rules, [*later, Flow(date(2028, 1, 1), proceeds=60, source="proceeds 2")], 1, INVESTORS, first.owed)
    assert first.parts()["city"] == 36
    assert again.residual == 0


TERMS = FundTerms(10, 10, 15, Fraction(0), (), {})


def test_terms_of_distribution_stand_in_the_terms_and_say_what_they_are():
    data = {"waterfall": {"carry": "20%"}, "public": {"capped": {"rate": "5%"}}, "concentration": "15%"}
    kept = FundTerms(**{**vars(TERMS), "distribution": data})
    assert read_terms(write_terms(kept)) == kept
    assert "distribution" not in write_terms(TERMS)
    found = read_distribution(data)
    assert (found.public, found.recycling, found.concentration) == (Capped(Fraction(1, 20)), 0, Fraction(15, 100))
    assert found.sides == found.public
    assert terms().sides is None
    assert terms().concentration is None
    assert faults(data) == []
    assert (
        "ladder" in faults({"waterfall": {"ladder": {"steps": [{"rate": "8%", "promote": "0%"}], "beyond": "20%"}}})[0]
    )
    assert "exactly one" in faults({**data, "public": {}})[0]
    equal = {"waterfall": {"carry": "20%"}, "equalise_distributions": True}
    assert faults(equal) == faults({**equal, "public": {"pari-passu": {}}}) == []
    assert "side by side" in faults({**equal, "public": {"capped": {"rate": "5%"}}})[0]
    assert "side by side" in faults({**equal, "public": 5})[-1]
    assert faults("x")
    assert faults({"waterfall": None})


def test_what_an_investment_must_say():
    def wrong(instrument="equity", cost=100, recycled=0, share=Fraction(1, 5)):
        return [one.where for one in check_bought(Bought(instrument, cost, recycled, share)).against]

    assert wrong() == []
    assert wrong(instrument="loan", share=Fraction(0)) == []
    assert wrong(instrument="gift") == ["instrument"]
    assert wrong(cost=0) == ["amount"]
    assert wrong(recycled=101) == ["recycled"]
    assert wrong(share=Fraction(2)) == ["share"]
    assert wrong(share=Fraction(0)) == ["share"]


def test_law_and_terms_refuse_an_investment_with_article_and_clause():
    limits = [{"measure": "company-share", "at_most": 50, "article": "Art. 5"},
              {"measure": "concentration", "at_most": 20, "article": "Art. 6"}]  # fmt: skip
    pack = read_pack({**PACK, "limits": limits}, ("vi", "en"))

    def said(rules=None, **more):
        asked = {"stake": Stake("c", Fraction(1, 5)), "currency": "VND", "committed": 1000, "in_company": 100,
                 "paid_from_cash": 100, "recycled_now": 0, "recycled": 0, "kept": 0, "cash": 100, "cash_then": 100,
                 **more}  # fmt: skip
        return [one.what["en"] for one in check_asked(Asked(**asked), pack, rules).against]

    assert said() == []
    assert "Art. 5" in said(stake=Stake("c", Fraction(51, 100)))[0]
    assert "Art. 6" in said(in_company=201)[0]
    assert "Art. 6" in said(committed=0)[0]
    assert "/concentration" in said(terms(concentration="5%"))[0]
    assert said(terms(concentration="50%")) == []
    assert "call capital first" in said(cash=99)[0]
    assert said(cash=99, cash_then=0) == said(cash=99)
    assert "choose a day when the money was there" in said(cash_then=99)[0]
    more = {"recycled_now": 30, "recycled": 30, "paid_from_cash": 70}
    assert said(terms(recycling="3%"), kept=30, **more) == []
    assert "/recycling" in said(terms(recycling="2%"), kept=30, **more)[0]
    assert "Of the proceeds 29 VND are left" in said(terms(recycling="3%"), kept=29, **more)[0]
    assert "at most 0 VND" in said(kept=30, **more)[0]
    assert check_concentration(Fraction(1), read_pack({**PACK, "limits": limits[:1]}, ("vi", "en")))


def test_what_a_valuation_must_say():
    inputs = read_inputs("giá = 12 | hợp đồng\n\nsố cổ phần=4")
    assert inputs == (ValueInput("giá", "12", "hợp đồng"), ValueInput("số cổ phần", "4", ""))
    for line in ("x", "= 1", "x ="):
        with pytest.raises(ValueError, match=line):
            read_inputs(line)
    span = Span(DAY, date(2026, 2, 1))
    good = {"technique": "multiples", "value": 0, "as_of": DAY, "calibration": "khớp", "inputs": inputs}

    def wrong(**more):
        return [one.where for one in check_value(Valued(**{**good, **more}), span).against]

    assert wrong() == []
    assert wrong(technique="feeling", value=-1, calibration="x", inputs=()) == [
        "technique", "value", "calibration", "inputs",
    ]  # fmt: skip
    assert wrong(as_of=DAY - timedelta(1)) == wrong(as_of=date(2026, 2, 2)) == ["as_of"]
    assert {one.section for one in TECHNIQUES.values()} == {"3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10"}
    assert TECHNIQUES["multiples"].citation.in_language("en").endswith("3.4")


def test_what_proceeds_must_say_and_what_goes_with_them():
    def wrong(kind="exit", received=10, part=Fraction(0), is_open=True):
        return [one.where for one in check_proceeds(kind, received, part, is_open=is_open).against]

    assert (
        wrong()
        == wrong("dividend", is_open=False)
        == wrong("write-off", 0)
        == wrong("partial", 5, Fraction(1, 2))
        == []
    )
    assert wrong("gift") == ["kind"]
    assert wrong(received=0) == wrong("write-off", 1) == ["amount"]
    assert wrong("partial", 5, Fraction(1)) == ["part"]
    assert wrong(is_open=False) == ["kind"]
    held = Held(101, -7)
    assert realised("exit", 150, Fraction(0), held) == Realised(150, 101, -7)
    assert realised("partial", 60, Fraction(1, 2), held) == Realised(60, 50, -3)
    assert realised("dividend", 60, Fraction(0), held) == Realised(60, 0, 0)
    assert realised("exit", 150, Fraction(0), held).gain == 49
    assert set(INCOME) | set(CLOSING) | {"partial"} == KINDS.keys()


@given(
    received=st.integers(0, 1000), cost=st.integers(0, 1000), above=st.integers(-500, 500), into=st.sampled_from("pf")
)
def test_what_is_realised_leaves_the_control_account_at_nothing(received, cost, above, into):
    place = Place(books.PROCEEDS if into == "p" else books.FX)
    moves = list(books.realise(KEY, Realised(received, cost, above), place))
    assert balance_of(moves, Place(books.REALISATION)) == 0
    assert balance_of(moves, place) == received
    assert balance_of(moves, Place(books.COST, KEY)) == -cost
    assert balance_of(moves, Place(books.FAIR_VALUE, KEY)) == balance_of(moves, Place(books.UNREALISED, KEY)) == -above
    assert balance_of(moves, Place(books.REALISED, KEY)) == received - cost
    assert all(move.amount > 0 for move in moves)


def test_distributions_and_settlements_leave_the_control_account_at_nothing():
    control, parts = Place(books.DISTRIBUTION), {KEY: 7, OTHER: 3}
    for moves in (
        list(books.distribute(parts, 5, 2)),
        list(books.distribute(parts, 0, 0)),
        list(books.distribute({}, 4, 4)),
        list(books.claw_back(parts, 6, 4, 1)),
        list(books.claw_back({KEY: 3}, 3, 0, 0)),
        list(books.claw_back({KEY: 3}, 0, 3, 0)),
        list(books.claw_back({}, 0, 0, 9)),
    ):
        assert balance_of(moves, control) == 0
    paid = [*books.distribute(parts, 5, 2), *books.pay_out(parts, 3, Place(books.PROCEEDS))]
    assert balance_of(paid, Place(books.PROCEEDS)) == -13
    assert balance_of(paid, Place(books.ESCROW)) == 2
    assert list(books.pay_out({}, 0, Place(books.PROCEEDS))) == []
    assert [move.amount for move in books.manager_pays(4)] == [4]


def test_another_currency_passes_through_and_leaves_nothing_behind():
    abroad = books.Abroad("USD", 50)
    out = [*books.recycle(9), *books.exchange_out(900, abroad), *books.buy(KEY, 900, abroad)]
    assert balance_of(out, Place(books.FX)) == balance_of(out, Place(books.FOREIGN_CASH, unit="USD")) == 0
    assert balance_of(out, Place(books.STAKE, KEY, "USD")) == 50
    back = [*books.arrive(KEY, abroad), *books.income(KEY, 950, books.FX), *books.exchange_in(950, abroad)]
    assert balance_of(out + back, Place(books.STAKE, KEY, "USD")) == 0
    assert balance_of(back, Place(books.PROCEEDS)) == 950
    assert [move.debit.name for move in books.buy(KEY, 5)] == ["cost"]


def test_every_account_has_a_side_and_what_is_owned_less_what_is_owed_is_net():
    assert SIDES.keys() >= CONTROLS | OVERDRAWN
    sums = {"cash": 10, "proceeds": 5, "cost": 100, "fair-value": -20, "payable": 3, "escrow": 2, "committed": 999}
    assert net_assets(sums) == 90


def balance_of(moves, place):
    """What moves leave on an account, on its own side."""
    debits = sum(move.amount for move in moves if move.debit == place)
    credits_ = sum(move.amount for move in moves if move.credit == place)
    return debits - credits_ if SIDES[place.name] == "debit" else credits_ - debits


@pytest.mark.parametrize(("day", "lowest"), [(1, -4), (2, 1), (5, 1), (6, 3), (7, 3)])
def test_the_lowest_balance_since_a_day_counts_what_was_written_late(day, lowest):
    moved = [(date(2026, 1, one), amount) for one, amount in ((2, 6), (6, 2), (1, -4), (5, -1))]
    assert lowest_since(date(2026, 1, day), moved) == lowest
    assert lowest_since(date(2026, 1, 1), [(date(2026, 1, 2), 6)]) == lowest_since(date(2026, 1, day), []) == 0


def test_clauses_have_names():
    assert clause_name("/distribution/waterfall/hurdle") == CLAUSES["/distribution/waterfall/hurdle"]
    assert clause_name("/elsewhere")["en"] == "/elsewhere"
