"""Day counts and growth."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.capital.rules.daycount import DAY_COUNTS, anniversary, years
from longbien.capital.rules.growth import factor, fine, interest, whole

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day_count", "start", "end", "expected"),
    [
        ("act/365", date(2024, 1, 1), date(2025, 1, 1), Fraction(366, 365)),
        ("act/365.25", date(2021, 1, 1), date(2025, 1, 1), Fraction(4)),
        ("act/360", date(2026, 1, 1), date(2026, 4, 1), Fraction(1, 4)),
        ("act/act", date(2024, 1, 1), date(2025, 1, 1), Fraction(1)),
        ("act/act", date(2023, 7, 2), date(2024, 7, 1), Fraction(183, 365) + Fraction(182, 366)),
        ("30/360", date(2026, 1, 31), date(2026, 7, 31), Fraction(1, 2)),
        ("30/360", date(2026, 2, 28), date(2034, 2, 28), Fraction(8)),
    ],
)
def test_years(day_count, start, end, expected):
    assert years(start, end, day_count) == expected


@given(DAYS, DAYS, st.sampled_from(DAY_COUNTS))
def test_years_back_are_years_forth(start, end, day_count):
    assert years(start, end, day_count) == -years(end, start, day_count)


@given(DAYS, DAYS, DAYS, st.sampled_from(DAY_COUNTS))
def test_years_add_up(one, two, three, day_count):
    assert years(one, two, day_count) + years(two, three, day_count) == years(one, three, day_count)


def test_an_anniversary_of_a_leap_day_is_the_day_before():
    assert anniversary(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert anniversary(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_whole_years_grow_exactly_and_parts_to_sixty_digits():
    assert factor(Fraction(1, 100), Fraction(3)) == Fraction(101, 100) ** 3
    assert factor(Fraction(1, 100), Fraction(-1)) == Fraction(100, 101)
    with localcontext(prec=80):
        root = Decimal("1.08").sqrt()
    assert abs(factor(Fraction(8, 100), Fraction(1, 2)) - Fraction(root)) < Fraction(1, 10**58)
    with pytest.raises(ValueError, match="above -100 %"):
        factor(Fraction(-1), Fraction(1))


@given(st.fractions(0, 1, max_denominator=1000), st.fractions(0, 30, max_denominator=366))
def test_what_grows_for_a_while_and_then_another_grows_for_both(rate, span):
    together = factor(rate, span * 2)
    assert abs(factor(rate, span) ** 2 - together) <= together / 10**50


def test_whole_units_are_half_away_from_zero():
    assert [whole(Fraction(one, 2)) for one in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]


def test_what_is_kept_is_no_finer_than_forty_places():
    assert fine(Fraction(1, 3)) == Fraction(1, 3)
    assert fine(Fraction(1, 3 * 10**50)) == 0


def test_simple_interest():
    found = interest(Fraction(4_000_000), Fraction(8, 100), date(2026, 1, 1), date(2026, 4, 1), "act/365")
    assert found == Fraction(4_000_000 * 8 * 90, 100 * 365)
