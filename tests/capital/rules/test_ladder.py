"""Terms by rates of return."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from longbien.capital.rules.performance.rates import Flow, xirr
from longbien.capital.rules.waterfall.flows import Event
from longbien.capital.rules.waterfall.ladder import climb
from longbien.capital.rules.waterfall.terms import Ladder, Step

DAY = date(2026, 1, 1)
STEPS = (Step(Fraction(8, 100), Fraction(0)), Step(Fraction(15, 100), Fraction(1, 5)))
TERMS = Ladder(Fraction(9, 10), STEPS, Fraction(1, 2))
happened = st.lists(
    st.builds(
        Event,
        on=st.dates(DAY, date(2036, 1, 1)),
        called=st.integers(0, 10**9),
        proceeds=st.integers(0, 3 * 10**9),
    ),
    max_size=10,
)


@given(happened)
def test_steps_add_up_to_the_cash(events):
    course = climb(TERMS, events)
    assert [one.explained.residual for one in course.paid] == [0] * len(course.paid)
    assert course.investors + course.manager == sum(one.proceeds for one in events)
    assert course.investors_called + course.manager_called == sum(one.called for one in events)


@given(happened, st.integers(0, 10**6), st.integers(1, 10**6))
def test_investors_never_get_less_of_more(events, proceeds, more):
    last = date(2036, 1, 2)
    least, most = (climb(TERMS, [*events, Event(last, proceeds=one)]).investors for one in (proceeds, proceeds + more))
    assert least <= most


def test_below_the_first_rate_all_are_paid_alike():
    course = climb(TERMS, [Event(DAY, called=10_000), Event(date(2027, 1, 1), proceeds=10_800)])
    assert (course.investors, course.manager) == (9_720, 1_080)


def test_the_first_step_ends_exactly_at_its_rate():
    """One unit beyond 8 % already carries the promote of the next step; investors have earned 8 % by then."""
    events = [Event(DAY, called=10**9), Event(date(2028, 1, 1), proceeds=2 * 10**9)]
    (paid,) = climb(TERMS, events).paid
    first = sum(line.minor for line in paid.explained.lines if (line.number, line.to) == (1, "investors"))
    rate = xirr([Flow(DAY, -9 * 10**8), Flow(date(2028, 1, 1), first)], "act/365").value
    assert abs(rate - 0.08) < 1e-8
    by_two = sum(line.minor for line in paid.explained.lines if line.number <= 2 and line.to == "investors")
    assert abs(xirr([Flow(DAY, -9 * 10**8), Flow(date(2028, 1, 1), by_two)], "act/365").value - 0.15) < 1e-8
    clauses = {line.number: line.clause for line in paid.explained.lines}
    assert clauses == {1: "/steps/0", 2: "/steps/1", 3: "/beyond"}


def test_investors_without_capital_get_what_is_beyond():
    alone = Ladder(Fraction(0), STEPS, Fraction(1, 2))
    course = climb(alone, [Event(DAY, called=10), Event(date(2027, 1, 1), proceeds=100)])
    assert (course.investors, course.manager) == (0, 100)
