"""Statements from entries alone: lines, periods, reversals, what is common, what leaves a residual. No database."""

import json
import sys
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.capital.rules.funds.charges import FeeStep
from longbien.capital.rules.performance import rates
from longbien.capital.rules.statements.account import capital_account
from longbien.capital.rules.statements.document import Figure, Head, Row, Statement, Table, plain
from longbien.capital.rules.statements.fund import balance, cash, fees, holdings, members
from longbien.capital.rules.statements.lines import called
from longbien.capital.rules.statements.moves import Moved, Spot, spot_of
from longbien.capital.rules.statements.of_account import account_statement
from longbien.capital.rules.statements.of_fund import fund_statement
from longbien.capital.rules.statements.performance import Index, Payments, performance
from longbien.capital.rules.statements.quarters import Span, quarter_of, quarters
from longbien.capital.rules.statements.shares import commitments, split
from longbien.capital.rules.statements.told import performance_table
from longbien.capital.rules.statements.track import Admitted, by_year
from longbien.kernel.ids import to_slug
from longbien.kernel.money import Money
from longbien.kernel.text import Text

A, B = UUID(int=1), UUID(int=2)
a, b, firm = to_slug(A), to_slug(B), to_slug(UUID(int=9))
FIRST = date(2026, 1, 1)
YEAR = Span(FIRST, date(2026, 12, 31))
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
PURPOSES = {UUID(int=102): "Robots"}


def entry(number: int, kind: str, on: date, *legs: str, reverses: int = 0) -> list[Moved]:
    """Legs as `debit[/whose] > credit[/whose] amount`."""
    found = []
    for leg in legs:
        debit, _, rest = leg.partition(" > ")
        credit, amount = rest.rsplit(" ", 1)
        ends = [Spot(*spot.partition("/")[::2]) for spot in (debit, credit)]
        undone = UUID(int=100 + reverses) if reverses else None
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        found.append(Moved(UUID(int=100 + number), number, on, moment, f"capital.{kind}", *ends, int(amount), undone))
    return found


def day(month: int, of: int = 1) -> date:
    return date(2026, month, of)


CLOSED = entry(1, "close", day(1), f"committed > uncalled/{a} 600", f"committed > uncalled/{b} 400")
CALLED = entry(
    2, "call", day(2), f"uncalled/{a} > committed 60", f"due/{a} > capital/{a} 60", f"uncalled/{b} > committed 40",
    f"due/{b} > capital/{b} 40",
)  # fmt: skip
PAID = [*entry(3, "receipt", day(3), f"cash > due/{a} 60"), *entry(4, "receipt", day(3), f"cash > due/{b} 40")]
FEE = entry(5, "fee", day(4), "fee > fee-owed 7")
BOUGHT = entry(6, "invest", day(4), f"cost/{firm} > cash 80")
VALUED = entry(7, "value", day(5), f"fair-value/{firm} > unrealised/{firm} 20")
SOLD = entry(
    8, "realise", day(6), "proceeds > realisation 150", f"realisation > cost/{firm} 80",
    f"realisation > realised/{firm} 70", f"unrealised/{firm} > fair-value/{firm} 20",
)  # fmt: skip
SHARED = entry(
    9, "distribution", day(7), f"distributed/{a} > distribution 84", f"distributed/{b} > distribution 56",
    "carry > distribution 10", f"distribution > payable/{a} 84", f"distribution > payable/{b} 56",
    "distribution > carry-owed 10",
)  # fmt: skip
OUT = entry(
    10, "payout", day(8), f"payable/{a} > proceeds 84", f"payable/{b} > proceeds 56", "carry-owed > proceeds 10"
)  # fmt: skip
LIFE = [*CLOSED, *CALLED, *PAID, *FEE, *BOUGHT, *VALUED, *SOLD, *SHARED, *OUT]
HEAD = Head(UUID(int=7), "Fund", "VND", YEAR, NOON, A, "A Ltd", 10, 10, "ab" * 32)


def by_code(lines) -> dict[str, int]:
    return {one.code: one.since for one in lines}


def test_a_life_from_a_close_to_a_payout_leaves_nothing():
    account = capital_account(LIFE, a, YEAR, PURPOSES)
    assert by_code(account.lines) == {
        "contribution-1": 60, "fee": -4, "realised": 42, "unrealised": 0, "carry": -6, "returned": -60, "gained": -24,
    }  # fmt: skip
    assert (account.opening, account.closing, account.residual) == (0, 8, 0)
    assert by_code(account.beside.values()) == {
        "committed": 600, "called": 60, "unfunded": 540, "interest": 0, "paid-in": 60, "paid-back": 0, "paid-out": 84,
        "due": 0, "refund": 0, "payable": 0,
    }  # fmt: skip
    assert balance(LIFE, YEAR).residual == cash(LIFE, YEAR).residual == 0
    assert [one.value for one in members(LIFE, YEAR.last)] == [8, 5]
    [held] = holdings(LIFE, YEAR.last)
    assert (held.invested, held.cost, held.value, held.returned) == (80, 0, 0, 150)


def test_a_period_shows_what_is_new_and_begins_where_the_last_one_ended():
    months = [capital_account(LIFE, b, Span(day(n), day(n, 28)), PURPOSES) for n in range(1, 9)]
    assert all(one.closing == after.opening for one, after in pairwise(months))
    assert all(one.residual == 0 for one in months)
    assert {one.code: one.period for one in months[4].lines if one.period} == {"unrealised": 8}


def test_a_later_close_is_equalisation_and_its_interest_stands_aside():
    joined = entry(
        20, "close", day(9), f"committed > uncalled/{firm} 500", f"uncalled/{firm} > committed 30",
        f"due/{firm} > equalisation 33", f"capital/{a} > equalisation 20", f"committed > uncalled/{a} 20",
        f"capital/{b} > equalisation 10", f"committed > uncalled/{b} 10", f"equalisation > capital/{firm} 30",
        f"equalisation > refund/{a} 22", f"equalisation > refund/{b} 11",
    )  # fmt: skip
    back = entry(21, "refund", day(10), f"refund/{a} > cash 22")
    moves = [*CLOSED, *CALLED, *PAID, *joined, *back]
    late, early = (capital_account(moves, who, YEAR, {}) for who in (firm, a))
    assert by_code(late.lines) == {"equalised-in": 30}
    assert by_code(early.lines) == {"called": 60, "equalised-out": -20}
    assert (late.beside["interest"].since, early.beside["interest"].since) == (3, -2)
    assert (early.beside["paid-back"].since, late.residual, early.residual) == (22, 0, 0)
    undone = [
        Moved(UUID(int=130), 30, day(11), NOON, one.kind, one.credit, one.debit, one.amount, one.entry)
        for one in reversed(joined)
    ]
    again = capital_account([*moves[: -len(back)], *undone], a, YEAR, {})
    assert by_code(again.lines) == {"called": 60, "equalised-out": 0}
    assert again.residual == 0


def test_a_reversal_stands_in_the_line_of_what_it_undoes():
    undone = [
        Moved(UUID(int=130), 30, day(9), NOON, one.kind, one.credit, one.debit, one.amount, one.entry)
        for one in reversed(SHARED)
    ]
    account = capital_account([*LIFE[: -len(OUT)], *undone], a, YEAR, PURPOSES)
    assert {code: since for code, since in by_code(account.lines).items() if code in ("returned", "gained")} == {
        "returned": 0, "gained": 0,
    }  # fmt: skip
    assert account.residual == 0


def test_what_may_be_called_again_and_other_changes_have_lines_of_their_own():
    again = entry(
        20, "distribution", day(9), f"distributed/{a} > payable/{a} 30", f"committed > uncalled/{a} 25"
    )  # fmt: skip
    other = entry(21, "gift", day(9), f"cash > capital/{a} 5")
    account = capital_account([*CLOSED, *CALLED, *again, *other], a, YEAR, PURPOSES)
    assert by_code(account.lines) == {
        "contribution-1": 60, "otherwise": 5, "returned": -5, "recallable": -25,
    }  # fmt: skip
    assert account.beside["unfunded"].since == 565


JOINED = entry(20, "close", day(9), f"committed > uncalled/{firm} 1000")


def test_who_joins_after_a_distribution_shares_what_is_left_by_commitments():
    moves = [*LIFE, *JOINED]
    late, early = (capital_account(moves, who, YEAR, PURPOSES) for who in (firm, a))
    assert by_code(late.lines)["counted"] == -70
    assert by_code(early.lines)["counted"] == 42
    assert (late.residual, early.residual) == (0, 0)
    net = balance(moves, YEAR).net
    assert sum(one.value for one in members(moves, YEAR.last)) == net == 13
    said = account_statement(moves, HEAD, PURPOSES)
    assert said.residual == 0
    assert "joined after a distribution" in said.notes[2]["en"]
    undone = [
        Moved(UUID(int=140), 40, day(10), NOON, one.kind, one.credit, one.debit, one.amount, one.entry)
        for one in JOINED
    ]
    assert "counted" not in by_code(capital_account([*moves, *undone], a, YEAR, PURPOSES).lines)
    itself = entry(20, "close", day(9), f"committed > uncalled/{firm} 1000", f"distributed/{firm} > distributed/{a} 70")
    told = capital_account([*LIFE, *itself], firm, YEAR, PURPOSES)
    assert {"returned": 0, "gained": -70}.items() <= {"returned": 0, **by_code(told.lines)}.items()
    assert "counted" not in by_code(told.lines)


def test_an_account_that_no_line_knows_shows_as_a_residual():
    strange = entry(20, "gift", day(9), "cash > surprise 5")
    assert balance([*LIFE, *strange], YEAR).residual == 10
    assert fund_statement([*LIFE, *strange], HEAD, [], {}).residual > 0
    assert called("capital.gift")["en"] == "capital.gift"
    assert spot_of("capital/f/cost/x") == Spot("cost", "x")


def test_the_fee_stands_beside_what_the_clause_comes_to():
    steps = (FeeStep(5, Fraction(2, 100)),)
    clauses = [(datetime(2025, 1, 1, tzinfo=UTC), steps)]
    accrued = entry(5, "fee", day(7, 2), "fee > fee-owed 9")
    wrong = entry(6, "fee", date(2027, 1, 1), "fee > fee-owed 12")
    [one] = fees([*CLOSED, *accrued, *wrong], YEAR.last, clauses)
    assert (one.accrued, one.by_clause, one.residual) == (9, 9, 0)
    assert [each.residual for each in fees([*CLOSED, *accrued, *wrong], date(2027, 1, 1), clauses)] == [0, 1]
    undone = entry(7, "fee", day(8), "fee-owed > fee 9", reverses=5)
    assert fees([*CLOSED, *accrued, *undone], YEAR.last, clauses) == ()
    assert [each.by_clause for each in fees([*CLOSED, *accrued], YEAR.last, [])] == [0]
    assert fees(accrued, YEAR.last, clauses) == ()


@given(st.integers(-(10**20), 10**20), st.lists(st.integers(0, 10**18), max_size=6))
def test_parts_of_what_is_common_add_up(amount: int, weights: list[int]):
    assert sum(split(amount, weights)) == (amount if sum(weights) else 0)


@settings(max_examples=30)
@given(st.data())
def test_every_account_adds_up_to_the_net_assets_whatever_is_booked(data: st.DataObject):
    names = [
        "cash",
        "fee",
        "carry",
        "proceeds",
        f"capital/{a}",
        f"due/{b}",
        f"distributed/{b}",
        f"cost/{firm}",
        "escrow",
    ]
    moves = [*CLOSED]
    for number in range(20, 20 + data.draw(st.integers(0, 6))):
        debit, credit = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
        kind = data.draw(st.sampled_from(["call", "close", "receipt", "payout"]))
        when = day(data.draw(st.integers(1, 12)))
        moves += entry(number, kind, when, f"{debit} > {credit} {data.draw(st.integers(1, 999))}")
    stands = balance(moves, YEAR)
    assert stands.residual == 0
    assert cash(moves, YEAR).residual == 0
    values = [one.value for one in members(moves, YEAR.last)]
    assert sum(values) == stands.net


def test_quarters_follow_the_calendar():
    assert quarter_of(date(2026, 5, 9)) == Span(date(2026, 4, 1), date(2026, 5, 9))
    found = [*quarters(date(2025, 11, 30), date(2026, 5, 9))]
    assert [(one.first.month, one.last) for one in found] == [
        (4, date(2026, 5, 9)), (1, date(2026, 3, 31)), (10, date(2025, 12, 31)),
    ]  # fmt: skip


def test_performance_says_only_what_can_be_told(monkeypatch):
    payments = Payments(100, 0, {FIRST: -100})
    index = Index("Market", {date(2025, 12, 31): Fraction(100), date(2026, 7, 1): Fraction(110)})
    did = performance(payments, 120, date(2027, 1, 1), index)
    assert did.irr == pytest.approx(0.2)
    assert (did.days, did.is_short) == (365, False)
    assert did.pme == pytest.approx(120 / 110)
    assert did.direct_alpha == pytest.approx(1.2 / 1.1 - 1)
    assert (did.dpi, did.tvpi) == (0, Fraction(6, 5))
    early = Index("Market", {date(2026, 7, 1): Fraction(110)})
    assert performance(payments, 120, date(2027, 1, 1), early).pme is None
    assert performance(payments, 0, date(2027, 1, 1)).irr is None
    assert performance(Payments(0, 0, {}), 0, FIRST).dpi is None
    rates.pyxirr.cache_clear()
    monkeypatch.setitem(sys.modules, "pyxirr", None)
    bare = performance(payments, 120, date(2027, 1, 1), index)
    rates.pyxirr.cache_clear()
    assert (bare.irr, bare.pme, bare.direct_alpha, bare.tvpi) == (None, None, None, Fraction(6, 5))


@pytest.mark.parametrize(("days", "says"), [(1, "annualised: 1 day"), (364, "annualised: 364 days"), (365, "")])
def test_a_rate_of_less_than_a_year_says_that_it_is_annualised(days: int, says: str):
    end = FIRST + timedelta(days=days)
    market = Index("Market", {FIRST: Fraction(100), end: Fraction(100)})
    did = performance(Payments(100, 0, {FIRST: -100}), 101, end, market)
    named = {row.code: row.name["en"] for row in performance_table(did, "VND", ()).rows}
    for code in ("irr", "direct-alpha"):
        assert (says in named[code], "annualised" in named[code]) == (True, bool(says))
    unknown = performance_table(performance(Payments(0, 0, {}), 0, FIRST), "VND", ())
    assert not [row for row in unknown.rows if "annualised" in row.name["en"]]


def test_payments_leave_out_what_was_undone():
    receipt = entry(3, "receipt", day(3), f"cash > due/{a} 60")
    undone = entry(4, "receipt", day(3), f"due/{a} > cash 60", reverses=3)
    did = account_statement([*CLOSED, *CALLED, *receipt, *undone], HEAD, PURPOSES)
    assert did.row("performance", "in").cells == (Money(0, "VND"),)
    assert did.row("performance", "irr").cells == (None,)


def test_a_statement_is_the_same_bytes_in_each_language():
    said = account_statement(LIFE, HEAD, PURPOSES, Index("Market", {FIRST: Fraction(1)}))
    told = json.loads(said.as_json("en"))
    assert said.as_json("en") == account_statement(LIFE, HEAD, PURPOSES, Index("Market", {FIRST: Fraction(1)})).as_json(
        "en"
    )
    assert (told["investor"]["name"], told["residual"]["minor"]) == ("A Ltd", "0")
    [fee] = [row for row in told["tables"][0]["rows"] if row["code"] == "fee"]
    assert fee["share"] == [{"minor": "600", "currency": "VND"}, {"minor": "1000", "currency": "VND"}]
    assert fee["entries"][0]["minor"] == "-7"
    assert "note" not in told["tables"][2]
    whole = fund_statement(LIFE, HEAD, [(datetime(2025, 1, 1, tzinfo=UTC), (FeeStep(5, Fraction(2, 100)),))], {a: "A"})
    assert [one.code for one in whole.tables] == ["balance", "cash", "fees", "investors", "investments", "performance"]
    assert "Market" not in whole.as_json("vi").decode()
    assert whole.row("investors", a).name["vi"] == "A"
    assert whole.row("balance", "nothing") is None
    unnamed = Statement("fund", said.title, Head(UUID(int=7), "F", "VND", YEAR, NOON), (), ())
    assert "investor" not in json.loads(unnamed.as_json("vi"))
    empty = fund_statement([], HEAD, [], {})
    assert [one.code for one in empty.tables] == ["balance", "cash", "performance"]
    strange = account_statement(LIFE, Head(UUID(int=7), "F", "VND", YEAR, NOON), {})
    assert strange.row("account", "closing").cells[1] == Money(0, "VND")


def test_cells_are_plain_data():
    cells = (Money(5, "VND"), Figure.of(0.5), FIRST, Text.of(vi="b", en="a"), 3, None)
    assert [plain(cell, "en") for cell in cells] == [
        {"minor": "5", "currency": "VND"}, "0.500000", "2026-01-01", "a", 3, None,
    ]  # fmt: skip
    assert Figure.of(1e30) is None
    assert Figure.of(None) is None
    row = Row("x", Text.of(vi="x"), ())
    assert Statement("k", row.name, HEAD, (Table("t", row.name, (), (row,)),), ()).row("t", "x") == row


def test_the_way_to_the_goal_adds_up_year_by_year():
    admitted = [Admitted(date(2026, 3, 1), "private", 300), Admitted(date(2025, 3, 1), "public", 100)]
    found = by_year(admitted, 2027)
    assert [(one.year, one.sums.public, one.sums.private) for one in found] == [
        (2025, 100, 0), (2026, 100, 300), (2027, 100, 300),
    ]  # fmt: skip
    assert found[-1].sums.lever == 3
    assert by_year([], 2027) == ()
    assert commitments(CLOSED) == {a: 600, b: 400}
