"""Who gets what of a distribution: tiers, scopes, clawback, and the path of every unit."""

from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.capital.rules.growth import COMPOUNDINGS
from longbien.capital.rules.waterfall.account import Account
from longbien.capital.rules.waterfall.among import among
from longbien.capital.rules.waterfall.clawback import clawed_back, settled
from longbien.capital.rules.waterfall.explained import Explained, Line, as_data, told
from longbien.capital.rules.waterfall.flows import Event
from longbien.capital.rules.waterfall.run import run
from longbien.capital.rules.waterfall.terms import CatchUp, Clawback, Hurdle, Terms
from longbien.capital.rules.waterfall.tiers import Standing, distribute

EIGHT, FIFTH = Fraction(8, 100), Fraction(1, 5)
FULL = CatchUp(Fraction(1))
DAY = date(2026, 1, 1)
SCOPES = ("fund", "deal", "deal-with-losses")

rates = st.fractions(0, Fraction(1, 4), max_denominator=200)
carries = st.fractions(0, Fraction(1, 2), max_denominator=100)
hurdles = st.builds(
    Hurdle,
    rate=rates,
    compounding=st.sampled_from(COMPOUNDINGS),
    day_count=st.sampled_from(["act/365", "30/360"]),
    flat=st.booleans(),
)
catch_ups = st.builds(
    CatchUp,
    st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(3, 5), Fraction(1)]),
    st.sampled_from(["profit", "preferred-return"]),
)
terms_ = st.builds(Terms, carry=carries, scope=st.sampled_from(SCOPES), hurdle=hurdles, catch_up=catch_ups)
days = st.dates(DAY, date(2040, 12, 31))
events = st.lists(
    st.builds(
        Event,
        on=days,
        called=st.integers(0, 10**9),
        proceeds=st.integers(0, 3 * 10**9),
        deal=st.sampled_from("AB"),
        closes=st.booleans(),
    ),
    max_size=8,
)


@given(terms_, events)
def test_every_unit_has_its_path(terms, happened):
    for paid in run(terms, happened).paid:
        explained = paid.explained
        assert explained.cash == paid.event.proceeds
        assert explained.residual == 0
        assert all(line.minor > 0 for line in explained.lines)
        assert explained.to("investors") + explained.to("manager") == explained.cash
        assert explained.unit(0) == explained.lines[0]
        assert explained.unit(explained.cash - 1) == explained.lines[-1]


@given(terms_, events, st.booleans())
def test_after_the_clawback_the_manager_has_at_most_its_share_of_the_profit(terms, happened, hurdle):
    course = run(terms, happened)
    given_back = settled(Clawback(Fraction(3, 10), hurdle=hurdle), terms.carry, course)
    assert 0 <= given_back.kept <= terms.carry * max(course.profit, 0)
    assert given_back.due == given_back.from_escrow + given_back.from_manager
    assert given_back.kept + given_back.due == course.manager


@given(terms_, events, st.integers(0, 3 * 10**9), st.integers(1, 10**9))
def test_investors_never_get_less_of_more(terms, happened, proceeds, more):
    def investors(amount):
        return run(terms, [*happened, Event(date(2041, 6, 30), proceeds=amount, deal="A")]).investors

    assert investors(proceeds) <= investors(proceeds + 1) <= investors(proceeds + more)


@given(carries, hurdles, st.integers(1, 10**9), st.integers(0, 3 * 10**9))
def test_a_full_catch_up_ends_at_the_carry_of_all_profit(carry, hurdle, called, profit):
    """Well above the hurdle the manager has its share of the whole profit, but for parts of a unit."""
    terms = Terms(carry, hurdle=hurdle, catch_up=FULL)
    later = date(2027, 1, 1)
    far = called + profit + 2 * called
    course = run(terms, [Event(DAY, called=called), Event(later, proceeds=far)])
    assert course.manager == floor(carry * course.profit)


def test_without_a_catch_up_the_hurdle_is_hard():
    course = run(Terms(FIFTH, hurdle=Hurdle(EIGHT, flat=True)), [Event(DAY, called=1000), Event(DAY, proceeds=1180)])
    assert (course.investors, course.manager) == (1160, 20)


def test_half_a_catch_up_stops_where_its_target_says():
    happened = [Event(DAY, called=1_000_000), Event(DAY, proceeds=1_200_000)]
    of_profit = Terms(FIFTH, hurdle=Hurdle(EIGHT, flat=True), catch_up=CatchUp(Fraction(1, 2)))
    of_hurdle = Terms(FIFTH, hurdle=of_profit.hurdle, catch_up=CatchUp(Fraction(1, 2), "preferred-return"))
    assert run(of_profit, happened).manager == 40_000
    assert run(of_hurdle, happened).manager == 36_000


def test_each_line_names_its_clause_and_its_inputs():
    terms = Terms(FIFTH, hurdle=Hurdle(EIGHT, flat=True), catch_up=FULL)
    happened = [Event(DAY, called=1000), Event(DAY, proceeds=1200, source="exit.pdf")]
    (paid,) = run(terms, happened).paid
    lines = paid.explained.lines
    assert [(line.tier, line.to, line.minor, line.clause) for line in lines] == [
        ("capital", "investors", 1000, "/"),
        ("preferred", "investors", 80, "/hurdle"),
        ("catch-up", "manager", 20, "/catch_up"),
        ("split", "manager", 20, "/carry"),
        ("split", "investors", 80, "/carry"),
    ]
    assert told(lines[1]) == (
        "80 to investors: preferred (/hurdle): min(cash, preferred return due); "
        "cash left=200 [exit.pdf], preferred return due=80, rate=2/25 [/hurdle/rate]"
    )
    assert all(line.rounded == 0 for line in lines)
    assert paid.explained.unit(1080) == lines[2]
    data = as_data(paid.explained)
    assert (data["cash"], data["residual"], len(data["lines"])) == ("1200", "0", 5)
    assert data["lines"][3] == {
        "tier": "split",
        "to": "manager",
        "minor": "20",
        "exact": "20",
        "clause": "/carry",
        "formula": "c·(D + cash) - G",
        "inputs": [
            {"name": "cash left", "value": "100", "source": "exit.pdf"},
            {"name": "c", "value": "1/5", "source": "/carry"},
            {"name": "G", "value": "20", "source": ""},
            {"name": "D", "value": "100", "source": ""},
        ],
    }


def test_there_is_no_unit_beyond_the_cash():
    explained = Explained(5, ())
    for place in (-1, 5):
        with pytest.raises(IndexError, match="there is no unit"):
            explained.unit(place)
    with pytest.raises(IndexError, match="5 units have no line"):
        explained.unit(0)


def deals(scope, *pairs):
    happened = []
    for place, (called, got) in enumerate(pairs):
        on = date(2026 + place, 1, 1)
        happened += [
            Event(on, called=called, deal=str(place)),
            Event(date(2027 + place, 1, 1), proceeds=got, deal=str(place), closes=True),
        ]
    return run(Terms(FIFTH, scope=scope), happened)


def test_a_lost_deal_is_made_good_first_where_the_terms_say_so():
    pairs = [(20, 25), (45, 35), (50, 65)]
    assert deals("deal", *pairs).manager == 4
    assert deals("deal-with-losses", *pairs).manager == 2
    assert deals("fund", *pairs).manager == 2


def test_a_loss_waits_for_the_next_deal_and_is_told():
    course = deals("deal-with-losses", (20, 5), (45, 45))
    assert course.manager == 0
    assert course.unreturned == 15
    assert deals("deal-with-losses", (20, 0)).short == 20


def test_a_clawback_takes_from_escrow_first_and_never_more_than_was_got():
    clause = Clawback(Fraction(3, 10))
    assert clawed_back(clause, FIFTH, received=100, profit=450).from_escrow == 10
    whole = clawed_back(clause, FIFTH, received=100, profit=-450)
    assert (whole.due, whole.from_escrow, whole.from_manager, whole.kept) == (100, 30, 70, 0)
    short = Clawback(hurdle=True)
    assert clawed_back(short, FIFTH, received=100, profit=500, short=Fraction(61, 2)).due == 31
    assert clawed_back(short, FIFTH, received=10, profit=50, short=Fraction(99)).due == 10


@pytest.mark.parametrize(
    ("compounding", "due"),
    [("simple", Fraction(160)), ("compound", Fraction(1664, 10)), ("year-end", None)],
)
def test_how_a_preferred_return_compounds(compounding, due):
    account = Account(Hurdle(EIGHT, compounding, "30/360"), DAY).called(1000).at(date(2028, 1, 1))
    if due is None:  # 30/360: 31 December 2026 is 359 days on, and so is each later one from the last
        first = 1000 * EIGHT * Fraction(359, 360)
        second = (1000 + first) * EIGHT
        due = first + second + (1000 + first + second) * EIGHT * Fraction(1, 360)
    assert account.preferred == due


def test_at_the_end_of_a_year_what_is_due_begins_to_bear_return():
    account = Account(Hurdle(EIGHT, "year-end"), DAY).called(1000).at(date(2026, 12, 31))
    assert (account.capitalised > 0, account.current) == (True, 0)
    assert account.at(date(2026, 12, 31)) == account
    assert account.paid(10).capitalised == account.capitalised - 10
    assert account.at(date(2027, 3, 1)).paid(81).current < account.at(date(2027, 3, 1)).current
    assert account.returned(400).unreturned == 600


def test_an_account_does_not_go_back():
    with pytest.raises(ValueError, match="does not go back"):
        Account(Hurdle(), DAY).at(date(2025, 1, 1))


def test_nothing_is_below_zero():
    with pytest.raises(ValueError, match="not below zero"):
        Event(DAY, called=-1)
    with pytest.raises(ValueError, match="not below zero"):
        distribute(Standing(Account(Hurdle(), DAY)), Terms(FIFTH), -1)


@given(terms_, events, st.dictionaries(st.sampled_from("VWXYZ"), st.integers(1, 10**9), min_size=1))
def test_the_path_goes_on_to_every_investor(terms, happened, commitments):
    owed, got, exact = (), dict.fromkeys(commitments, 0), 0
    for paid in run(terms, happened).paid:
        shared = among(paid.explained, commitments, owed)
        owed = shared.owed
        assert shared.residual == 0
        assert all(part.minor > 0 for part in shared.parts)
        exact += paid.explained.to("investors")
        got = {name: so_far + shared.to(name) for name, so_far in got.items()}
    for name, weight in commitments.items():
        assert abs(got[name] - Fraction(exact * weight, sum(commitments.values()))) <= 2


def test_a_part_says_what_was_lacking_before_it():
    explained = Explained(3, (Line("split", "investors", 1, Fraction(1), "/", "", ()),) * 3)
    shared = among(explained, {"V": 1, "W": 1})
    assert [(one.investor, one.exact, one.owed) for one in shared.parts] == [
        ("V", Fraction(1, 2), 0),
        ("W", Fraction(1, 2), Fraction(1, 2)),
        ("V", Fraction(1, 2), 0),
    ]
    assert shared.owed == (Fraction(-1, 2), Fraction(1, 2))
    with pytest.raises(ValueError, match="one of them positive"):
        among(explained, {"V": 0})
