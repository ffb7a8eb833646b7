"""Statements of a fund whose public share was bought, from entries alone: both sides, reversals, no past told anew."""

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.capital.rules.statements.account import capital_account
from longbien.capital.rules.statements.fund import balance, cash, members
from longbien.capital.rules.statements.moves import Moved
from longbien.capital.rules.statements.of_account import account_statement
from longbien.capital.rules.statements.of_fund import fund_statement
from longbien.capital.rules.statements.performance import Payments
from longbien.capital.rules.statements.quarters import Span
from longbien.capital.rules.statements.shares import commitments, values_of
from tests.capital.rules.test_statements import (
    BOUGHT,
    CALLED,
    CLOSED,
    FEE,
    HEAD,
    LIFE,
    NOON,
    PAID,
    PURPOSES,
    SOLD,
    VALUED,
    YEAR,
    a,
    b,
    by_code,
    day,
    entry,
    firm,
)

TAKEN = entry(
    30, "buy-out", day(5, 15), f"capital/{a} > capital/{b} 60", f"uncalled/{a} > uncalled/{b} 540",
    f"bought-for/{b} > sold-for/{a} 70",
)  # fmt: skip
BEFORE = [*CLOSED, *CALLED, *PAID, *FEE, *BOUGHT, *VALUED]
GIVEN = entry(
    31, "distribution", day(7), f"distributed/{b} > distribution 140", "carry > distribution 10",
    f"distribution > payable/{b} 140", "distribution > carry-owed 10",
)  # fmt: skip
PAID_OUT = entry(32, "payout", day(8), f"payable/{b} > proceeds 140", "carry-owed > proceeds 10")
MOVES = [*BEFORE, *TAKEN, *SOLD, *GIVEN, *PAID_OUT]


def test_the_value_passes_and_the_past_of_both_sides_stays() -> None:
    """100 called, a fee of 7, an investment worth 20 more: 113, of which the seller has six tenths."""
    assert values_of(BEFORE) == {a: 68, b: 45}
    seller, buyer = (capital_account(MOVES, who, YEAR, PURPOSES) for who in (a, b))
    assert by_code(seller.lines) == {
        "contribution-1": 60, "fee": -4, "realised": 0, "unrealised": 12, "carry": 0, "handed-over": -68,
    }  # fmt: skip
    assert (seller.closing, seller.residual, buyer.residual) == (0, 0, 0)
    assert by_code(buyer.lines) == {
        "contribution-1": 40, "fee": -3, "realised": 70, "unrealised": -12, "carry": -10, "returned": -110,
        "gained": -30, "handed-over": 68,
    }  # fmt: skip
    assert by_code(seller.beside.values())["taken-over"] == -540
    assert by_code(buyer.beside.values())["price"] == -70
    assert (seller.beside["unfunded"].since, buyer.beside["unfunded"].since) == (0, 900)
    assert commitments(MOVES) == {a: 0, b: 1000}
    assert [one.value for one in members(MOVES, YEAR.last)] == [0, 13]
    assert balance(MOVES, YEAR).residual == cash(MOVES, YEAR).residual == 0
    assert balance(MOVES, YEAR).net == 13


def test_the_price_counts_in_what_each_side_earned_and_the_papers_say_so() -> None:
    said = account_statement(MOVES, HEAD, PURPOSES)
    assert said.residual == 0
    assert any("buy-out" in note["en"] for note in said.notes)
    paid_in, out = (said.row("performance", code).cells[0].minor for code in ("in", "out"))
    assert (paid_in, out) == (60, 70)
    assert any("buy-out" in note["en"] for note in fund_statement(MOVES, HEAD, [], {}).notes)
    assert not any("buy-out" in note["en"] for note in fund_statement(LIFE, HEAD, [], {}).notes)
    before = account_statement(MOVES, HEAD, PURPOSES)
    assert before.as_json("vi") == said.as_json("vi")


def test_months_join_each_other_over_the_buy_out() -> None:
    for who in (a, b):
        months = [capital_account(MOVES, who, Span(day(n), day(n, 28)), PURPOSES) for n in range(1, 9)]
        assert all(one.residual == 0 for one in months)
        assert [one.closing for one in months[:-1]] == [one.opening for one in months[1:]]


def reversal(moves: list[Moved], number: int) -> list[Moved]:
    return [
        Moved(UUID(int=100 + number), number, one.on, NOON, one.kind, one.credit, one.debit, one.amount, one.entry)
        for one in reversed(moves)
    ]


def test_one_that_was_reversed_never_was() -> None:
    moves = [*BEFORE, *TAKEN, *reversal(TAKEN, 33)]
    assert values_of(moves) == values_of(BEFORE)
    account = capital_account(moves, b, YEAR, PURPOSES)
    assert account.residual == 0
    assert "handed-over" not in by_code(account.lines)
    said = account_statement(moves, HEAD, PURPOSES)
    assert said.row("performance", "out").cells[0].minor == 0
    assert Payments.of(()).paid_in == 0
    again = [*moves, *[Moved(UUID(int=140), 40, *one_of(leg)) for leg in TAKEN]]
    assert values_of(again) == {a: 0, b: 113}


def one_of(leg: Moved) -> tuple[object, ...]:
    return leg.on, NOON, leg.kind, leg.debit, leg.credit, leg.amount


@settings(max_examples=40)
@given(st.data())
def test_accounts_add_up_to_the_net_assets_whatever_is_booked_around_it(data: st.DataObject) -> None:
    names = ["cash", "fee", "carry", "proceeds", "escrow", f"cost/{firm}", f"unrealised/{firm}", f"payable/{b}"]
    moves = [*BEFORE, *TAKEN]
    for number in range(40, 40 + data.draw(st.integers(0, 6))):
        debit, credit = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
        when = day(data.draw(st.integers(1, 12)), data.draw(st.integers(1, 28)))
        moves += entry(number, "value", when, f"{debit} > {credit} {data.draw(st.integers(1, 999))}")
    stands = balance(moves, YEAR)
    assert stands.residual == 0
    values = [one.value for one in members(moves, YEAR.last)]
    assert sum(values) == stands.net
    for who in (a, b):
        assert capital_account(moves, who, YEAR, PURPOSES).residual == 0
    assert values[0] == 0
