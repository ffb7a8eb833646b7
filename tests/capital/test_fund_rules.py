"""Fees, terms, notices, lives of drafts, sums of the programme, scripts: the smaller rules of the room."""

from datetime import date
from fractions import Fraction

import pytest

from longbien.capital.rules.funds.charges import FeeStep, fee_due, fee_until
from longbien.capital.rules.funds.lives import CLOSED, DRAFT, NAMES, POSTED, SIGNED, TONES, TRANSITIONS, after
from longbien.capital.rules.funds.notices import DEFAULT, DUE, LATE, PAID, PARTIAL, default_from, state_of
from longbien.capital.rules.funds.programme import Sums, share_of, total
from longbien.capital.rules.funds.script import read_script
from longbien.capital.rules.funds.side_letters import KINDS
from longbien.capital.rules.funds.terms import FundTerms, check_terms, read_terms, write_terms
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal

FIRST = date(2024, 2, 29)
STEPS = (FeeStep(5, Fraction(25, 1000)), FeeStep(10, Fraction(1, 100)))


def test_a_published_fee_that_steps_down():
    """2.5 % of 100 committed, 1 % after year 5, ten years: 17.5, leap years and all."""
    assert fee_until(date(2034, 2, 28), first_close=FIRST, committed=100, steps=STEPS) == Fraction(35, 2)
    assert fee_until(date(2044, 2, 28), first_close=FIRST, committed=100, steps=STEPS) == Fraction(35, 2)


def test_a_year_under_way_counts_by_its_days():
    year = fee_until(date(2026, 2, 28), first_close=date(2025, 2, 28), committed=365_000, steps=STEPS)
    assert year == 9125
    assert fee_until(date(2025, 3, 1), first_close=date(2025, 2, 28), committed=365_000, steps=STEPS) == 25
    assert fee_until(FIRST, first_close=FIRST, committed=100, steps=STEPS) == 0


def test_what_was_accrued_before_is_left_out_and_never_taken_back():
    terms = {"first_close": date(2025, 2, 28), "committed": 365_000, "steps": STEPS}
    assert fee_due(date(2025, 3, 10), 100, **terms) == 150
    assert fee_due(date(2025, 3, 10), 999, **terms) == 0


def terms(**other) -> FundTerms:
    given = {"term_years": 10, "notice_days": 10, "grace_days": 15, "equalisation_rate": Fraction(8, 100), "fee": STEPS,
             "clauses": {"notice": "5.2"}}  # fmt: skip
    return FundTerms(**(given | other))


def test_terms_say_whether_distributions_are_equalised():
    assert not terms().equalises_distributions
    assert terms(distribution={"equalise_distributions": True}).equalises_distributions


def test_terms_are_written_and_read_back_the_same():
    assert read_terms(write_terms(terms())) == terms()
    assert terms().clause("notice") == "5.2"
    assert terms().clause("fee") == ""


@pytest.mark.parametrize(
    ("other", "where"),
    [
        ({"term_years": 0}, "term_years"),
        ({"notice_days": 366}, "notice_days"),
        ({"grace_days": -1}, "grace_days"),
        ({"equalisation_rate": Fraction(51, 100)}, "equalisation_rate"),
        ({"fee": (FeeStep(1, Fraction(-1)),)}, "equalisation_rate"),
        ({"fee": (FeeStep(5, Fraction(0)), FeeStep(5, Fraction(0)))}, "fee"),
        ({"fee": (FeeStep(0, Fraction(0)),)}, "fee"),
    ],
)
def test_terms_that_cannot_stand_are_named(other, where):
    check_terms(terms())
    with pytest.raises(Refusal) as refused:
        check_terms(terms(**other))
    assert [fault.where for fault in refused.value.faults] == [where]


@pytest.mark.parametrize(
    ("received", "today", "in_default", "state"),
    [
        (0, 1, False, DUE), (4, 1, False, PARTIAL), (4, 10, False, PARTIAL), (4, 11, False, LATE),
        (0, 11, True, DEFAULT), (10, 11, True, PAID), (10, 1, False, PAID),
    ],
)  # fmt: skip
def test_where_a_notice_stands(received, today, in_default, state):
    assert state_of(10, received, date(2026, 5, 10), date(2026, 5, today), in_default=in_default) == state


def test_a_default_waits_for_the_days_of_grace():
    assert default_from(date(2026, 5, 10), 15) == date(2026, 5, 26)


def test_what_is_posted_never_goes_back():
    assert (after(DRAFT, "confirm"), after(SIGNED, "admit")) == (POSTED, CLOSED)
    with pytest.raises(Refusal, match="not-now") as refused:
        after(POSTED, "drop")
    assert refused.value.status == 409
    assert NAMES.keys() == TONES.keys() >= {state for state, _ in TRANSITIONS}


def test_the_programme_adds_up():
    whole = total([Sums(10, 25, 7, 5), Sums(private=5)])
    assert (whole.committed, whole.called, whole.received, whole.lever) == (40, 7, 5, 3)
    assert Sums(private=3).lever is None
    assert (share_of(50, 200), share_of(1, 0)) == (Fraction(1, 4), 0)


def test_a_script_is_read_with_its_money_and_rates():
    told = {"term_years": 8, "notice_days": 7, "grace_days": 9, "equalisation_percent": "7.5",
            "fee_percent": [["4", "2"]]}  # fmt: skip
    scenes = [{"do": "commit", "by": "officer", "days_ago": 3, "amount": {"minor": "5", "currency": "XTS"}},
              {"do": "close", "by": "officer", "days_ago": 2}]  # fmt: skip
    data = {"fund": "f", "name": "F", "rules": "r", "charter": {"minor": "9", "currency": "XTS"}, "board_seats": 2,
            "terms": told, "scenes": scenes}  # fmt: skip
    script = read_script(data)
    assert script.terms.equalisation_rate == Fraction(75, 1000)
    assert script.terms.fee == (FeeStep(4, Fraction(2, 100)),)
    assert [one.amount for one in script.scenes] == [Money(5, "XTS"), None]


def test_every_kind_of_clause_has_words():
    assert all({"vi", "en"} == set(words) for words in KINDS.values())
