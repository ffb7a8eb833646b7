"""A run distribution is what the simulation makes of the same flows; a buy-out passes the stake and loses nothing."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from longbien.capital.rules.accounts import SIDES
from longbien.capital.rules.funds.calling import further_call, split
from longbien.capital.rules.funds.counting import Asked, Paid, counted
from longbien.capital.rules.investing.books import Handed, buy_out
from longbien.capital.rules.investing.buying import BuyOutPlan, Held, buy, handed_on
from longbien.capital.rules.investing.explaining import explained
from longbien.capital.rules.investing.flows import LATE, Flow, joined, read_flow
from longbien.capital.rules.investing.plans import DistributionPlan, Source, read_owed
from longbien.capital.rules.investing.sharing import Investor, share
from longbien.capital.rules.investing.terms import read_distribution
from longbien.capital.rules.investing.words import clause_name, input_name
from longbien.capital.rules.public.compare import after_carry
from longbien.capital.rules.public.price import grown, price, price_line, window
from longbien.capital.rules.public.sharing import Moment, share_out
from longbien.capital.rules.public.terms import Band, BuyOut
from longbien.capital.rules.written.said import said

START = date(2026, 1, 1)
YOZMA = (Band(Fraction(1, 100), 4), Band(Fraction(5, 100)))
PUBLIC = {
    "pari-passu": {},
    "buy-out": {"after_years": 4, "schedule": [{"rate": "1%", "until_years": 4}, {"rate": "5%"}]},
    "capped": {"rate": "5%"},
    "first-loss": {"share": "60%"},
    "profit-shift": {"share": "50%"},
}
CITY, FIRST = Investor("city", "public", 600), Investor("first", "private", 400)
MANY = (CITY, Investor("state", "public", 37), Investor("first", "private", 300), Investor("second", "private", 101))
days = st.dates(START, date(2040, 12, 31))
amounts = st.integers(0, 10**9)


def terms(code, carry="20%"):
    waterfall = {"carry": carry, "hurdle": {"rate": "8%"}, "catch_up": {"share": "100%"}}
    return read_distribution({"waterfall": waterfall, "public": {code: PUBLIC[code]}})


@st.composite
def lives(draw, *, proportional):
    """Payments of both sides on their own days (the late later), and proceeds, in the order of days. What was called
    of everybody counts from the day it was due, as in a run fund."""
    found = [Flow(START, 10**6, 600_000, 400_000, source="call 1")]
    for number, (due, unit, late) in enumerate(
        draw(st.lists(st.tuples(days, st.integers(1, 10**6), st.integers(0, 400)), max_size=4)), start=2
    ):
        public, private = (600 * unit, 400 * unit) if proportional else (draw(amounts), draw(amounts))
        if proportional or not late:
            found.append(Flow(due, public + private, public, private, source=f"call {number}"))
        else:
            day = due + timedelta(days=late)
            found.append(Flow(due, public + private, public, 0, source=f"call {number}"))
            found.append(Flow(day, 0, 0, private, source=f"call {number}{LATE}{day}"))
    given_ = draw(
        st.lists(st.tuples(days, st.integers(1, 10**9)), min_size=1, max_size=5, unique_by=lambda one: one[0])
    )
    found += [Flow(on, proceeds=cash, source=f"proceeds {n}") for n, (on, cash) in enumerate(given_, start=1)]
    return sorted(found, key=lambda one: (one.on, one.is_paid_out))


def run(rules, flows, investors):
    """Distribution by distribution, as officers post them: each goes on from the stored plan of the one before."""
    before, owed, found = [], {}, []
    for place, flow in enumerate(flows):
        if flow.is_paid_out:
            known = [one for one in flows[:place] if not one.is_paid_out]
            now = (*joined(before, known), flow)
            sharing = share(rules, now, 1, investors, owed)
            plan = DistributionPlan(flow.on, "t", (Source("p", sharing.cash),), now, sharing).content()
            assert explained(plan).residual == sharing.residual == 0
            before, owed = [read_flow(one) for one in plan["flows"]], read_owed(plan)
            found.append((sharing, explained(plan)))
    return found


def simulated(rules, flows):
    """The same flows all at once: first the manager, then what is left between the sides."""
    called = [Moment(one.on, one.called, 0, one.proceeds, one.source) for one in flows]
    net = after_carry(rules.waterfall, called)[0]
    sides = [
        Moment(one.on, one.public, one.private, left.proceeds, one.source) for one, left in zip(flows, net, strict=True)
    ]
    return share_out(rules.public, sides, rules.waterfall.hurdle.day_count)


def side_of(parts, investors, source):
    return sum(parts.get(one.id, 0) for one in investors if one.source == source)


@given(st.sampled_from(["capped", "first-loss", "profit-shift"]), lives(proportional=False))
def test_a_run_gives_each_side_what_the_simulation_does(code, flows):
    """Every day, late payers and all; and what each investor's paths explain adds up to it."""
    rules = terms(code)
    ran = run(rules, flows, MANY)
    days_ = [one for one, flow in zip(simulated(rules, flows), flows, strict=True) if flow.is_paid_out]
    assert len(ran) == len(days_)
    for (sharing, told), day in zip(ran, days_, strict=True):
        parts = sharing.parts()
        assert side_of(parts, MANY, "public") == day.public_out
        assert side_of(parts, MANY, "private") == day.private_out
        assert sum(parts.values()) + sharing.carry == sharing.cash == told.cash
        lines = {(one.clause, one.formula) for one in day.lines}
        assert {(path.side.clause.replace("/distribution/public", "/public_terms"), path.side.formula) for path in
                told.paths if path.side} <= lines  # fmt: skip


@given(st.sampled_from(["pari-passu", "buy-out"]), lives(proportional=True))
def test_side_by_side_a_run_and_the_simulation_agree_to_the_unit(code, flows):
    """Until a buy-out is used, by commitments: the same as by what was paid in where calls are split by them."""
    rules = terms(code)
    alike = [flow for flow in flows if code == "pari-passu" or flow.on <= date(2030, 1, 1)]
    assume(any(flow.is_paid_out for flow in alike))
    ran = run(rules, alike, (CITY, FIRST))
    days_ = [one for one, flow in zip(simulated(terms("pari-passu"), alike), alike, strict=True) if flow.is_paid_out]
    for (sharing, _told), day in zip(ran, days_, strict=True):
        assert (sharing.parts().get("city", 0), sharing.parts().get("first", 0)) == (day.public_out, day.private_out)


@given(lives(proportional=True), st.booleans())
def test_a_run_buy_out_costs_and_leaves_what_the_simulated_one_does(flows, retroactive):
    """Exercised on the first day of its window, as the simulation does where it is worth it."""
    rules = BuyOut(YOZMA, 4, retroactive)
    flows = [*flows, Flow(date(2050, 1, 1), proceeds=10**14, source="proceeds")]  # it is worth it
    moments = [Moment(one.on, one.public, one.private, one.proceeds, one.source) for one in flows]
    shared = share_out(rules, moments, "act/365")
    until = window(rules, START).first
    bought = [one for one in shared for line in one.lines if line.tier == "price"]
    assume(bought)
    before = [one for one in flows if one.on <= until]
    investors = (CITY, FIRST)
    plain = read_distribution({"waterfall": {"carry": "0%"}, "public": {"buy-out": PUBLIC["buy-out"]}})
    got = [sharing.parts().get("city", 0) for sharing, _ in run(plain, before, investors)]
    paid = [(one.on, one.public) for one in before if one.public]
    paid += [(one.on, -minor) for one, minor in zip([one for one in before if one.is_paid_out], got, strict=True)]
    line = price_line(rules, grown(rules, paid, until, "act/365"), until)
    assert line.minor == bought[0].private_in == bought[0].public_out
    held = Held("city", 600, 600)
    done = buy(rules, grown(rules, paid, until, "act/365"), until, [held], {"first": 600})
    stakes = {one.id: one.committed + done.moved()[one.id].committed for one in investors}
    assert stakes == {"city": 0, "first": 1000}
    after = [one for one in flows if one.on > until and one.is_paid_out]
    for one in after:
        [flow] = [day for day in shared if day.on == one.on and day.lines and day.lines[0].tier != "price"]
        assert (flow.public_out, flow.private_out) == (0, one.proceeds)


@given(
    st.lists(st.tuples(st.integers(1, 10**12), st.integers(0, 100)), min_size=1, max_size=4),
    st.lists(st.integers(1, 1000), min_size=1, max_size=4),
    st.integers(0, 10**12),
)
def test_a_buy_out_hands_over_all_of_it_and_explains_every_unit(public, weights, minor):
    sellers = [Held(f"s{n}", committed, committed * part // 100) for n, (committed, part) in enumerate(public)]
    whole = sum(one.committed for one in sellers)
    assume(whole >= sum(weights))
    takers = {f"b{n}": weight for n, weight in enumerate(weights[1:])}
    takers[f"b{len(weights)}"] = whole - sum(weights[1:])
    rules, on = BuyOut(YOZMA, 0), date(2029, 5, 6)
    parts = grown(rules, [(START, minor)], on, "30/360", ["call 1"])
    done = buy(rules, parts, on, sellers, takers)
    moved = done.moved()
    assert sum(one.committed for one in moved.values()) == sum(one.called for one in moved.values()) == 0
    assert sum(one.price for one in moved.values()) == 0
    assert [moved[one.id].committed for one in sellers] == [-one.committed for one in sellers]
    assert [moved[one.id].called for one in sellers] == [-one.called for one in sellers]
    assert {who: moved[who].committed for who in takers} == takers
    assert all(0 <= one.called <= one.committed and one.price >= 0 for one in done.passed)
    content = BuyOutPlan(on, "t", "30/360", parts, done).content()
    told = explained(content)
    assert (told.cash, told.residual) == (done.price, 0)
    assert sum(path.minor for path in told.paths) == done.price
    moves = list(buy_out(Handed(one.seller, one.buyer, one.called, one.committed - one.called, one.price)
                         for one in done.passed))  # fmt: skip
    assert {move.debit.name for move in moves} <= SIDES.keys()
    assert all(move.amount > 0 for move in moves)
    assert sum(move.amount for move in moves if move.debit.name == "bought-for") == done.price


def test_the_parts_of_a_buy_out_are_the_whole():
    rules, on = BuyOut(YOZMA, 0), date(2029, 5, 6)
    parts = grown(rules, [(START, 100)], on, "30/360")
    for takers in ({"a": 99}, {"a": 101}, {"a": 100, "b": 0}, {}):
        with pytest.raises(ValueError, match="all that was committed"):
            buy(rules, parts, on, [Held("s", 100, 50)], takers)


def test_what_the_sellers_lacked_the_buyers_lack():
    owed = {"city": Fraction(1, 2), "a": Fraction(-1, 4), "b": Fraction(-1, 4)}
    moved = {"city": -600, "a": 450, "b": 150}
    assert handed_on(owed, moved) == {"a": Fraction(1, 8), "b": Fraction(-1, 8)}
    assert handed_on({}, {"city": -1, "a": 1}) == {"a": 0}


def test_the_window_of_a_schedule():
    always, ending = BuyOut(YOZMA, 2), BuyOut(YOZMA, 0, until_years=5)
    assert window(always, START).holds(date(2028, 1, 1))
    assert window(always, START).holds(date(2090, 1, 1))
    assert not window(always, START).holds(date(2027, 12, 31))
    assert window(ending, START).holds(START)
    assert window(ending, START).holds(date(2031, 1, 1))
    assert not window(ending, START).holds(date(2031, 1, 2))
    assert said(always)["en"].startswith("After 2 years private")
    assert said(ending)["vi"].startswith("Đến hết năm 5 vốn tư nhân")
    assert said(BuyOut(YOZMA, 2, until_years=8))["en"].startswith("After 2 years, until the end of year 8, private")
    assert said(BuyOut(YOZMA, 0))["en"].startswith("From the start private")


def test_a_price_names_every_payment_and_every_rate():
    paid, on = [(START, 1000), (date(2028, 1, 1), -100)], date(2032, 1, 1)
    told = {one: price_line(BuyOut(YOZMA, 4, one), grown(BuyOut(YOZMA, 4, one), paid, on, "30/360", ["a", "b"]), on)
            for one in (True, False)}  # fmt: skip
    assert [(one.name, one.value, one.source) for one in told[True].inputs] == [
        ("net paid 2026-01-01", 1000, "a"), ("net paid 2028-01-01", -100, "b"),
        ("rate", Fraction(5, 100), "/public_terms/buy-out/schedule/1/rate"),
    ]  # fmt: skip
    assert [one.name for one in told[False].inputs][2:] == ["rate", "rate"]
    assert told[False].exact == price(BuyOut(YOZMA, 4, False), paid, on, "30/360")
    assert price_line(BuyOut(YOZMA, 4), grown(BuyOut(YOZMA, 4), [(START, -5)], on, "30/360"), on).minor == 0
    assert clause_name("/distribution/public/buy-out/schedule/1/rate")["en"] == "Band 2 of the buy-out's schedule"
    assert input_name("net paid 2026-01-31")["vi"] == "vốn công góp ròng ngày 31/01/2026"
    assert input_name("c")["en"] == "c: carry"
    assert input_name("strange") is None


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=5), st.lists(st.integers(1, 10**6), max_size=4), st.data())
def test_a_further_call_goes_on_where_the_calls_before_ended(commitments, calls, data):
    """With stakes that never changed hands, it is what the calls' own split says."""
    assume(sum(calls) < sum(commitments))
    amount = data.draw(st.integers(1, sum(commitments) - sum(calls)))
    so_far = [sum(column) for column in zip(*split(calls, commitments), strict=True)] or [0] * len(commitments)
    parts = further_call(amount, so_far, commitments)
    assert parts == split([*calls, amount], commitments)[-1]
    with pytest.raises(ValueError, match="more is called"):
        further_call(sum(commitments) + 1, so_far, commitments)


DUE = (date(2026, 2, 1), date(2026, 8, 1))


def test_what_was_called_counts_from_the_later_of_its_due_day_and_its_payment():
    early, late = Paid(60, date(2026, 1, 5), DUE[0]), Paid(40, date(2026, 3, 1), DUE[0])
    assert counted([Asked(DUE[0], 100, (late, early))]) == [[(DUE[0], 60), (date(2026, 3, 1), 40)]]
    assert counted([Asked(DUE[0], 100)]) == [[]]
    # a close paid 10 back: the earliest that came in still counts
    assert counted([Asked(DUE[0], 90, (early, late))]) == [[(DUE[0], 60), (date(2026, 3, 1), 30)]]
    # who joined in time counts from the day of each call; who paid late for it, from that day
    joined_ = [Paid(150, date(2026, 9, 10), date(2026, 9, 15)), Paid(50, date(2026, 9, 20), date(2026, 9, 15))]
    assert counted([Asked(DUE[0], 100), Asked(DUE[1], 100)], joined_) == [
        [(DUE[0], 100)], [(DUE[1], 50), (date(2026, 9, 20), 50)],
    ]  # fmt: skip
    # what is over of one call fills what another lacks
    over = [Asked(DUE[0], 99, (Paid(100, DUE[0], DUE[0]),)), Asked(DUE[1], 101, (Paid(100, DUE[1], DUE[1]),))]
    assert counted(over) == [[(DUE[0], 99)], [(DUE[1], 101)]]


def test_late_money_that_a_close_paid_back_is_gone():
    source = f"call 1{LATE}2026-03-01"
    before = [
        Flow(DUE[0], 100, 60, 0, source="call 1"),
        Flow(date(2026, 3, 1), 0, 0, 40, source=source),
        Flow(date(2026, 6, 1), proceeds=10, source="proceeds 1"),
    ]
    known = [Flow(DUE[0], 100, 60, 0, source="call 1")]
    assert joined(before, known)[-1] == Flow(date(2026, 6, 2), 0, 0, -40, source=source)
    assert joined(before, [*known, before[1]]) == before
