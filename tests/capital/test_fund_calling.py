"""Calls and equalisation: nothing is lost, and who comes late ends as if present at the first close."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.capital.rules.funds import books
from longbien.capital.rules.funds.books import CAPITAL, CONTROL, DUE, REFUND, UNCALLED, Place, balance
from longbien.capital.rules.funds.calling import Drawn, Given, Share, equalise, handed, keep_within, next_call, split
from longbien.capital.rules.funds.plans import Days, Party, plan_call, plan_close

DAY = date(2026, 1, 31)
EIGHT = Fraction(8, 100)


def test_a_published_equalisation():
    """DesTek: 50m called of 405m; three late investors of 20, 30 and 40m are asked their part of 495m."""
    million = 1_000_000
    calls = [Drawn(50 * million, DAY)]
    joining = [20 * million, 30 * million, 40 * million]
    shares = equalise(calls, [405 * million], joining, on=DAY, rate=EIGHT)
    assert [one.principal for one in shares[1:]] == [2_020_202, 3_030_303, 4_040_404]
    assert shares[0].principal == -(2_020_202 + 3_030_303 + 4_040_404)


def test_a_published_interest():
    """4m at 8 % for 90 days, actual/365, is 78,904.10: the unit below is paid, and it goes to those who waited."""
    calls = [Drawn(8_000_000, DAY)]
    shares = equalise(calls, [100_000_000], [100_000_000], on=DAY + timedelta(days=90), rate=EIGHT)
    assert shares == [Share(-4_000_000, -78_904), Share(4_000_000, 78_904)]
    assert shares[1].net == 4_078_904


def test_interest_is_paid_by_who_came_late_to_those_who_waited():
    shares = equalise([Drawn(1000, date(2026, 10, 3))], [1500, 500], [2000], on=date(2027, 1, 1), rate=EIGHT)
    assert shares == [Share(-375, -7), Share(-125, -2), Share(500, 9)]


def test_a_first_close_asks_nothing():
    assert equalise([], [], [5, 7], on=DAY, rate=EIGHT) == [Share(0, 0), Share(0, 0)]


def test_a_call_that_is_not_due_yet_bears_no_interest():
    shares = equalise([Drawn(100, DAY)], [1000], [1000], on=DAY - timedelta(days=5), rate=EIGHT)
    assert [one.interest for one in shares] == [0, 0]


def test_nobody_is_called_more_than_they_committed():
    # Two units that can't be halved, then all of the rest: the third part would have no room for its fraction.
    assert split([1, 1, 1], [1, 1, 1]) == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert next_call(1, [2], [1, 1, 1]) == [0, 0, 1]
    with pytest.raises(ValueError, match="more is called"):
        split([4], [1, 1, 1])


def test_a_unit_without_room_goes_to_whoever_is_owed_most():
    parts, owed = [3, 1, 2], [Fraction(-1), Fraction(1, 2), Fraction(1)]
    keep_within(parts, [2, 5, 3], owed)
    assert parts == [2, 1, 3]
    assert owed == [0, Fraction(1, 2), 0]


AMOUNTS = st.lists(st.integers(1, 10**13), min_size=1, max_size=6)


@st.composite
def histories(draw):
    """Commitments in several closes and calls in between, never more than what is committed at the time."""
    groups = draw(st.lists(AMOUNTS, min_size=1, max_size=4))
    calls, steps, held = [], [], []
    for group in groups:
        steps.append((len(calls), group))
        held += group
        for _ in range(draw(st.integers(0, 3))):
            left = sum(held) - sum(one.amount for one in calls)
            if left:
                day = DAY + timedelta(days=draw(st.integers(0, 2000)))
                calls.append(Drawn(draw(st.integers(1, left)), day))
    return steps, calls


@given(histories())
@settings(max_examples=40)
def test_all_end_as_if_present_at_the_first_close(history):
    """However they came, each has been called what they would have been, had everybody been there from the first day;
    every close adds up to zero, and no part drifts more than two units from its exact share."""
    steps, calls = history
    held: list[int] = []
    stood: list[int] = []
    done = 0
    for made, group in steps:
        for amount in [one.amount for one in calls[done:made]]:
            parts = next_call(amount, [one.amount for one in calls[:done]], held)
            stood, done = [a + b for a, b in zip(stood, parts, strict=True)], done + 1
        shares = equalise(calls[:made], held, group, on=DAY + timedelta(days=900), rate=EIGHT)
        assert sum(one.principal for one in shares) == 0
        assert sum(one.interest for one in shares) == 0
        held, stood = [*held, *group], [*stood, *[0] * len(group)]
        stood = [a + one.principal for a, one in zip(stood, shares, strict=True)]
    before = [one.amount for one in calls[:done]]
    at_once = [sum(column) for column in zip(*split(before, held), strict=True)] or [0] * len(held)
    assert stood == at_once
    exact = [Fraction(sum(before) * one, sum(held)) for one in held]
    assert all(abs(a - b) <= 2 for a, b in zip(stood, exact, strict=True))


@st.composite
def lives_of_funds(draw):
    """Closes with calls and distributions in between: what a fund of one investor would see, in its order."""
    steps: list[tuple[str, object]] = [("close", draw(AMOUNTS))]
    held, called = sum(steps[0][1]), 0
    for kind in draw(st.lists(st.sampled_from(("call", "give", "close")), max_size=6)):
        day = DAY + timedelta(days=len(steps) * 100)
        if kind == "close":
            steps.append((kind, draw(AMOUNTS)))
            held += sum(steps[-1][1])
        elif kind == "give":
            steps.append((kind, Given(day, tuple(draw(st.lists(st.integers(0, 10**13), min_size=1, max_size=3))))))
        elif held > called:
            steps.append((kind, Drawn(draw(st.integers(1, held - called)), day)))
            called += steps[-1][1].amount
    return [*steps, ("close", draw(AMOUNTS))]


@given(lives_of_funds(), st.sampled_from([Fraction(0), EIGHT]))
@settings(max_examples=40)
def test_who_comes_after_a_distribution_ends_as_if_present_before_it(life, rate):
    """Each has been called and been given what they would have been, had everybody been there from the first day; and
    each pays or gets that, and the interest, to the last unit."""
    held, called, had, paid = [], [], [], []
    calls, gave = [], []
    for kind, what in life:
        if kind == "call":
            parts = next_call(what.amount, [one.amount for one in calls], held)
            calls.append(what)
            called = [a + b for a, b in zip(called, parts, strict=True)]
            paid = [a + b for a, b in zip(paid, parts, strict=True)]
        elif kind == "give":
            gave.append(what)
            parts = handed(gave, held)[0][-1]
            had = [a + b for a, b in zip(had, parts, strict=True)]
            paid = [a - b for a, b in zip(paid, parts, strict=True)]
        else:
            shares = equalise(calls, held, what, on=DAY + timedelta(days=2000), rate=rate, given=gave)
            for name in ("principal", "interest", "given", "net"):
                assert sum(getattr(one, name) for one in shares) == 0
            moves = [*books.equalisation({UUID(int=n): one for n, one in enumerate(shares, start=1)})]
            assert balance(moves, Place(CONTROL)) == 0
            held, more = [*held, *what], [0] * len(what)
            called = [a + one.principal for a, one in zip([*called, *more], shares, strict=True)]
            had = [a + one.given for a, one in zip([*had, *more], shares, strict=True)]
            paid = [a + one.net - one.interest for a, one in zip([*paid, *more], shares, strict=True)]
    at_once = [sum(column) for column in zip(*split([one.amount for one in calls], held), strict=True)]
    given_at_once = [sum(column) for column in zip(*handed(gave, held)[0], strict=True)]
    assert called == (at_once or [0] * len(held))
    assert had == (given_at_once or [0] * len(held))
    assert paid == [a - b for a, b in zip(called, had, strict=True)]


def test_a_newcomer_after_a_distribution_pays_in_net_of_it():
    """100 called of 1,000, 40 given after a year, then an equal commitment a year on: half of each, 8 % both ways."""
    year = timedelta(days=365)
    gave = [Given(DAY + year, (40,))]
    shares = equalise([Drawn(100, DAY)], [1000], [1000], on=DAY + 2 * year, rate=EIGHT, given=gave)
    assert shares == [Share(-50, -8 + 1, -20), Share(50, 8 - 1, 20)]
    assert [one.net for one in shares] == [-37, 37]
    assert equalise([Drawn(100, DAY)], [1000], [], on=DAY, rate=EIGHT, given=gave) == [Share(0, 0)]


@given(AMOUNTS, st.data())
@settings(max_examples=40)
def test_a_call_of_all_that_is_left_asks_exactly_what_was_committed(commitments, data):
    whole, calls = sum(commitments), []
    while whole:
        calls.append(data.draw(st.integers(1, whole)) if len(calls) < 4 else whole)
        whole -= calls[-1]
    assert [sum(column) for column in zip(*split(calls, commitments), strict=True)] == commitments


# ---- in the ledger

A, B, C = (UUID(int=n) for n in (1, 2, 3))


def test_the_moves_of_a_close_leave_the_control_account_at_zero():
    plan = plan_close(
        [Drawn(100, DAY)], [Party(A, 600), Party(B, 400)], [Party(C, 1000)],
        days=Days(DAY + timedelta(days=365), DAY + timedelta(days=380)), rate=EIGHT,
    )  # fmt: skip
    moves = [*books.admission(C, 1000), *books.equalisation(plan.shares)]
    assert balance(moves, Place(CONTROL)) == 0
    assert balance(moves, Place(DUE, C)) == 54
    assert (balance(moves, Place(CAPITAL, A)), balance(moves, Place(CAPITAL, C))) == (-30, 50)
    assert balance(moves, Place(UNCALLED, C)) == 950
    assert balance(moves, Place(REFUND, A)) + balance(moves, Place(REFUND, B)) == 54
    assert plan.content()["joining"] == [[str(C), "1000"]]


def test_what_is_accrued_is_owed_until_it_is_paid():
    moves = [*books.fee(10), *books.fee_paid(7)]
    assert (balance(moves, Place(books.FEE_OWED)), balance(moves, Place(books.CASH))) == (3, -7)


def test_an_earlier_investor_may_owe_the_odd_unit():
    """Rounding may ask one more unit of someone who was there: it is drawn like a call, and less is paid back."""
    moves = [*books.equalisation({A: Share(1, -5), B: Share(-6, 0), C: Share(5, 5)})]
    assert balance(moves, Place(CONTROL)) == 0
    assert (balance(moves, Place(CAPITAL, A)), balance(moves, Place(REFUND, A))) == (1, 4)


def test_the_moves_of_a_call_and_its_money():
    plan = plan_call(10, [], [Party(A, 30), Party(B, 60), Party(C, 1)], due_on=DAY)
    moves = [*books.call(plan.parts)]
    assert plan.parts == {A: 3, B: 7, C: 0}
    assert not [one for one in moves if C in (one.debit.commitment, one.credit.commitment)]
    moves += [*books.receipt(A, 2), *books.refund({A: 1}), *books.fee(4)]
    assert balance(moves, Place(DUE, A)) == 1
    assert balance(moves, Place(books.CASH)) == 1
    assert balance(moves, Place(books.FEE_OWED)) == balance(moves, Place(books.FEE)) == 4
    assert plan.content()["amount"] == "10"
